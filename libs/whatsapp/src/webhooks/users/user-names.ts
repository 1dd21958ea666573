import type { RecordNames } from '../../common/internal.js';
import type { UserIds } from './user-ids.js';

/**
 * The names under which stores keep what they know of a user: the BSUID if there is one, and the parent's BSUID and the phone
 * number beside it. Every spelling of a phone number that means the same person has the same name.
 */
export function userNames({ userId, parentUserId, waId }: UserIds): RecordNames {
  const phone = waId === undefined ? undefined : `+${oneSpelling(waId)}`;
  return { primary: userId, aliases: [parentUserId, phone].filter((name) => name !== undefined) };
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
