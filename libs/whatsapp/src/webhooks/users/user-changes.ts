import { isRecord } from '../../common/internal.js';
import type { InboundEvent } from '../events/inbound-event.js';
import { isContact, itemsOf, listOf } from '../payload/payload-guards.js';
import { ContactBook } from '../events/contact-book.js';
import { changedIds, updatedIds } from '../events/ids-of-item.js';
import type { UserIds, WhatsAppUser } from '../../users/index.js';
import { userOfEvent } from '../events/user-of-event.js';

/** The ids of a user before and after they changed. */
export interface UserChange {
  readonly before: WhatsAppUser;
  readonly now: WhatsAppUser;
}

/** Returns `true` when an event may tell that users' ids changed. */
export function tellsOfUserChange(event: InboundEvent): boolean {
  return event.kind === 'message' ? event.message.type === 'system' : event.field === 'user_id_update';
}

/**
 * Returns the changes of users' ids that a `system` message (a changed number or user id) or a
 * `user_id_update` tells. Empty for every other event, and where the payload does not name both
 * sides.
 */
export function userChangesOf(event: InboundEvent): UserChange[] {
  const phoneNumberId = event.metadata?.phone_number_id;
  if (phoneNumberId === undefined) return [];
  if (event.kind === 'message') {
    if (event.message.type !== 'system') return [];
    const before = userOfEvent(event);
    const now = changedIds(event.message);
    return before && now ? [{ before, now: { phoneNumberId, ...uncontested(now, contactsOf(event)) } }] : [];
  }
  if (event.kind !== 'field' || event.field !== 'user_id_update') return [];
  const value: Readonly<Record<string, unknown>> = { ...event.value };
  const book = contactsOf(event);
  return itemsOf(value['user_id_update'], isRecord).flatMap((update) => {
    const { before, now } = updatedIds(update);
    if (before === undefined || now === undefined) return [];
    return [{ before: { phoneNumberId, ...before }, now: { phoneNumberId, ...uncontested(now, book) } }];
  });
}

function contactsOf({ change }: InboundEvent): ContactBook {
  const value: Readonly<Record<string, unknown>> = { ...change.value };
  return new ContactBook(listOf(value['contacts']).filter(isContact), 0);
}

/** Removes the phone number where a contact beside it says that it is not this user's. */
function uncontested(now: UserIds, book: ContactBook): UserIds {
  if (!book.contradicts(now)) return now;
  const { waId: _contested, ...rest } = now;
  return rest;
}
