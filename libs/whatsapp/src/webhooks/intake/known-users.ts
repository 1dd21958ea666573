import { agree } from '../users/same-user.js';
import type { KnownUser } from '../users/user-aliases.js';
import { oneSpelling } from '../users/user-names.js';
import type { ReadUpdate } from './read-items.js';

/**
 * The users whom the updates of one delivery show with a phone number, and the ids that belong to it. Where two of them disagree, neither
 * is believed.
 */
export function knownUsersOf(updates: readonly ReadUpdate[]): KnownUser[] {
  const known = new Map<string, KnownUser>();
  for (const { event, users = [] } of updates) {
    const phoneNumberId = event.metadata?.phone_number_id;
    if (phoneNumberId === undefined) continue;
    for (const { userId, waId } of users) {
      if (waId === undefined) continue;
      known.set(`${phoneNumberId}:${userId}:${waId}`, { phoneNumberId, userId, waId });
    }
  }
  return known.size < 2 ? [...known.values()] : withoutContested([...known.values()]);
}

function withoutContested(users: readonly KnownUser[]): KnownUser[] {
  /** By each id: the user who was first told to have it; `null` where there are others. */
  const byId = new Map<string, KnownUser | null>();
  for (const user of users) {
    for (const name of namesOf(user)) {
      const other = byId.get(name);
      const isAgreed = other === undefined || (other !== null && agree(other, user));
      byId.set(name, isAgreed ? user : null);
    }
  }
  return users.filter((user) => namesOf(user).every((name) => byId.get(name) !== null));
}

function namesOf({ phoneNumberId, userId, waId }: KnownUser): string[] {
  const phone = `${phoneNumberId}:+${oneSpelling(waId)}`;
  return userId === undefined ? [phone] : [`${phoneNumberId}:${userId}`, phone];
}
