import type { SimulatedClock } from '../clock/simulated-clock.js';
import type { Person } from '../people/person.js';
import type { CallBook } from './call-book.js';

const DAY_MS = 24 * 60 * 60 * 1000;

/** The most calls in a sliding time window. */
export interface CallLimit {
  readonly max: number;
  readonly withinMs: number;
  /** The time as Meta writes it. */
  readonly period: string;
}

/**
 * Meta's limits for each user and business number. Of calls that the business begins and the user takes, Meta's error
 * page names 5 a day and its page on permissions 10: the simulator keeps the stricter one, so that what works here works
 * there.
 */
export const CALL_LIMITS = {
  askedPerDay: { max: 1, withinMs: DAY_MS, period: '24h' },
  askedPerWeek: { max: 2, withinMs: 7 * DAY_MS, period: '7d' },
  connectedPerDay: { max: 5, withinMs: DAY_MS, period: '24h' },
} as const satisfies Record<string, CallLimit>;

/** Returns the times at which the person accepted calls of the business within the last day, oldest first. */
export function connectedCalls(
  { calls, clock }: { readonly calls: CallBook; readonly clock: SimulatedClock },
  person: Person,
  phoneNumberId: string,
): number[] {
  const since = clock.now() - CALL_LIMITS.connectedPerDay.withinMs;
  return calls.all.flatMap(({ acceptedAt = -Infinity, ...call }) =>
    call.person === person &&
    call.phoneNumberId === phoneNumberId &&
    call.direction === 'BUSINESS_INITIATED' &&
    acceptedAt > since
      ? [acceptedAt]
      : [],
  );
}
