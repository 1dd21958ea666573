import type { ValidationError } from 'class-validator';
import type { ValidationIssue } from '../../errors/index.js';
import { pathOfField, pathOfItem } from './field-path.js';
import { adviceForUnknownField } from './unknown-field.js';

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
  // Stand-ins for values that are no objects report under an empty name: the issue is about the value itself.
  const isAboutValue = property === '' && !(UNKNOWN_FIELD_RULE in constraints);
  return isAboutValue ? parent : pathOfField(parent, property);
}

/** Our rules begin their messages with the field's name, for apps that use class-validator's messages as they are. */
function withoutName(text: string, property: string): string {
  return property !== '' && text.startsWith(`${property} `) ? text.slice(property.length + 1) : text;
}
