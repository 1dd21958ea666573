/** Whether a value is a JSON object. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A member that is an object; an empty one where it is not. */
export function recordAt(value: unknown, key: string): Record<string, unknown> {
  const member = isRecord(value) ? value[key] : undefined;
  return isRecord(member) ? member : {};
}

/** A member that is a list of objects; what is no object is left out. */
export function recordsAt(value: unknown, key: string): Record<string, unknown>[] {
  const member = isRecord(value) ? value[key] : undefined;
  return Array.isArray(member) ? member.filter(isRecord) : [];
}

/** A member that is a string; `undefined` where it is not. */
export function textAt(value: unknown, key: string): string | undefined {
  const member = isRecord(value) ? value[key] : undefined;
  return typeof member === 'string' ? member : undefined;
}
