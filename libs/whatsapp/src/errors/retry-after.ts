const USAGE_HEADER = 'x-business-use-case-usage';

/**
 * Reads the wait of `Retry-After` in milliseconds: seconds, or a date, which is held against the
 * answer's own `date` so that clocks that differ do no harm. `undefined` where the header is absent
 * or malformed.
 */
export function parseRetryAfterMs(headers: Readonly<Record<string, string>>): number | undefined {
  const value = headers['retry-after']?.trim() ?? '';
  if (/^\d+(\.\d+)?$/.test(value)) return Number(value) * 1000;
  // Every form of an HTTP date begins with the day of the week; Date.parse takes far more than those.
  if (!/^[A-Z][a-z]/.test(value)) return undefined;
  const waitMs = Date.parse(value) - Date.parse(headers['date'] ?? '');
  return Number.isNaN(waitMs) ? undefined : Math.max(0, waitMs);
}

/**
 * The longest `estimated_time_to_regain_access` (minutes) that the business use case header has for WhatsApp, in milliseconds;
 * `undefined` where it has none. Any answer may carry the header, of all that the app does: it says when to call again only
 * where the call was throttled.
 */
export function parseRegainAccessMs(headers: Readonly<Record<string, string>>): number | undefined {
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
  if (typeof entry !== 'object' || entry === null || isOfAnotherProduct(entry)) return 0;
  const minutes =
    'estimated_time_to_regain_access' in entry ? Number(entry.estimated_time_to_regain_access) : 0;
  return Number.isFinite(minutes) ? minutes : 0;
}

function isOfAnotherProduct(entry: object): boolean {
  return 'type' in entry && typeof entry.type === 'string' && !entry.type.startsWith('whatsapp');
}
