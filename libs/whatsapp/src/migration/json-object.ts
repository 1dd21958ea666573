import { isRecord } from '../common/internal.js';

/** A JSON object whose fields are not known yet. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** The object without some of its fields; the rest stay in their order. */
export function without(source: JsonObject, ...fields: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(source).filter(([name]) => !fields.includes(name)));
}

/** Renames a field and leaves it in its place. Where the new name is taken already, that one stays. */
export function renamed(source: JsonObject, from: string, to: string): JsonObject {
  if (to in source) return without(source, from);
  return Object.fromEntries(
    Object.entries(source).map(([name, value]) => [name === from ? to : name, value]),
  );
}

/** Translates each object of a list; anything else is left for the validator to report. */
export function eachObject(
  list: unknown,
  translate: (item: JsonObject, index: number) => JsonObject,
): unknown {
  if (!Array.isArray(list)) return list;
  return list.map((item: unknown, index) => (isRecord(item) ? translate(item, index) : item));
}
