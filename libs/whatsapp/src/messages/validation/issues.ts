import type { ValidationError } from 'class-validator';
import { WhatsAppValidationError, type ValidationIssue } from '../../errors/index.js';

/** More issues than this help nobody, and a hostile body could make tens of thousands of them. */
export const MAX_ISSUES = 100;

/** Turns class-validator's tree into a flat list with paths as JavaScript writes them: `interactive.action.buttons[2].reply.title`. */
export function issuesOf(errors: readonly ValidationError[]): readonly ValidationIssue[] {
  return flatten(errors, '', false).slice(0, MAX_ISSUES);
}

function flatten(errors: readonly ValidationError[], parent: string, isList: boolean): ValidationIssue[] {
  return errors.flatMap((error) => {
    const path = pathOf(error, parent, isList);
    return [...ownIssues(error, path), ...flatten(error.children ?? [], path, Array.isArray(error.value))];
  });
}

function ownIssues({ constraints = {}, property, value }: ValidationError, path: string): ValidationIssue[] {
  return Object.entries(constraints).flatMap(([rule, text]) => {
    if (rule !== UNKNOWN_FIELD_RULE) return [{ path, message: withoutName(text, property) }];
    // What is left out never reaches Meta.
    return value === undefined || value === null ? [] : [{ path, message: adviceForUnknownField(path) }];
  });
}

/** The name under which class-validator reports a field that is not whitelisted. */
const UNKNOWN_FIELD_RULE = 'whitelistValidation';

function pathOf({ property, constraints = {} }: ValidationError, parent: string, isList: boolean): string {
  if (isList) return pathOfItem(parent, property);
  // Placeholders for values that are no objects report under an empty name: the issue is about the value itself.
  const isAboutValue = property === '' && !(UNKNOWN_FIELD_RULE in constraints);
  return isAboutValue ? parent : pathOfField(parent, property);
}

/** Our rules begin their messages with the field's name, for apps that use class-validator's messages as they are. */
function withoutName(text: string, property: string): string {
  return property !== '' && text.startsWith(`${property} `) ? text.slice(property.length + 1) : text;
}

/** Fields that the API before this one had, that are spelt otherwise here, or that stand elsewhere. */
const knownMistakes: readonly (readonly [path: RegExp, advice: string])[] = [
  [/(?:^|\.)wa-id$/, 'is how the On-Premises API wrote it: write wa_id'],
  [
    /^template\.namespace$/,
    'is of the On-Premises API: take it away, the Cloud API finds a template by name and language',
  ],
  [
    /\.provider$/,
    'is of the On-Premises API: take it away, and give a `link` that needs no login, or upload the file and give its `id`',
  ],
  [/^preview_url$/, 'belongs into `text`: write text.preview_url'],
];

/** The advice for a field that Meta does not document. */
function adviceForUnknownField(path: string): string {
  const advice = knownMistakes.find(([mistake]) => mistake.test(path))?.[1];
  return (
    advice ??
    'is not a field that Meta documents here: take it away (what the library does not know yet can be sent with sendRaw)'
  );
}

/** A name in a path is cut after this many characters: paths end up in logs, and a name may be as long as a message. */
const MAX_NAME = 64;

/** Appends a name to a path: `interactive.action` and `name` make `interactive.action.name`. */
export function pathOfField(parent: string, name: string): string {
  const short = name.length > MAX_NAME ? `${name.slice(0, MAX_NAME)}…` : name;
  return parent === '' ? short : `${parent}.${short}`;
}

/** Appends an index to a path: `buttons` and 2 make `buttons[2]`. */
export function pathOfItem(parent: string, index: number | string): string {
  return `${parent}[${index}]`;
}

/** A message that cannot even be looked at: a getter or a proxy in it throws. */
export function unreadable(cause: unknown): WhatsAppValidationError {
  return new WhatsAppValidationError(
    [
      {
        path: '',
        message: 'cannot be read: give a plain object as JSON.parse makes it, without getters or proxies',
      },
    ],
    { cause },
  );
}
