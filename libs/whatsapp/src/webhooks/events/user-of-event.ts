import type { CallEvent, InboundEvent, InboundMessageEvent, MessageStatusEvent } from './inbound-event.js';
import { callerOf, groupOf, groupOfStatus, namedIn, recipientOf, writerOf } from './ids-of-item.js';
import { completed } from '../../users/internal.js';
import type { UserIds, WhatsAppUser } from '../../users/index.js';

/** The events that tell whom the business speaks with. */
export type EventOfUser = InboundMessageEvent | MessageStatusEvent | CallEvent;

/** Returns `true` when an event names the user whom the business speaks with. */
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
  const ids = completed(idsOfEvent(event), event.contact && namedIn(event.contact));
  return ids === undefined ? undefined : { phoneNumberId, ...ids };
}

/** The group that an event belongs to. */
export function groupOfEvent(event: EventOfUser): string | undefined {
  if (event.kind === 'message') return groupOf(event.message);
  return event.kind === 'status' ? groupOfStatus(event.status) : undefined;
}

function idsOfEvent(event: EventOfUser): UserIds | undefined {
  if (event.kind === 'message') return writerOf(event.message);
  if (event.kind === 'status') return recipientOf(event.status);
  // Types do not hold for whoever calls from JavaScript: any other event names nobody.
  return event.kind === 'call' ? callerOf(event.call) : undefined;
}
