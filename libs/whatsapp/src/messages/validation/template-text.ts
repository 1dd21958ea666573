/** Line breaks, tabs, and more than four spaces in a row. */
const FORBIDDEN = /[\n\r\t]| {5,}/;

/** Whether a text may be put into a template: into its header, its body, a card or the address of a button (132018). */
export function fitsTemplate(text: string): boolean {
  return !FORBIDDEN.test(text);
}
