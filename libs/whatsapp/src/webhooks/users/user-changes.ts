import type { InboundEvent } from '../inbound-event.js';
import { isRecord, itemsOf } from '../payload/payload-guards.js';
import type { InboundSystemMessage } from '../payload/index.js';
import type { WhatsAppUser } from './user-ids.js';
import { readIds, userOfEvent } from './user-of-event.js';

/** The ids of a user before and after they changed. */
export interface UserChange {
  readonly before: WhatsAppUser;
  readonly now: WhatsAppUser;
}

/** Whether an event may tell that users' ids changed. */
export function tellsOfUserChange(event: InboundEvent): boolean {
  return event.kind === 'message' ? event.message.type === 'system' : event.field === 'user_id_update';
}

/**
 * What a `system` message (a changed number or user id) or a `user_id_update` tells of users' ids. Empty for every other event,
 * and where the payload does not name both sides.
 */
export function userChangesOf(event: InboundEvent): UserChange[] {
  const phoneNumberId = event.metadata?.phone_number_id;
  if (phoneNumberId === undefined) return [];
  if (event.kind === 'message') {
    if (event.message.type !== 'system') return [];
    const before = userOfEvent(event);
    const now = readIds(changedTo(event.message));
    return before && now ? [{ before, now: { phoneNumberId, ...now } }] : [];
  }
  if (event.kind !== 'field' || event.field !== 'user_id_update') return [];
  const value: Readonly<Record<string, unknown>> = { ...event.value };
  return itemsOf(value['user_id_update'], isRecord).flatMap((update) => {
    const userId = isRecord(update['user_id']) ? update['user_id'] : {};
    const parent = isRecord(update['parent_user_id']) ? update['parent_user_id'] : {};
    const before = readIds({ userId: userId['previous'], parentUserId: parent['previous'] });
    const now = readIds({
      userId: userId['current'],
      parentUserId: parent['current'],
      waId: update['wa_id'],
    });
    return before && now ? [{ before: { phoneNumberId, ...before }, now: { phoneNumberId, ...now } }] : [];
  });
}

function changedTo({ system, from }: InboundSystemMessage): Parameters<typeof readIds>[0] {
  const given: Readonly<Record<string, unknown>> = isRecord(system) ? system : {};
  switch (given['type']) {
    case 'user_changed_number':
    case 'customer_changed_number':
      return {
        userId: given['user_id'],
        parentUserId: given['parent_user_id'],
        waId: given['wa_id'] ?? given['new_wa_id'],
      };
    case 'user_changed_user_id':
      return {
        userId: given['user_id'],
        parentUserId: given['parent_user_id'],
        waId: given['wa_id'] ?? from,
      };
    default:
      // A changed encryption identity is still the same user.
      return {};
  }
}
