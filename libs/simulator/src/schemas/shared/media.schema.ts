import { messageBody } from './envelope.schema.js';
import { BOOLEAN, object, text, WEB_URL, type JsonSchema, type Members } from './json-schema.js';

/** The longest caption, in characters. */
const CAPTION_MAX = 1024;

/** A media object: an uploaded id or a link, never both. */
export function mediaObject(further: Members = {}): JsonSchema {
  return object({}, { id: text(), link: WEB_URL, ...further }, { exactlyOneOf: ['id', 'link'] });
}

const CAPTION = { type: 'string', maxLength: CAPTION_MAX };

/** `type: "image"`. */
export const imageMessage = messageBody('image', mediaObject({ caption: CAPTION }));
/** `type: "video"`. */
export const videoMessage = messageBody('video', mediaObject({ caption: CAPTION }));
/** `type: "audio"`; `voice` makes it a voice message. */
export const audioMessage = messageBody('audio', mediaObject({ voice: BOOLEAN }));
/** `type: "document"`. */
export const documentMessage = messageBody('document', mediaObject({ caption: CAPTION, filename: text() }));
/** `type: "sticker"`. */
export const stickerMessage = messageBody('sticker', mediaObject());
