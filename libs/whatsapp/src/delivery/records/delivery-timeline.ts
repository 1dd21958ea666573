import type { DeliveryRecord } from './delivery-record.js';

/** One step of a message. */
export interface DeliveryTimelineEntry {
  /** A state, or a status that this version does not know. */
  readonly status: string;
  /** Milliseconds since the UNIX epoch. Meta reports whole seconds. */
  readonly at: number;
}

/** The order of the statuses, whatever the clocks say: Meta's answer may be heard after the first status. */
const course = ['accepted', 'held_for_quality_assessment', 'paused', 'sent', 'delivered', 'read', 'played'];

const order = ['unknown', 'unresolved', ...course, 'failed', 'dropped'];

/** Returns the history of a message, the earliest entry first. */
export function timelineOf({ times, otherStatuses = {}, pacing }: DeliveryRecord): DeliveryTimelineEntry[] {
  const paced = pacing !== undefined && times.accepted !== undefined ? { [pacing]: times.accepted } : {};
  const all: Readonly<Record<string, number | undefined>> = { ...times, ...paced, ...otherStatuses };
  return Object.entries(all)
    .flatMap(([status, at]) => (at === undefined ? [] : [{ status, at, second: secondOf(status, all) }]))
    .toSorted((one, other) => one.second - other.second || rankOf(one.status) - rankOf(other.status))
    .map(({ status, at }) => ({ status, at }));
}

/**
 * The second in which it happened at the latest. Meta's times are whole seconds and ours are not: within a second the usual
 * order holds.
 */
function secondOf(status: string, all: Readonly<Record<string, number | undefined>>): number {
  const place = course.indexOf(status);
  const sameOrLater = place === -1 ? [status] : course.slice(place);
  return Math.floor(Math.min(...sameOrLater.map((name) => all[name] ?? Infinity)) / 1000);
}

function rankOf(status: string): number {
  const rank = order.indexOf(status);
  return rank === -1 ? order.length : rank;
}
