const KINDS = {
  text: ['a text', (value: unknown) => typeof value === 'string'],
  number: ['a number', (value: unknown) => typeof value === 'number' && !Number.isNaN(value)],
  boolean: ['true or false', (value: unknown) => typeof value === 'boolean'],
  list: ['a list', (value: unknown) => Array.isArray(value)],
  object: ['an object', isObject],
  date: ['a date', (value: unknown) => value instanceof Date && !Number.isNaN(value.getTime())],
  rules: [
    "'meta', 'lenient' or an object",
    (value: unknown) => value === 'meta' || value === 'lenient' || isObject(value),
  ],
} as const;

/** The kind of value that an option takes. */
export type OptionKind = keyof typeof KINDS;

/** @throws Error that names the option that is unknown or of another kind, and what was expected */
export function checkOptions(options: object, kinds: Readonly<Record<string, OptionKind>>): void {
  if (!isObject(options)) throw new Error(`The options must be an object, got ${JSON.stringify(options)}.`);
  for (const [name, value] of Object.entries(options)) {
    const kind = Object.hasOwn(kinds, name) ? kinds[name] : undefined;
    if (kind === undefined) throw new Error(unknownName('option', name, Object.keys(kinds)));
    const [expected, fits] = KINDS[kind];
    if (value !== undefined && !fits(value)) {
      throw new Error(`${name} must be ${expected}, got ${JSON.stringify(value)}.`);
    }
  }
}

/** The sentence about a name that is none of these, with the one that is closest to it. */
export function unknownName(what: string, name: string, known: readonly string[]): string {
  const [closest = ''] = known.toSorted((a, b) => distance(name, a) - distance(name, b));
  return `There is no ${what} "${name}": did you mean "${closest}"?`;
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Counts the letters that must be added, removed or changed to turn one word into the other. */
function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_none, index) => index);
  for (const [i, letter] of from.split('').entries()) {
    const next = [i + 1];
    for (let j = 0; j < to.length; j += 1) {
      const changed = (row[j] ?? 0) + (letter === to[j] ? 0 : 1);
      next.push(Math.min(changed, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
