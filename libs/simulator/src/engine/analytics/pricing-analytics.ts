import type { MessageRecord } from '../history/message-record.js';
import type { SimulatorState } from '../state/simulator-state.js';
import type { DataPoint } from './messaging-analytics.js';
import { periodOf, type Granularity, type TimeRange } from './period.js';
import { grouped, hasBeen, sentMessages } from './sent-messages.js';

/** The dimensions by which the figures may be broken down. */
export const PRICING_DIMENSIONS = ['PRICING_CATEGORY', 'PRICING_TYPE', 'COUNTRY', 'PHONE'] as const;

/** One of them. */
export type PricingDimension = (typeof PRICING_DIMENSIONS)[number];

/** Counts the delivered messages by price; nothing is charged, so that the cost is 0. */
export function pricingAnalytics(
  state: SimulatorState,
  range: TimeRange,
  granularity: Granularity,
  phoneNumberIds: readonly string[],
  dimensions: readonly PricingDimension[],
): DataPoint[] {
  const records = sentMessages(state, range).filter(
    (record) => phoneNumberIds.includes(record.phoneNumberId) && hasBeen(record, 'delivered'),
  );
  const members = (record: MessageRecord) => ({
    ...periodOf(record.at, granularity),
    ...Object.fromEntries(dimensions.map((dimension) => MEMBERS[dimension](record, state))),
  });
  return grouped(records, (record) => JSON.stringify(members(record))).flatMap((group) => {
    const [first] = group;
    return first ? [{ ...members(first), volume: group.length, cost: 0 }] : [];
  });
}

type Reader = (record: MessageRecord, state: SimulatorState) => readonly [string, string];

const MEMBERS: Readonly<Record<PricingDimension, Reader>> = {
  PRICING_CATEGORY: ({ accepted }) => [
    'pricing_category',
    (accepted?.pricing.category ?? 'service').toUpperCase(),
  ],
  PRICING_TYPE: ({ accepted }) => [
    'pricing_type',
    (accepted?.pricing.type ?? 'free_customer_service').toUpperCase(),
  ],
  // A business-scoped id begins with the country of its user.
  COUNTRY: ({ person }) => ['country', person.userId.slice(0, 2)],
  PHONE: ({ phoneNumberId }, { phoneNumbers }) => [
    'phone_number',
    phoneNumbers.get(phoneNumberId, 'GET').digits,
  ],
};
