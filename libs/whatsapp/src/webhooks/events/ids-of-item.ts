import { idOrNone, isRecord } from '../../common/internal.js';
import { readIds } from '../../users/internal.js';
import type { UserIds } from '../../users/index.js';

/*
 * Whom the items of payloads name. Nothing of them has been checked. Every reader of a payload asks here, so that all of them take
 * the same ids for the same user.
 */

/** The sender's fields in a message or call. */
interface From {
  readonly from?: unknown;
  readonly from_user_id?: unknown;
  readonly from_parent_user_id?: unknown;
}

/** The receiver's fields in a call or an echo. */
interface To {
  readonly to?: unknown;
  readonly to_user_id?: unknown;
  readonly to_parent_user_id?: unknown;
}

/** The recipient's fields in a status. */
interface Recipient {
  readonly recipient_id?: unknown;
  readonly recipient_type?: unknown;
  readonly recipient_user_id?: unknown;
  readonly recipient_parent_user_id?: unknown;
  readonly parent_recipient_user_id?: unknown;
  readonly recipient_participant_id?: unknown;
  readonly recipient_participant_user_id?: unknown;
  readonly recipient_participant_parent_user_id?: unknown;
}

/** A user as a list of users names it. */
interface Named {
  readonly wa_id?: unknown;
  readonly user_id?: unknown;
  readonly parent_user_id?: unknown;
}

/** Returns the ids of the user who wrote a message, or called; in a group the participant's. */
export function writerOf({ from, from_user_id, from_parent_user_id }: From): UserIds | undefined {
  return readIds({ userId: from_user_id, parentUserId: from_parent_user_id, waId: from });
}

/** Returns the ids of the user whom the business wrote to or called. */
export function addresseeOf({ to, to_user_id, to_parent_user_id }: To): UserIds | undefined {
  return readIds({ userId: to_user_id, parentUserId: to_parent_user_id, waId: to });
}

/** Returns the ids of the user of a call. */
export function callerOf(call: From & To & { readonly direction?: unknown }): UserIds | undefined {
  return call.direction === 'BUSINESS_INITIATED' ? addresseeOf(call) : writerOf(call);
}

/** Returns the ids of a status's user; of a message to a group the participant's. */
export function recipientOf(status: Recipient): UserIds | undefined {
  if (isOfGroup(status)) return participantOf(status);
  return readIds({
    userId: status.recipient_user_id,
    parentUserId: idOrNone(status.recipient_parent_user_id) ?? status.parent_recipient_user_id,
    waId: status.recipient_id,
  });
}

/** A contact, a participant, or who has a preference. */
export function namedIn({ wa_id, user_id, parent_user_id }: Named): UserIds | undefined {
  return readIds({ userId: user_id, parentUserId: parent_user_id, waId: wa_id });
}

/** The ids of a user before and after a `user_id_update`. */
export function updatedIds(update: Readonly<Record<string, unknown>>): {
  readonly before: UserIds | undefined;
  readonly now: UserIds | undefined;
} {
  const userId = isRecord(update['user_id']) ? update['user_id'] : {};
  const parent = isRecord(update['parent_user_id']) ? update['parent_user_id'] : {};
  return {
    before: readIds({ userId: userId['previous'], parentUserId: parent['previous'] }),
    now: readIds({ userId: userId['current'], parentUserId: parent['current'], waId: update['wa_id'] }),
  };
}

/** The ids that a `system` message says its user has from now on; `undefined` where it tells of no change of them. */
export function changedIds({ system, from }: From & { readonly system?: unknown }): UserIds | undefined {
  const given = isRecord(system) ? system : {};
  const { user_id: userId, parent_user_id: parentUserId } = given;
  switch (given['type']) {
    case 'user_changed_number':
    case 'customer_changed_number':
      return readIds({ userId, parentUserId, waId: idOrNone(given['wa_id']) ?? given['new_wa_id'] });
    case 'user_changed_user_id':
      return readIds({ userId, parentUserId, waId: idOrNone(given['wa_id']) ?? from });
    default:
      // A changed encryption identity is still the same user.
      return undefined;
  }
}

/** The group that a message was written in. */
export function groupOf({ group_id }: { readonly group_id?: unknown }): string | undefined {
  return idOrNone(group_id);
}

/** The group that a status's message was sent to. */
export function groupOfStatus(status: Recipient): string | undefined {
  return isOfGroup(status) ? idOrNone(status.recipient_id) : undefined;
}

/** Returns `true` when a status is of a message to a group: a person's names no participant. */
export function isOfGroup(status: Recipient): boolean {
  return status.recipient_type === 'group' || participantOf(status) !== undefined;
}

function participantOf(status: Recipient): UserIds | undefined {
  return readIds({
    userId: status.recipient_participant_user_id,
    parentUserId: status.recipient_participant_parent_user_id,
    waId: status.recipient_participant_id,
  });
}
