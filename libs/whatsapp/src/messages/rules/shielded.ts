import { Exclude } from 'class-transformer';

/**
 * Holds a value that class-transformer must not look into: it knows no class for what stands in unknown fields and in free data,
 * and there the app's own names may be anything, `constructor` too. It makes an empty one of these in its place.
 */
@Exclude()
export class Shielded {
  constructor(readonly value?: unknown) {}
}

/** A copy of an object with all objects and lists in it shielded, and without its `null`s; `unshield` gets the objects back. */
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

/** The value behind a shield; any other value is returned as it is. */
export function unshield(value: unknown): unknown {
  return value instanceof Shielded ? value.value : value;
}
