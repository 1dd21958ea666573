/** A field that is asked for, and its arguments: `analytics.start(1543543200).end(1544148000)`. */
export interface AskedField {
  readonly name: string;
  readonly arguments: Readonly<Record<string, string>>;
}

/** `a,b{c,d},e.limit(1)` asks for a, b and e; the narrowing of sub-fields is not simulated. */
export function askedFields(fields: string): string[] {
  return fieldsWithArguments(fields).map(({ name }) => name);
}

/** The same, each with what stands in brackets behind it. */
export function fieldsWithArguments(fields: string): AskedField[] {
  return parts(fields).flatMap((part) => {
    const name = /^\s*(\w+)/.exec(part)?.[1];
    if (name === undefined) return [];
    const given = [...part.matchAll(/\.(\w+)\(([^)]*)\)/g)].map(
      ([, key = '', value = '']): [string, string] => [key, value],
    );
    return [{ name, arguments: Object.fromEntries(given) }];
  });
}

/** Splits at the commas that are in no brackets. */
function parts(fields: string): string[] {
  const found = [''];
  let depth = 0;
  for (const letter of fields) {
    if ('([{'.includes(letter)) depth += 1;
    if (')]}'.includes(letter)) depth -= 1;
    if (letter === ',' && depth <= 0) found.push('');
    else found.push((found.pop() ?? '') + letter);
  }
  return found;
}
