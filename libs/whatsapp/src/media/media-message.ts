import type { MessageContent } from '../messages/index.js';
import type { MediaKind } from './rules/media-kinds.js';

/** The texts that accompany a file in a message. */
export interface MediaMessageText {
  /** The text under pictures, videos and documents: at most 1024 characters. */
  readonly caption?: string;
  /** The name of a document in the chat; its ending chooses the icon. */
  readonly filename?: string;
}

/** The message that shows an uploaded file. */
export function mediaMessage(
  kind: Exclude<MediaKind, 'gif'>,
  id: string,
  { caption, filename }: MediaMessageText,
): MessageContent {
  const media = { id, ...(caption !== undefined && { caption }) };
  if (kind === 'image') return { type: 'image', image: media };
  if (kind === 'video') return { type: 'video', video: media };
  if (kind === 'sticker') return { type: 'sticker', sticker: media };
  if (kind === 'document') {
    return { type: 'document', document: { ...media, ...(filename !== undefined && { filename }) } };
  }
  return { type: 'audio', audio: { ...media, ...(kind === 'voice' && { voice: true }) } };
}
