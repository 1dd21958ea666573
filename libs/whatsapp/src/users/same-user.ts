import type { UserIds } from './user-ids.js';
import { oneSpelling } from './user-names.js';

/**
 * Returns `true` when two sets of ids belong to one user; `undefined` where they share no kind of
 * id. Business-scoped user ids decide where both have one, for a phone number may pass to somebody
 * else; else the phone numbers, in whatever spelling, then the parents' ids.
 */
export function areSame(one: UserIds, other: UserIds): boolean | undefined {
  return sameUserId(one, other) ?? samePhone(one, other) ?? sameParent(one, other);
}

/** Returns `true` when no kind of id that both have differs: only then one may be learned from the other. */
export function agree(one: UserIds, other: UserIds): boolean {
  return (
    sameUserId(one, other) !== false && samePhone(one, other) !== false && sameParent(one, other) !== false
  );
}

/** A user's ids, those that are missing taken from what else is said of the same user. */
export function completed(named: UserIds | undefined, from: UserIds | undefined): UserIds | undefined {
  if (named === undefined || from === undefined) return named ?? from;
  return areSame(named, from) === false ? named : { ...from, ...named };
}

function sameUserId({ userId: one }: UserIds, { userId: other }: UserIds): boolean | undefined {
  return one === undefined || other === undefined ? undefined : one === other;
}

function samePhone({ waId: one }: UserIds, { waId: other }: UserIds): boolean | undefined {
  if (one === undefined || other === undefined) return undefined;
  return one === other || oneSpelling(one) === oneSpelling(other);
}

function sameParent({ parentUserId: one }: UserIds, { parentUserId: other }: UserIds): boolean | undefined {
  return one === undefined || other === undefined ? undefined : one === other;
}
