import type { TimeRange } from '../../../engine/analytics/period.js';
import { GraphApiError } from '../../../engine/errors/graph-api.error.js';

const SECONDS = { type: 'integer', minimum: 0 };

/** The beginning and the end of the period, in seconds since 1970. */
export const RANGE = { start: SECONDS, end: SECONDS };

/** @throws GraphApiError 100 where it ends before it begins */
export function rangeOf(parameters: Readonly<Record<string, unknown>>): TimeRange {
  const [start, end] = [Number(parameters['start']), Number(parameters['end'])];
  if (start < end) return { start, end };
  throw new GraphApiError({ code: 100, details: 'Param end must be later than start.' });
}
