import { recordAt, recordsAt, textAt } from '../common/is-record.js';

/** A JSON object of a definition or of a send. */
export type Part = Readonly<Record<string, unknown>>;

/** Line breaks, tabs, and more than four spaces in a row: neither parameters nor the texts of buttons may have them. */
export const FORBIDDEN_TEXT = /[\n\r\t]| {5,}/;
/** `{{1}}` or `{{first_name}}`. */
const PLACEHOLDER = /\{\{\s*(\w+)\s*\}\}/g;

/** The component of this type, whichever case it is written in. */
export function componentOf(components: readonly Part[], type: string): Part | undefined {
  return components.find((component) => textAt(component, 'type')?.toLowerCase() === type);
}

/** The buttons of a definition. */
export function definedButtons(components: readonly Part[]): Part[] {
  return recordsAt(componentOf(components, 'buttons'), 'buttons');
}

/** The button component of a send for this position. */
export function sentButton(components: readonly Part[], index: number): Part | undefined {
  return components.find(
    (component) =>
      textAt(component, 'type')?.toLowerCase() === 'button' && Number(component['index'] ?? 0) === index,
  );
}

/** The names of a text's placeholders, each once. */
export function placeholders(text: string): string[] {
  return [...new Set([...text.matchAll(PLACEHOLDER)].map(([, name]) => name ?? ''))];
}

/** Puts the parameters into a text: by name where they have one, else in their order. */
export function fillIn(text: string, parameters: readonly Part[]): string {
  const names = placeholders(text);
  return text.replace(PLACEHOLDER, (whole, name: string) => {
    const parameter =
      parameters.find((one) => one['parameter_name'] === name) ??
      (parameters.some((one) => one['parameter_name'] !== undefined)
        ? undefined
        : parameters[/^\d+$/.test(name) ? Number(name) - 1 : names.indexOf(name)]);
    return parameter ? (parameterText(parameter) ?? whole) : whole;
  });
}

/** Returns the text of a parameter. */
export function parameterText(parameter: Part): string | undefined {
  return (
    textAt(parameter, 'text') ??
    textAt(recordAt(parameter, 'currency'), 'fallback_value') ??
    textAt(recordAt(parameter, 'date_time'), 'fallback_value')
  );
}
