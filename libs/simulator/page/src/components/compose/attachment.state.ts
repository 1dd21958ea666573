import { signal } from '@preact/signals';

/** The kinds of message that can be sent besides text. */
export type AttachmentKind =
  'image' | 'video' | 'audio' | 'document' | 'sticker' | 'location' | 'contacts' | 'order' | 'unsupported';

/** The form that is open. */
export const attachment = signal<AttachmentKind | undefined>(undefined);

/** Opens the form for something other than text. */
export function openAttachment(kind: AttachmentKind): void {
  attachment.value = kind;
}
