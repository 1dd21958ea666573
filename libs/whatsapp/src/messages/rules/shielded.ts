import { Exclude } from 'class-transformer';

/**
 * Wraps a value that class-transformer must not read: it knows no class for the contents of unknown fields and of free data, and
 * there the app's own names may be anything, `constructor` too. class-transformer makes an empty wrapper in its place.
 */
@Exclude()
export class Shielded {
  constructor(readonly value?: unknown) {}
}

/** Copies an object without its `null`s and wraps the objects and lists in it; `unshield` unwraps them. */
export function shield(source: object): object {
  const kept: [string, unknown][] = [];
  for (const field of Object.entries(source) as [string, unknown][]) {
    const [, value] = field;
    if (value === null) continue;
    if (typeof value === 'object') field[1] = new Shielded(value);
    kept.push(field);
  }
  return Object.fromEntries(kept);
}

/** Returns the wrapped value; any other value is returned as it is. */
export function unshield(value: unknown): unknown {
  return value instanceof Shielded ? value.value : value;
}
