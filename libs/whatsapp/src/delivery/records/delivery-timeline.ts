import type { DeliveryRecord } from './delivery-record.js';

/** One step of a message. */
export interface DeliveryTimelineEntry {
  /** A state, or a status that this version does not know. */
  readonly status: string;
  /** Milliseconds since the UNIX epoch. Meta reports whole seconds. */
  readonly at: number;
}

const order = [
  'unknown',
  'unresolved',
  'accepted',
  'sent',
  'delivered',
  'read',
  'played',
  'failed',
  'dropped',
];

/** What became of a message, the earliest first. */
export function timelineOf({ times, otherStatuses = {}, pacing }: DeliveryRecord): DeliveryTimelineEntry[] {
  const paced = pacing !== undefined && times.accepted !== undefined ? { [pacing]: times.accepted } : {};
  return Object.entries({ ...times, ...paced, ...otherStatuses })
    .flatMap(([status, at]) => (typeof at === 'number' ? [{ status, at }] : []))
    .toSorted((one, other) => secondOf(one) - secondOf(other) || rankOf(one) - rankOf(other));
}

// Meta's times are whole seconds and ours are not: within a second the usual order holds.
function secondOf({ at }: DeliveryTimelineEntry): number {
  return Math.floor(at / 1000);
}

function rankOf({ status }: DeliveryTimelineEntry): number {
  const rank = order.indexOf(status);
  return rank === -1 ? order.length : rank;
}
