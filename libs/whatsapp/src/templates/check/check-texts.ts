import { fitsTemplate } from '../../messages/internal.js';
import { isRecord } from '../../common/internal.js';
import { textOf, type JsonPart } from '../definition/message-template.js';
import { areNamed, filled, placeholdersOf } from '../definition/placeholders.js';
import { sentParts, type SentPart } from '../definition/sent-template.js';
import type { TemplateIssue } from '../../errors/index.js';

/** A text of the template with its variables, and what was sent for them. */
export interface TextCheck {
  /** The name in messages: `header`, `body`. */
  readonly name: string;
  readonly text: string;
  readonly sent: SentPart | undefined;
  /** The path where the component belongs, if it is missing. */
  readonly listPath: string;
  readonly maxLength: number;
}

/** Checks the variables of a text: how many, under which names, with which characters, and how long the text becomes. */
export function checkTexts(check: TextCheck): TemplateIssue[] {
  const { text, sent, listPath } = check;
  const expected = placeholdersOf(text);
  const parameters = sent ? sentParts(sent.part['parameters'], `${sent.path}.parameters`) : [];
  const path = sent ? `${sent.path}.parameters` : listPath;
  const paired = areNamed(expected)
    ? byName(check, expected, parameters, path)
    : byPlace(check, expected, parameters, path);
  if (paired.issues.length > 0) return paired.issues;
  const issues = [...paired.values].flatMap(([parameter, value]) => checkCharacters(parameter, value));
  return [...issues, ...checkLength(check, paired.values, path)];
}

interface Value {
  readonly path: string;
  readonly text: string;
}

interface Paired {
  readonly issues: TemplateIssue[];
  readonly values: ReadonlyMap<string, Value>;
}

function byPlace(
  { name }: TextCheck,
  expected: readonly string[],
  parameters: readonly SentPart[],
  path: string,
): Paired {
  const named = parameters
    .filter(({ part }) => part['parameter_name'] !== undefined)
    .map(({ part, path: at }): TemplateIssue => {
      const parameter = String(part['parameter_name']);
      return {
        code: 132012,
        path: at,
        parameter,
        message: `has a parameter_name, but the ${name}'s variables are numbered`,
      };
    });
  const missing = expected.slice(parameters.length).map((parameter): TemplateIssue => {
    return {
      code: 132000,
      path,
      parameter,
      message: `{{${parameter}}} of the ${name} is missing: it has ${count(expected)}`,
    };
  });
  const extra = parameters.slice(expected.length).map(({ path: at }): TemplateIssue => {
    return { code: 132000, path: at, message: `is one too many: the ${name} has ${count(expected)}` };
  });
  const pairs = parameters.slice(0, expected.length).map(({ part, path: at }, index) => {
    return [expected[index] ?? '', { path: at, text: valueOf(part) }] as const;
  });
  return { issues: [...named, ...missing, ...extra, ...notTexts(name, parameters)], values: new Map(pairs) };
}

function byName(
  { name }: TextCheck,
  expected: readonly string[],
  parameters: readonly SentPart[],
  path: string,
): Paired {
  const values = new Map<string, Value>();
  const issues: TemplateIssue[] = [];
  for (const { part, path: at } of parameters) {
    const parameter = textOf(part, 'parameter_name');
    if (parameter === undefined) {
      issues.push({
        code: 132012,
        path: at,
        message: `needs a parameter_name: the ${name}'s are ${expected.join(', ')}`,
      });
    } else if (!expected.includes(parameter)) {
      issues.push({
        code: 132012,
        path: at,
        parameter,
        message: `"${parameter}" is not a variable of the ${name}: its are ${expected.join(', ')}`,
      });
    } else if (values.has(parameter)) {
      issues.push({ code: 132000, path: at, parameter, message: `"${parameter}" is given twice` });
    } else {
      values.set(parameter, { path: at, text: valueOf(part) });
    }
  }
  for (const parameter of expected.filter((one) => !values.has(one))) {
    issues.push({ code: 132000, path, parameter, message: `"${parameter}" of the ${name} is missing` });
  }
  return { issues: [...issues, ...notTexts(name, parameters)], values };
}

function notTexts(name: string, parameters: readonly SentPart[]): TemplateIssue[] {
  return parameters
    .filter(({ part }) => !['text', 'currency', 'date_time'].includes(String(part['type'])))
    .map(({ part, path }) => ({
      code: 132012,
      path,
      message: `is of the type ${String(part['type'])}, but the ${name} is a text`,
    }));
}

/** Texts of raw bodies, whose content is not checked before. */
export function checkCharacters(parameter: string, { path, text }: Value): TemplateIssue[] {
  if (fitsTemplate(text)) return [];
  const message = 'has a line break, a tab, or more than four spaces in a row, which Meta does not allow';
  return [{ code: 132018, path, parameter, message }];
}

function checkLength(
  { name, text, maxLength }: TextCheck,
  values: Paired['values'],
  path: string,
): TemplateIssue[] {
  const whole = filled(text, new Map([...values].map(([parameter, value]) => [parameter, value.text])));
  const length = Array.from(whole).length;
  if (length <= maxLength) return [];
  return [
    {
      code: 132005,
      path,
      message: `the ${name} becomes ${length} characters long, at most ${maxLength} are allowed`,
    },
  ];
}

/** Returns the text of a parameter. */
function valueOf(part: JsonPart): string {
  const money = isRecord(part['currency']) ? textOf(part['currency'], 'fallback_value') : undefined;
  const date = isRecord(part['date_time']) ? textOf(part['date_time'], 'fallback_value') : undefined;
  return textOf(part, 'text') ?? money ?? date ?? '';
}

function count(expected: readonly string[]): string {
  return expected.length === 1 ? '1 variable' : `${expected.length} variables`;
}
