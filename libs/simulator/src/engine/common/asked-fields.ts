/** A field that is asked for: `edge.limit(1){a,b}`. */
export interface AskedField {
  readonly name: string;
  /** The arguments in parentheses behind it: `limit` is `1`. */
  readonly arguments: Readonly<Record<string, string>>;
  /** The fields that are asked of it in turn; absent where nothing narrows it. */
  readonly fields?: readonly AskedField[];
}

/** The deepest nesting of fields; what is asked for below is not looked at. */
const DEPTH_MAX = 8;

/** Reads a list of fields: `a,b{c,d},e.limit(1)` asks for a, b and e. */
export function askedFields(fields: string, depth = 0): AskedField[] {
  if (depth > DEPTH_MAX) return [];
  return parts(fields).flatMap((part) => {
    const name = /^\s*(\w+)/.exec(part)?.[1];
    if (name === undefined) return [];
    const [open, close] = [part.indexOf('{'), part.lastIndexOf('}')];
    const nested = open !== -1 && close > open;
    const outside = nested ? part.slice(0, open) + part.slice(close + 1) : part;
    const given = [...outside.matchAll(/\.(\w+)\(([^)]*)\)/g)].map(
      ([, key = '', value = '']): [string, string] => [key, value],
    );
    return [
      {
        name,
        arguments: Object.fromEntries(given),
        ...(nested ? { fields: askedFields(part.slice(open + 1, close), depth + 1) } : {}),
      },
    ];
  });
}

/** Splits at the commas that are in no brackets. */
function parts(fields: string): string[] {
  const found: string[] = [];
  let [depth, start] = [0, 0];
  for (let place = 0; place < fields.length; place += 1) {
    const letter = fields[place] ?? '';
    if ('([{'.includes(letter)) depth += 1;
    else if (')]}'.includes(letter)) depth -= 1;
    else if (letter === ',' && depth <= 0) {
      found.push(fields.slice(start, place));
      start = place + 1;
    }
  }
  found.push(fields.slice(start));
  return found;
}
