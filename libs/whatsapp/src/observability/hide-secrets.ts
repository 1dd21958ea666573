import { inspect } from 'node:util';

const hidden = '[hidden]';

/**
 * Makes an object show `[hidden]` in place of some of its values wherever it is logged or turned into JSON. The values themselves are
 * read as before. They stand behind accessors, so that a logger with an inspection of its own does not show them either; a copy made
 * by spreading shows them again.
 */
export function hideSecrets<T extends object>(target: T, secretKeys: readonly (keyof T)[]): T {
  for (const key of secretKeys) if (target[key] !== undefined) hideValue(target, key);
  const keys: ReadonlySet<PropertyKey> = new Set(secretKeys);
  const view = (): Record<string, unknown> =>
    Object.fromEntries(
      Object.entries(target).map(([key, value]) => [
        key,
        value !== undefined && keys.has(key) ? hidden : value,
      ]),
    );
  return Object.defineProperties(target, {
    toJSON: { value: view },
    [inspect.custom]: { value: view },
  });
}

function hideValue<T extends object>(target: T, key: keyof T): void {
  let current = target[key];
  Object.defineProperty(target, key, {
    enumerable: true,
    configurable: true,
    get: () => current,
    set: (value: T[keyof T]) => {
      // Freezing does not stop an accessor.
      if (Object.isFrozen(target)) throw new TypeError(`"${String(key)}" is read-only`);
      current = value;
    },
  });
}
