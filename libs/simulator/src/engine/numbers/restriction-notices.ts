import type { NumberRestriction } from './phone-number.js';

type Notice = Readonly<Record<string, unknown>>;

/** The time for which Meta announces a restriction; the simulator lifts it when told. */
const RESTRICTION_MS = 7 * 24 * 60 * 60 * 1000;
const RESTRICTIONS = ['RESTRICTED_BIZ_INITIATED_MESSAGING', 'RESTRICTED_CUSTOMER_INITIATED_MESSAGING'];
const DATE = new Intl.DateTimeFormat('en-US', { dateStyle: 'long', timeZone: 'UTC' });

/** Writes the `account_update` of a change; of payment and maintenance Meta reports nothing. */
export function restrictionNotices(
  before: NumberRestriction,
  after: NumberRestriction,
  now: number,
): readonly Notice[] {
  if (before === after) return [];
  return [
    ...(before === 'locked' ? [ban('REINSTATE', now)] : []),
    ...(after === 'locked' ? [ban('DISABLE', now)] : []),
    ...(after === 'policy' ? [violation(), restriction(now)] : []),
  ];
}

function ban(waba_ban_state: string, now: number): Notice {
  return { event: 'DISABLED_UPDATE', ban_info: { waba_ban_state, waba_ban_date: DATE.format(now) } };
}

function violation(): Notice {
  return { event: 'ACCOUNT_VIOLATION', violation_info: { violation_type: 'SPAM' } };
}

function restriction(now: number): Notice {
  const expiration = Math.floor((now + RESTRICTION_MS) / 1000);
  return {
    event: 'ACCOUNT_RESTRICTION',
    restriction_info: RESTRICTIONS.map((restriction_type) => ({ restriction_type, expiration })),
  };
}
