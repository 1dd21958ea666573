import type { FieldError } from './check.decorator.js';

/** Checks that exactly one of two fields is given; put it on the first, which is reported where neither is. */
export function exactlyOneOf(first: string, second: string) {
  return (value: unknown, owner: Readonly<Record<string, unknown>>): FieldError => {
    const both = value !== undefined && owner[second] !== undefined;
    const neither = value === undefined && owner[second] === undefined;
    if (both) return `must not be given together with \`${second}\`: keep one of them`;
    return neither ? `is required: give either \`${first}\` or \`${second}\`` : undefined;
  };
}

/** No two values may be the same; `what` names them, e.g. `reply.id`. Values that are no strings are checked at their own fields. */
export function sameKeysOnce(values: readonly unknown[], what: string): FieldError {
  const seen = new Set<string>();
  for (const value of values) {
    if (typeof value !== 'string') continue;
    if (seen.has(value)) return `must not hold the same ${what} twice`;
    seen.add(value);
  }
  return undefined;
}
