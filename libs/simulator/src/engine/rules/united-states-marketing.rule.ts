import { parsePhoneNumberFromString } from 'libphonenumber-js';
import type { Person } from '../people/person.js';
import { isMarketing } from './marketing.js';
import type { SendRule } from './send-rule.js';

/**
 * Since 1 April 2025 numbers of the United States get no marketing templates; others with +1, of Canada for instance,
 * do. Reported late, as 131049.
 */
export const unitedStatesMarketing: SendRule = {
  name: 'unitedStatesMarketing',
  fail: (context) =>
    isMarketing(context) && countryOf(context.person) === 'US'
      ? {
          code: 131049,
          details: 'This message was not delivered: numbers of the United States get no marketing messages.',
        }
      : undefined,
};

/** A user id begins with the country too. */
function countryOf({ waId, userId }: Person): string | undefined {
  return waId === undefined ? userId.slice(0, 2) : parsePhoneNumberFromString(`+${waId}`)?.country;
}
