/** A JSON object whose fields nobody has promised anything about. */
export type Fields = Readonly<Record<string, unknown>>;

/** A value's fields where it is an object; none where it is anything else. */
export function fieldsOf(value: unknown): Fields {
  return isFields(value) ? value : {};
}

/** The objects in a list-valued field; none where the field is missing or no list. */
export function listOf(fields: Fields, key: string): Fields[] {
  const value = fields[key];
  return Array.isArray(value) ? value.filter(isFields) : [];
}

/** A field as text; empty where it is missing or neither text nor number. */
export function textOf(fields: Fields, key: string): string {
  const value = fields[key];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
