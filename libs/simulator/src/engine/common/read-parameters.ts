import { isRecord } from './is-record.js';

/** Data of the caller's own shape: what is null there is meant so. */
const OWN_DATA: ReadonlySet<string> = new Set(['data', 'flow_action_data']);

/**
 * Parameters as Graph reads them: `null` means absent, at any depth.
 * @returns the same object where nothing is null
 */
export function withoutNulls(
  parameters: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  let kept: Record<string, unknown> | undefined;
  for (const [name, given] of Object.entries(parameters)) {
    const value = OWN_DATA.has(name) ? given : cleaned(given);
    if (value === given && value !== null) continue;
    kept ??= { ...parameters };
    if (value === null) delete kept[name];
    else kept[name] = value;
  }
  return kept ?? parameters;
}

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
    if (typeof parsed === 'object') read[name] = parsed;
  }
  return Object.keys(read).length === 0 ? parameters : withoutNulls({ ...parameters, ...read });
}

function cleaned(value: unknown): unknown {
  if (isRecord(value)) return withoutNulls(value);
  if (!Array.isArray(value)) return value;
  const items: unknown[] = value.map(cleaned);
  return items.some((item, index) => item !== value[index]) ? items : value;
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
