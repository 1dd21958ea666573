import { Exclude } from 'class-transformer';

/**
 * Holds a value that class-transformer must not look into: it knows no class for what stands in unknown fields and in free data,
 * and there the app's own names may be anything, `constructor` too. It makes an empty one of these in its place.
 */
@Exclude()
export class Shielded {
  constructor(readonly value?: unknown) {}
}

/** A copy of an object with all objects and lists in it shielded; `unshield` gets them back. */
export function shield(source: object): object {
  const fields: [string, unknown][] = Object.entries(source);
  return Object.fromEntries(
    fields.map(([name, value]) => [
      name,
      typeof value === 'object' && value !== null ? new Shielded(value) : value,
    ]),
  );
}

/** The value behind a shield; any other value is returned as it is. */
export function unshield(value: unknown): unknown {
  return value instanceof Shielded ? value.value : value;
}
