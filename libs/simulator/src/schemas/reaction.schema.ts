import { messageBody } from './shared/envelope.schema.js';
import { FORBIDDEN, object, STRING, text } from './shared/json-schema.js';

/** `type: "reaction"`: an empty emoji takes the reaction back; it cannot be a contextual reply. */
export const reactionMessage = messageBody(
  'reaction',
  object({ message_id: text(), emoji: { ...STRING, maxLength: 64, singleEmoji: true } }),
  {
    context: FORBIDDEN,
  },
);
