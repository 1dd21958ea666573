import { messageBody } from './shared/envelope.schema.js';
import { BOOLEAN, object, text } from './shared/json-schema.js';

/** `type: "text"`: up to 4096 characters. */
export const textMessage = messageBody('text', object({ body: text(4096) }, { preview_url: BOOLEAN }));
