/** The last moment of the clock, in milliseconds since 1970: the end of the year 9999, so that what is planned from then on still has a date. */
export const LATEST_TIME_MS = Date.UTC(9999, 11, 31, 23, 59, 59, 999);
/** The last moment that a `Date` can hold, in milliseconds since 1970. */
export const LATEST_DATE_MS = 8_640_000_000_000_000;

/** @throws Error for a time that the clock cannot show */
export function checkedTime(name: string, ms: number): number {
  if (ms >= 0 && ms <= LATEST_TIME_MS) return ms;
  throw new Error(
    `${name} must be a time from 1970 to the end of 9999, 0 to ${LATEST_TIME_MS} milliseconds since 1970, got ${ms}.`,
  );
}
