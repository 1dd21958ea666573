const maxLength = 200;

/** Text from outside as one short line: no line breaks or control characters that could forge another log line. */
export function oneLine(text: string): string {
  const line = text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim();
  if (line === '') return '(none)';
  return line.length > maxLength ? `${line.slice(0, maxLength)}…` : line;
}

/** A phone number or user id of which only the end is shown. */
export function lastDigits(id: string): string {
  return id === '' ? '(unknown)' : `…${oneLine(id.slice(-4))}`;
}
