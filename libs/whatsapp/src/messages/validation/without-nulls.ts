import { isFreeData } from './free-data.js';
import { MAX_DEPTH } from './message-limits.js';

/**
 * A copy of a message without the fields that are `null`; data of the app's own is taken as it is, and so is what nests deeper than a
 * message may. In lists `null` stays: whatever follows it would get another place.
 */
export function withoutNulls(message: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return copyOf(message, '', 1);
}

function copyOf(node: object, name: string, depth: number): Readonly<Record<string, unknown>> {
  const fields = Object.entries(node) as [string, unknown][];
  return Object.fromEntries(
    fields
      .filter(([, value]) => value !== null)
      .map(([key, value]) => [key, isFreeData(name, key) ? value : copied(value, key, depth + 1)]),
  );
}

function copied(value: unknown, name: string, depth: number): unknown {
  if (typeof value !== 'object' || value === null || depth > MAX_DEPTH) return value;
  return Array.isArray(value)
    ? value.map((item: unknown) => copied(item, name, depth + 1))
    : copyOf(value, name, depth);
}
