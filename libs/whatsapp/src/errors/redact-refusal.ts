import { redactKnown, redactQuotation, type RequestContents } from '../observability/internal.js';

type JsonObject = Readonly<Record<string, unknown>>;

/** Ids of Meta's own, for its support: they quote nothing. */
const plainKeys: ReadonlySet<string> = new Set(['fbtrace_id', 'type']);

/** A copy of an error object of Meta's in which no sentence shows what the request carried. */
export function redactRefusal(error: JsonObject, contents: RequestContents): JsonObject {
  return mapObject(error, (text) => redactQuotation(text, contents));
}

/**
 * A copy of what stands beside the error in an answer: its secrets are masked, and phone numbers stay, since they say whom
 * a call did not reach.
 */
export function redactAnswer(answer: JsonObject, { secrets }: RequestContents): JsonObject {
  return mapObject(answer, (text) => redactKnown(text, secrets));
}

function mapObject(object: object, change: (text: string) => string): JsonObject {
  return Object.fromEntries(
    Object.entries(object).map(([key, item]: [string, unknown]) => [
      key,
      plainKeys.has(key) && typeof item === 'string' ? item : mapValue(item, change),
    ]),
  );
}

function mapValue(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((item) => mapValue(item, change));
  return typeof value === 'object' && value !== null ? mapObject(value, change) : value;
}
