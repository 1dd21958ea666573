const USAGE_HEADER = 'x-business-use-case-usage';

/**
 * How many milliseconds Meta asks to wait: `Retry-After` (seconds), else the longest `estimated_time_to_regain_access`
 * (minutes) of the business use case header. `undefined` where neither says so; a malformed header is ignored.
 */
export function parseRetryAfterMs(headers: Readonly<Record<string, string>>): number | undefined {
  const seconds = Number(headers['retry-after'] || Number.NaN);
  if (Number.isFinite(seconds) && seconds >= 0) {
    return seconds * 1000;
  }
  const minutes = minutesToRegainAccess(headers[USAGE_HEADER]);
  return minutes > 0 ? minutes * 60_000 : undefined;
}

function minutesToRegainAccess(header: string | undefined): number {
  if (header === undefined) return 0;
  try {
    const usage: unknown = JSON.parse(header);
    const entries: unknown[] = Object.values(usage ?? {}).flat();
    return Math.max(0, ...entries.map(estimate));
  } catch {
    return 0;
  }
}

function estimate(entry: unknown): number {
  const minutes =
    typeof entry === 'object' && entry !== null && 'estimated_time_to_regain_access' in entry
      ? Number(entry.estimated_time_to_regain_access)
      : 0;
  return Number.isFinite(minutes) ? minutes : 0;
}
