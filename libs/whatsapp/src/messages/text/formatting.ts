/** WhatsApp ends these styles at the end of a line, and shows the marks themselves where white space touches them inside. */
function wrapEachLine(text: string, mark: string): string {
  return text.replace(/[^\r\n]+/g, (line) => wrap(line, mark));
}

function wrap(text: string, mark: string): string {
  const inner = text.trim();
  if (inner === '') return text;
  const start = text.indexOf(inner);
  return `${text.slice(0, start)}${mark}${inner}${mark}${text.slice(start + inner.length)}`;
}

/**
 * Bold: `*text*`, line by line, with the white space left outside the marks. The marks count towards the length of the message,
 * and WhatsApp has no way to escape a mark that the text holds itself (platform rules, text formatting); both go for every
 * helper here.
 *
 * @publicApi
 */
export function bold(text: string): string {
  return wrapEachLine(text, '*');
}

/**
 * Italic: `_text_`, line by line.
 *
 * @publicApi
 */
export function italic(text: string): string {
  return wrapEachLine(text, '_');
}

/**
 * Strikethrough: `~text~`, line by line.
 *
 * @publicApi
 */
export function strikethrough(text: string): string {
  return wrapEachLine(text, '~');
}

/**
 * A block in monospace: three back-ticks around the whole text, which may have several lines.
 *
 * @publicApi
 */
export function monospace(text: string): string {
  return wrap(text, '```');
}

/**
 * Code within a line: one back-tick on either side, line by line.
 *
 * @publicApi
 */
export function inlineCode(text: string): string {
  return wrapEachLine(text, '`');
}

/**
 * A quote: `> ` before every line, also the empty ones, so that it stays one quote.
 *
 * @publicApi
 */
export function quote(text: string): string {
  return linesOf(text)
    .map((line) => `> ${line}`)
    .join('\n');
}

/**
 * A list with bullets: `- ` before each item. Further lines of an item are indented; blank items are left out.
 *
 * @publicApi
 */
export function bulletedList(items: readonly string[]): string {
  return list(items, () => '- ');
}

/**
 * A list with numbers: `1. ` before the first item and so on. Further lines of an item are indented; blank items are left out
 * and take no number.
 *
 * @publicApi
 */
export function numberedList(items: readonly string[], start = 1): string {
  return list(items, (index) => `${start + index}. `);
}

function list(items: readonly string[], markOf: (index: number) => string): string {
  return items
    .map((item) => item.trim())
    .filter((item) => item !== '')
    .map((item, index) => {
      const mark = markOf(index);
      return mark + linesOf(item).join(`\n${' '.repeat(mark.length)}`);
    })
    .join('\n');
}

function linesOf(text: string): string[] {
  return text.split(/\r\n|\r|\n/);
}
