import type { UserIds } from './user-ids.js';

/**
 * The names under which something is kept of a user, the most lasting first: the BSUID, the parent's BSUID, and the phone number as
 * `+` and digits. Every spelling of a phone number that means the same person has the same name.
 */
export function userNames({ userId, parentUserId, waId }: UserIds): string[] {
  const names: string[] = [];
  if (userId !== undefined) names.push(userId);
  if (parentUserId !== undefined) names.push(parentUserId);
  if (waId !== undefined) names.push(phoneName(waId));
  return names;
}

/** The name of the id that facts are kept under: the user id where one is known, else the phone number. */
export function factName({ userId, parentUserId, waId }: UserIds): string | undefined {
  return userId ?? (waId === undefined ? parentUserId : phoneName(waId));
}

/** The name of a phone number, given with `+` or without. */
export function phoneName(phone: string): string {
  return `+${oneSpelling(phone.startsWith('+') ? phone.slice(1) : phone)}`;
}

/** Returns the kind of id that a name stands for. */
export function kindOf(name: string): 'phone' | 'parent' | 'user' {
  if (name.startsWith('+')) return 'phone';
  return name.includes('.ENT.') ? 'parent' : 'user';
}

/**
 * Countries whose mobile numbers exist with and without some digit: Meta reports the one form although the other was typed
 * (platform rules, addressing). This is for finding what is known of a person; nothing is ever sent to a number so made.
 */
const spellings: readonly (readonly [RegExp, string])[] = [
  // Brazil: mobile numbers had 8 digits before they got a 9 in front.
  [/^55(\d{2})9?([6-9]\d{7})$/, '55$19$2'],
  // Mexico: a 1 stood between the calling code and ten digits until 2019.
  [/^521?(\d{10})$/, '52$1'],
  // Argentina: a 9 stands between the calling code and the ten digits of a mobile number.
  [/^549?(\d{10})$/, '54$1'],
  // Benin: numbers had 8 digits before they got 01 in front, in November 2024.
  [/^229(?:01)?(\d{8})$/, '22901$1'],
];

/** A phone number in the one spelling that stands for all that mean the same person: to compare by, never to send to. */
export function oneSpelling(waId: string): string {
  for (const [pattern, form] of spellings) {
    if (pattern.test(waId)) return waId.replace(pattern, form);
  }
  return waId;
}
