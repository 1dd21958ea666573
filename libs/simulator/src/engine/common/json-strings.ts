/**
 * Graph takes a parameter that is an object or a list as a string of JSON too: forms and queries know nothing else, and
 * some clients write it so into a JSON body.
 * @param names the parameters that are objects or lists
 * @returns the parameters with such strings read; one that is no JSON stays, and is refused for its type
 */
export function readJsonStrings(
  parameters: Readonly<Record<string, unknown>>,
  names: readonly string[],
): Readonly<Record<string, unknown>> {
  const read: Record<string, unknown> = {};
  for (const name of names) {
    const value = parameters[name];
    if (typeof value !== 'string') continue;
    const parsed = parse(value);
    if (typeof parsed === 'object' && parsed !== null) read[name] = parsed;
  }
  return Object.keys(read).length === 0 ? parameters : { ...parameters, ...read };
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
