/** `{{1}}` or `{{first_name}}`. */
const PLACEHOLDER = /\{\{\s*([^{}\s]+)\s*\}\}/g;

/** The variables of a text, each once, in their order: numbered ones by their number. */
export function placeholdersOf(text: string): readonly string[] {
  const names = [...new Set([...text.matchAll(PLACEHOLDER)].map(([, name = '']) => name))];
  return names.every(isNumber) ? names.toSorted((one, other) => Number(one) - Number(other)) : names;
}

/** Returns `true` when variables have names and not numbers. */
export function areNamed(placeholders: readonly string[]): boolean {
  return placeholders.some((name) => !isNumber(name));
}

/** The text with its variables filled in; one without a value stays as it is. */
export function filled(text: string, values: ReadonlyMap<string, string>): string {
  return text.replace(PLACEHOLDER, (whole, name: string) => values.get(name) ?? whole);
}

function isNumber(name: string): boolean {
  return /^\d+$/.test(name);
}
