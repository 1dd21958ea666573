/*
 * Reads what nobody has checked: payloads, and what was kept of them. A key that is missing, `null` and `''` mean the same there,
 * and nothing throws, whatever a value is.
 */

/** Whether a value is an object with keys. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The objects of a list; none where it is no list. */
export function recordsIn(list: unknown): Readonly<Record<string, unknown>>[] {
  return Array.isArray(list) ? list.filter(isRecord) : [];
}

/** Whether a value is a text that is not empty. */
export function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

/** Meta's ids are shorter by far; what is longer is none, so that nobody must keep it. In characters. */
const longestId = 512;

/** Whether a value is a text that can be an id. */
export function isId(value: unknown): value is string {
  return isText(value) && value.length <= longestId;
}

/** White space and invisible characters alone, `.`, `..`, or unpaired halves of a character: no address can carry them as one part. */
const notAnId = /^[\s\p{C}]*$|^\.{1,2}$|\p{Surrogate}/u;

/** A text that names something at Meta, also as a part of a path. */
export function isMetaId(value: unknown): value is string {
  return typeof value === 'string' && !notAnId.test(value);
}

/** Reads a text; `undefined` where there is none, or an empty one. */
export function textOrNone(value: unknown): string | undefined {
  return isText(value) ? value : undefined;
}

/** Reads an id, also one that was written as a number. */
export function idOrNone(value: unknown): string | undefined {
  if (isId(value)) return value;
  return Number.isSafeInteger(value) && typeof value === 'number' && value > 0 ? String(value) : undefined;
}

/** Reads a number, also one that was written as a text. */
export function numberOrNone(value: unknown): number | undefined {
  const number = isText(value) && value.trim() !== '' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}

/** The latest time in seconds: a later one, in the year 5138, was given in milliseconds, or is no time at all. */
const latestSeconds = 1e11;

/** Reads UNIX seconds, a number or a text, as milliseconds; `undefined` where they are none. */
export function millisecondsOrNone(seconds: unknown): number | undefined {
  const number = numberOrNone(seconds);
  return number === undefined || number <= 0 || number > latestSeconds
    ? undefined
    : Math.round(number * 1000);
}
