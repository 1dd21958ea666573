/** `a,b{c,d},e.limit(1)` asks for a, b and e; the narrowing of sub-fields is not simulated. */
export function askedFields(fields: string): string[] {
  return fields
    .replace(/\{[^}]*\}/g, '')
    .split(',')
    .map((name) => name.trim().replace(/\..*$/, ''))
    .filter((name) => name !== '');
}
