import { isRecord, isText } from '../../common/internal.js';
import type { InboundEvent } from '../events/inbound-event.js';
import { itemsOf } from '../payload/payload-guards.js';
import type { MessageDeletion } from './message-deletion.js';

/** The fields that report what the business sent from elsewhere. */
const echoFields: ReadonlySet<string> = new Set(['smb_message_echoes', 'message_echoes']);

/**
 * The messages that an event says were deleted by their sender: a `revoke` of the user, one of the business in its Business app,
 * or the status `deleted` of older versions (Webhooks reference, message types and statuses).
 */
export function deletionsOf(event: InboundEvent): MessageDeletion[] {
  const common = { phoneNumberId: event.metadata?.phone_number_id, timestamp: event.timestamp, event };
  if (event.kind === 'message') {
    const messageId = revokedBy(event.message);
    return messageId === undefined ? [] : [{ ...common, messageId, by: 'user' }];
  }
  if (event.kind === 'status') {
    const { status } = event;
    const isDeleted = status.status === 'deleted' && status.type !== 'payment';
    return isDeleted ? [{ ...common, messageId: status.id, by: 'user' }] : [];
  }
  if (event.kind !== 'field' || !echoFields.has(event.field)) return [];
  const value: Readonly<Record<string, unknown>> = { ...event.value };
  return itemsOf(value['message_echoes'], isRecord).flatMap((echo) => {
    const messageId = revokedBy(echo);
    return messageId === undefined ? [] : [{ ...common, messageId, by: 'business' }];
  });
}

/** The message that a `revoke` names. */
function revokedBy(message: object): string | undefined {
  const { type, revoke }: { type?: unknown; revoke?: unknown } = message;
  if (type !== 'revoke' || !isRecord(revoke)) return undefined;
  const messageId = revoke['original_message_id'];
  return isText(messageId) ? messageId : undefined;
}
