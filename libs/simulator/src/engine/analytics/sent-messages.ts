import type { MessageRecord, RecordState } from '../history/message-record.js';
import type { SimulatorState } from '../state/simulator-state.js';
import type { TimeRange } from './period.js';

/** The messages of the business in a range of time; as far back as the history goes. */
export function sentMessages({ history }: SimulatorState, { start, end }: TimeRange): MessageRecord[] {
  return history
    .all()
    .filter(({ direction, at }) => direction === 'outbound' && at >= start * 1000 && at < end * 1000);
}

/** Whether a message has got so far; who has read has got it. */
export function hasBeen({ steps }: MessageRecord, wanted: 'sent' | 'delivered' | 'read'): boolean {
  const enough: Readonly<Record<typeof wanted, readonly RecordState[]>> = {
    sent: ['sent', 'delivered', 'read', 'played'],
    delivered: ['delivered', 'read', 'played'],
    read: ['read', 'played'],
  };
  return steps.some(({ state }) => enough[wanted].includes(state));
}

/** The items in groups, by what the key says of each. */
export function grouped<T>(items: readonly T[], keyOf: (item: T) => string): T[][] {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    groups.set(key, [...(groups.get(key) ?? []), item]);
  }
  return [...groups.values()];
}
