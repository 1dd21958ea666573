import type { IconName } from '../ui/icon.js';
import type { AttachmentKind } from './attachment.state.js';

interface Attachment {
  readonly kind: AttachmentKind;
  readonly label: string;
  readonly icon: IconName;
}

/** The kinds of message that can be sent besides text, in the order of the menu. */
export const ATTACHMENTS: readonly Attachment[] = [
  { kind: 'image', label: 'Image', icon: 'image' },
  { kind: 'video', label: 'Video', icon: 'video' },
  { kind: 'audio', label: 'Voice or audio', icon: 'mic' },
  { kind: 'document', label: 'Document', icon: 'document' },
  { kind: 'sticker', label: 'Sticker', icon: 'sticker' },
  { kind: 'location', label: 'Location', icon: 'location' },
  { kind: 'contacts', label: 'Contact', icon: 'person' },
  { kind: 'order', label: 'Order', icon: 'cart' },
  { kind: 'unsupported', label: 'Unsupported message', icon: 'warning' },
];
