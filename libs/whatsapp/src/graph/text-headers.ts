/** The headers of an axios response, whatever class holds them: lower-case names, several values joined with ", ". */
export function textHeaders(headers: unknown): Record<string, string> {
  const text: Record<string, string> = {};
  for (const [name, value] of Object.entries(Object(headers))) {
    if (Array.isArray(value)) {
      text[name.toLowerCase()] = value.join(', ');
    } else if (typeof value === 'string' || typeof value === 'number') {
      text[name.toLowerCase()] = String(value);
    }
  }
  return text;
}
