import { isId, isRecord } from '../../common/internal.js';

/** Meta's `conversation` has three and its `pricing` four: a record stays small, whatever a webhook holds. */
const mostFields = 16;

/** The words, numbers and switches of an object of a status, those that Meta adds later too, and of the objects in it. */
export function readFacts(value: unknown, depth = 2): Readonly<Record<string, unknown>> | undefined {
  if (!isRecord(value) || depth === 0) return undefined;
  const facts = Object.entries(value)
    .slice(0, mostFields)
    .flatMap(([key, field]) => {
      const fact = isRecord(field) ? readFacts(field, depth - 1) : field;
      return isId(key) && isFact(fact) ? [[key, fact] as const] : [];
    });
  return facts.length === 0 ? undefined : Object.fromEntries(facts);
}

/**
 * Both together, field by field, the same whichever came first; the first of the two where the other adds nothing.
 */
export function joinFacts<T extends object>(one: T | undefined, other: T | undefined): T | undefined {
  if (one === undefined || other === undefined || one === other) return one ?? other;
  const joined = new Map<string, unknown>(Object.entries(one));
  let isSame = true;
  for (const [key, value] of Object.entries(other)) {
    const before = joined.get(key);
    const after = joinFact(before, value);
    if (after === before) continue;
    joined.set(key, after);
    isSame = false;
  }
  return isSame ? one : { ...one, ...Object.fromEntries(joined) };
}

function joinFact(one: unknown, other: unknown): unknown {
  if (one === undefined || other === undefined) return one ?? other;
  if (isRecord(one) && isRecord(other)) return joinFacts(one, other);
  return JSON.stringify(one) <= JSON.stringify(other) ? one : other;
}

function isFact(value: unknown): boolean {
  return isId(value) || isRecord(value) || typeof value === 'boolean' || Number.isFinite(value);
}
