import { messageBody } from './shared/envelope.schema.js';
import { object, oneOf, text, when } from './shared/json-schema.js';

/** `type: "pin"`: groups only; a pin lasts 1 to 30 days. */
export const pinMessage = messageBody('pin', {
  ...object(
    { type: oneOf('pin', 'unpin'), message_id: text() },
    { expiration_days: { type: 'integer', minimum: 1, maximum: 30 } },
  ),
  ...when({ properties: { type: { const: 'pin' } } }, { required: ['expiration_days'] }),
});
