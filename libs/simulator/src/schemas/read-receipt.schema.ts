import { object, oneOf, text } from './shared/json-schema.js';

/** Mark as read, with or without the typing indicator: no recipient and no type. */
export const readReceipt = object(
  { messaging_product: { const: 'whatsapp' }, status: oneOf('read'), message_id: text() },
  { typing_indicator: object({ type: oneOf('text') }) },
);
