import { recordAt, recordsAt, textAt } from '../common/is-record.js';
import { refusedTemplate } from './refused-template.js';
import { componentOf, definedButtons, placeholders, type Part } from './template-parts.js';
import type { TemplateDefinition } from './template-definition.js';

type ParameterFormat = TemplateDefinition['parameterFormat'];

/** The parts that stand in two braces. */
const BRACES = /\{\{([^{}]*)\}\}/g;
/** A variable's name under `NAMED`: not a number alone. */
const NAME = /^(?!\d+$)[a-z0-9_]+$/;
const POSITION = /^\w+$/;
/** Meta's subcodes for a header and a body that cannot be read, and for an example that is missing. */
const FORMAT = { HEADER: 2388047, BODY: 2388072 } as const;
const MISSING = 2388043;
/** Headers whose file needs a sample. */
const FILES = new Set(['IMAGE', 'VIDEO', 'DOCUMENT', 'GIF']);

/**
 * Holds the variables of a definition against its `parameter_format`, and looks for an example of each, on the cards of a
 * carousel too.
 * @throws GraphApiError 100 with Meta's subcode
 */
export function checkVariables(components: readonly Part[], format: ParameterFormat): void {
  const header = componentOf(components, 'header');
  const headerFormat = textAt(header, 'format')?.toUpperCase() ?? 'TEXT';
  if (headerFormat === 'TEXT') checkText('HEADER', header, format);
  else if (FILES.has(headerFormat) && list(recordAt(header, 'example')['header_handle']).length === 0) {
    throw missingExample('HEADER');
  }
  checkText('BODY', componentOf(components, 'body'), format);
  for (const button of definedButtons(components)) {
    const [first, ...rest] = button['type'] === 'URL' ? (textAt(button, 'url') ?? '').split('{{') : [];
    if (rest.length > 1 || (rest.length === 1 && (first === '' || !/^\s*1\s*\}\}$/.test(rest[0] ?? '')))) {
      throw refusedTemplate(undefined, 'An address can have one variable, {{1}}, at its end.');
    }
    const needed = rest.length > 0 || button['type'] === 'COPY_CODE';
    if (needed && list(button['example']).length === 0) throw missingExample('BUTTONS');
  }
  for (const card of recordsAt(componentOf(components, 'carousel'), 'cards')) {
    checkVariables(recordsAt(card, 'components'), format);
  }
}

/**
 * Whether a text has braces without their like, or variables with names that no `parameter_format` has announced: Meta takes
 * such a template, and rejects it.
 */
export function isUnreadable(components: readonly Part[], format: ParameterFormat): boolean {
  const cards = recordsAt(componentOf(components, 'carousel'), 'cards').flatMap((card) =>
    recordsAt(card, 'components'),
  );
  return [...components, ...cards].some((component) => {
    const text = textAt(component, 'text') ?? '';
    if (/\{\{|\}\}/.test(text.replace(BRACES, ''))) return true;
    return format !== 'NAMED' && placeholders(text).some((name) => !/^\d+$/.test(name));
  });
}

function checkText(part: 'HEADER' | 'BODY', component: Part | undefined, format: ParameterFormat): void {
  const text = textAt(component, 'text') ?? '';
  const names = [...new Set([...text.matchAll(BRACES)].map(([, name = '']) => name.trim()))];
  const allowed = format === 'NAMED' ? NAME : POSITION;
  const wrong = names.find((name) => !allowed.test(name));
  if (wrong !== undefined) {
    const expected =
      format === 'NAMED'
        ? 'lower case letters, digits and underscores, and not of digits alone'
        : 'a number, or a name with parameter_format NAMED';
    throw refusedTemplate(
      FORMAT[part],
      `Variable {{${wrong}}} of the ${part} has the wrong format: ${format} variables consist of ${expected}.`,
    );
  }
  if (examplesOf(part, recordAt(component, 'example'), names, format) < names.length)
    throw missingExample(part);
}

/** Counts the variables of a text that have an example. */
function examplesOf(
  part: 'HEADER' | 'BODY',
  example: Part,
  names: readonly string[],
  format: ParameterFormat,
): number {
  const key = `${part.toLowerCase()}_text`;
  const given = recordsAt(example, `${key}_named_params`).filter(({ example: text }) => text !== undefined);
  const byName = names.filter((name) => given.some((one) => one['param_name'] === name)).length;
  if (format === 'NAMED') return byName;
  const positional = list(example[key]);
  // A body has a list of lists, one for each whole example; a flat one is taken as well.
  const [first] = positional;
  return Math.max(byName, Array.isArray(first) ? first.length : positional.length);
}

function missingExample(part: string): Error {
  return refusedTemplate(MISSING, `component of type ${part} is missing expected field(s) (example)`);
}

/** A text stands for a list of one. */
function list(value: unknown): unknown[] {
  if (typeof value === 'string' && value !== '') return [value];
  return Array.isArray(value) ? value : [];
}
