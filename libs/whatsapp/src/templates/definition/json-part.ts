/** A part of a definition or of a message whose fields are not known for certain. */
export type JsonPart = Readonly<Record<string, unknown>>;

export function isPart(value: unknown): value is JsonPart {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The objects in a list; empty where there is no list. */
export function partsOf(value: unknown): readonly JsonPart[] {
  return Array.isArray(value) ? value.filter((item: unknown) => isPart(item)) : [];
}

export function textOf(part: JsonPart | undefined, field: string): string | undefined {
  const value = part?.[field];
  return typeof value === 'string' ? value : undefined;
}
