const maxLength = 200;

/** Text from outside as one short line: no line breaks or control characters that could forge another log line. */
export function oneLine(text: unknown): string {
  // What a webhook holds is typed, but nobody has checked it.
  if (typeof text !== 'string') return '(none)';
  const line = text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim();
  if (line === '') return '(none)';
  return line.length > maxLength ? `${line.slice(0, maxLength)}…` : line;
}

/** A phone number or user id of which only the end is shown. */
export function lastDigits(id: unknown): string {
  return typeof id === 'string' && id !== '' ? `…${oneLine(id.slice(-4))}` : '(unknown)';
}
