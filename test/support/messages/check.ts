import type { MessageValidator } from '../../../libs/whatsapp/src/messages/validation/message-validator.js';

/** Checks a body the way that fits it: read receipts, marketing messages and all the others have a method each. */
export function check(
  validator: MessageValidator,
  { endpoint = 'messages', body }: { endpoint?: 'messages' | 'marketing_messages'; body: unknown },
): void {
  if (endpoint === 'marketing_messages') validator.validateMarketing(body);
  else if (typeof body === 'object' && body !== null && 'status' in body) validator.validateReadReceipt(body);
  else validator.validate(body);
}
