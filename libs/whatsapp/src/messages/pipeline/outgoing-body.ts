import type { NormalizedRecipient } from '../../recipients/index.js';
import { encodeCallbackData } from '../dto/shared/callback-data.js';

/** A message that passed validation: whatever else it holds, these fields are what they should be. */
interface Sendable {
  readonly biz_opaque_callback_data?: string;
}

/**
 * The JSON that goes out but for the address: a shallow copy of the caller's message with what it may leave out filled in and the
 * correlation id, where there is one, added. The caller's object stays as it is.
 */
export function outgoingContent(message: Sendable, type: string, correlationId: string | undefined): string {
  return JSON.stringify({
    ...message,
    messaging_product: 'whatsapp',
    to: undefined,
    recipient: undefined,
    type,
    biz_opaque_callback_data:
      correlationId === undefined
        ? message.biz_opaque_callback_data
        : encodeCallbackData(correlationId, message.biz_opaque_callback_data),
  });
}

/** Adds the address to the JSON of {@link outgoingContent}, which has one member at least. */
export function addressed(content: string, { to, recipient }: NormalizedRecipient): string {
  return `${JSON.stringify({ to, recipient }).slice(0, -1)},${content.slice(1)}`;
}
