import type { CallEvent, InboundEvent, InboundMessageEvent, MessageStatusEvent } from '../inbound-event.js';
import { isId } from '../payload/payload-guards.js';
import type { InboundContact, StatusRecipient } from '../payload/index.js';
import type { UserIds, WhatsAppUser } from './user-ids.js';

/** The events that tell whom the business speaks with. */
export type EventOfUser = InboundMessageEvent | MessageStatusEvent | CallEvent;

/** Whether an event is one that tells whom the business speaks with. */
export function isEventOfUser(event: InboundEvent): event is EventOfUser {
  return event.kind === 'message' || event.kind === 'status' || event.kind === 'call';
}

/**
 * The user that an event is about: who wrote or called, or whom a message or call of the business went to; in a group the
 * participant. `undefined` where the event names neither a business number nor a user.
 */
export function userOfEvent(event: EventOfUser): WhatsAppUser | undefined {
  const phoneNumberId = event.metadata?.phone_number_id;
  if (phoneNumberId === undefined) return undefined;
  const ids = completedBy(event.contact, idsOfEvent(event));
  return ids === undefined ? undefined : { phoneNumberId, ...ids };
}

/** The group that an event belongs to. */
export function groupOfEvent(event: EventOfUser): string | undefined {
  if (event.kind === 'message') return idOrNone(event.message.group_id);
  const isGroups = event.kind === 'status' && event.status.recipient_type === 'group';
  return isGroups ? idOrNone(event.status.recipient_id) : undefined;
}

function idsOfEvent(event: EventOfUser): UserIds {
  if (event.kind === 'status') return idsOfRecipient(event.status);
  if (event.kind === 'call' && event.call.direction === 'BUSINESS_INITIATED') {
    const { to_user_id: userId, to_parent_user_id: parentUserId, to: waId } = event.call;
    return { userId, parentUserId, waId };
  }
  const from = event.kind === 'call' ? event.call : event.message;
  const { from_user_id: userId, from_parent_user_id: parentUserId, from: waId } = from;
  return { userId, parentUserId, waId };
}

function idsOfRecipient(status: StatusRecipient): UserIds {
  if (status.recipient_type === 'group') {
    return {
      userId: status.recipient_participant_user_id,
      parentUserId: status.recipient_participant_parent_user_id,
      waId: status.recipient_participant_id,
    };
  }
  return {
    userId: status.recipient_user_id,
    parentUserId: status.recipient_parent_user_id ?? status.parent_recipient_user_id,
    waId: status.recipient_id,
  };
}

/** The ids of a payload, which nobody has checked, and those that only the contact has. */
function completedBy(contact: InboundContact | undefined, ids: UserIds): UserIds | undefined {
  return readIds({
    userId: idOrNone(ids.userId) ?? contact?.user_id,
    parentUserId: idOrNone(ids.parentUserId) ?? contact?.parent_user_id,
    waId: idOrNone(ids.waId) ?? contact?.wa_id,
  });
}

/** Ids as a payload has them: whatever is no text is not there; `undefined` where none is. */
export function readIds(given: { readonly [Id in keyof UserIds]?: unknown }): UserIds | undefined {
  const userId = idOrNone(given.userId);
  const parentUserId = idOrNone(given.parentUserId);
  const waId = idOrNone(given.waId);
  if (userId === undefined && parentUserId === undefined && waId === undefined) return undefined;
  return {
    ...(userId !== undefined && { userId }),
    ...(parentUserId !== undefined && { parentUserId }),
    ...(waId !== undefined && { waId: waId.replace(/^\+/, '') }),
  };
}

function idOrNone(id: unknown): string | undefined {
  return isId(id) ? id : undefined;
}
