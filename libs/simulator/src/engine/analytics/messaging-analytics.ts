import type { SimulatorState } from '../state/simulator-state.js';
import { periodOf, type Granularity, type TimeRange } from './period.js';
import { grouped, hasBeen, sentMessages } from './sent-messages.js';

/** The point of figures for one period. */
export type DataPoint = TimeRange & Readonly<Record<string, unknown>>;

/** Counts the messages that were sent and delivered in each period that had any. */
export function messagingAnalytics(
  state: SimulatorState,
  range: TimeRange,
  granularity: Granularity,
  phoneNumberIds: readonly string[],
): DataPoint[] {
  const records = sentMessages(state, range).filter((record) =>
    phoneNumberIds.includes(record.phoneNumberId),
  );
  return grouped(records, ({ at }) => String(periodOf(at, granularity).start)).map((group) => ({
    ...periodOf(group[0]?.at ?? 0, granularity),
    sent: group.filter((record) => hasBeen(record, 'sent')).length,
    delivered: group.filter((record) => hasBeen(record, 'delivered')).length,
  }));
}
