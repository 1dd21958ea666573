/**
 * The name alone that a form or a header gives a file: without the path that some clients put before it, of whatever system it is, and
 * without control characters. `undefined` where nothing is left.
 */
export function bareFilename(given: unknown): string | undefined {
  if (typeof given !== 'string') return undefined;
  const name = decoded(given)
    .replaceAll(/\p{Cc}/gu, '')
    .split(/[/\\]/)
    .at(-1);
  return name === undefined || /^[\s.]*$/.test(name) ? undefined : name;
}

/** Multer and HTTP read names as Latin-1, although browsers and servers write them in UTF-8. */
function decoded(name: string): string {
  if (!/[\u0080-\u00FF]/.test(name) || /[^\0-\u00FF]/.test(name)) return name;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(name, 'latin1'));
  } catch {
    return name;
  }
}
