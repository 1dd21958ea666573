import type { NormalizedRecipient } from '../../recipients/index.js';
import { encodeCallbackData } from './callback-data.js';

/** A message that passed validation: whatever else it holds, these fields are what they should be. */
interface Sendable {
  readonly biz_opaque_callback_data?: string;
}

/**
 * The JSON that goes out: a shallow copy of the caller's message with what it may leave out filled in, the recipient normalised
 * and the correlation id added. The caller's object stays as it is.
 */
export function outgoingBody(
  message: Sendable,
  type: string,
  recipient: NormalizedRecipient,
  correlationId: string,
): string {
  return JSON.stringify({
    ...message,
    messaging_product: 'whatsapp',
    to: recipient.to,
    recipient: recipient.recipient,
    type,
    biz_opaque_callback_data: encodeCallbackData(correlationId, message.biz_opaque_callback_data),
  });
}
