/** Stands for "take the field away" in {@link changed}. */
export const REMOVED = Symbol('removed');

/** A deep copy of a message with one place changed; the path is written as issues write it, e.g. `contacts[0].name`. */
export function changed(message: unknown, path: string, value: unknown): unknown {
  const copy: unknown = structuredClone(message);
  const steps = path.split(/[.[\]]+/).filter((step) => step !== '');
  const last = steps.pop();
  if (last === undefined) throw new Error('an empty path');
  const owner = steps.reduce(child, copy);
  if (typeof owner !== 'object' || owner === null) throw new Error(`nothing to change at ${path}`);
  if (value === REMOVED) Reflect.deleteProperty(owner, last);
  else Object.defineProperty(owner, last, { value, enumerable: true, configurable: true, writable: true });
  return copy;
}

function child(owner: unknown, step: string): unknown {
  return typeof owner === 'object' && owner !== null ? Reflect.get(owner, step) : undefined;
}
