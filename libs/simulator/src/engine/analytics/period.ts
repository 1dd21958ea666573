/** A period from one second since 1970 (included) to another (excluded). */
export interface TimeRange {
  readonly start: number;
  readonly end: number;
}

/** The length of the periods that figures are given for. */
export type Granularity = 'half_hour' | 'day' | 'month';

const SECONDS = { half_hour: 30 * 60, day: 24 * 60 * 60 };

/** The period that a time in milliseconds is in; days and months are those of UTC. */
export function periodOf(atMs: number, granularity: Granularity): TimeRange {
  const at = Math.floor(atMs / 1000);
  if (granularity === 'month') {
    const date = new Date(atMs);
    const monthAt = (month: number) => Date.UTC(date.getUTCFullYear(), month) / 1000;
    return { start: monthAt(date.getUTCMonth()), end: monthAt(date.getUTCMonth() + 1) };
  }
  const length = SECONDS[granularity];
  const start = at - (at % length);
  return { start, end: start + length };
}
