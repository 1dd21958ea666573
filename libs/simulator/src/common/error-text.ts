/** Returns the message of an error. It is read by its shape: an error of another realm (a test runner's) is no `instanceof Error`. */
export function errorText(error: unknown): string {
  return property(error, 'message') || property(error, 'code') || String(error);
}

/** The `code` of a Node.js error, `ECONNREFUSED` for instance. */
export function errorCode(error: unknown): string | undefined {
  return property(error, 'code');
}

function property(error: unknown, name: string): string | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  const value: unknown = Reflect.get(error, name);
  return typeof value === 'string' ? value : undefined;
}
