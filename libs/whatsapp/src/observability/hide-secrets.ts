import { inspect } from 'node:util';

const hidden = '[hidden]';

/**
 * Makes an object show `[hidden]` in place of some of its values wherever it is logged or turned into JSON. The values
 * themselves stay readable; a copy made by spreading shows them again.
 */
export function hideSecrets<T extends object>(target: T, secretKeys: readonly (keyof T)[]): T {
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
