import { agree, userNames, type SeenUser } from '../../users/internal.js';
import type { ReadUpdate } from './read-items.js';

/**
 * The users whom the updates of one delivery show with ids that belong together, or with a phone number. Where two of them disagree,
 * neither is believed.
 */
export function seenUsersOf(updates: readonly ReadUpdate[]): SeenUser[] {
  const seen: SeenUser[] = [];
  for (const { event, users = [] } of updates) {
    const phoneNumberId = event.metadata?.phone_number_id;
    if (phoneNumberId === undefined) continue;
    for (const user of users) {
      // A single user id says nothing.
      if (user.waId === undefined && (user.userId === undefined || user.parentUserId === undefined)) continue;
      seen.push({ ...user, phoneNumberId, at: event.timestamp });
    }
  }
  return seen.length < 2 ? seen : withoutContested(seen);
}

function withoutContested(users: readonly SeenUser[]): SeenUser[] {
  /** The first user of each id; `null` where there are others. */
  const byId = new Map<string, SeenUser | null>();
  for (const user of users) {
    for (const name of namesOf(user)) {
      const other = byId.get(name);
      const isAgreed = other === undefined || (other !== null && agree(other, user));
      byId.set(name, isAgreed ? { ...other, ...user } : null);
    }
  }
  return users.filter((user) => namesOf(user).every((name) => byId.get(name) !== null));
}

function namesOf(user: SeenUser): string[] {
  return userNames(user).map((name) => `${user.phoneNumberId}:${name}`);
}
