/** ISO 8601. */
export function iso(ms: number): string {
  return new Date(ms).toISOString();
}

/** ISO 8601 of a time to come; `null` where it is over. */
export function isoUntil(ms: number, now: number): string | null {
  return ms > now ? iso(Math.min(ms, 8.64e15)) : null;
}
