import type { ValidationError } from 'class-validator';
import type { ValidationIssue } from '../../errors/index.js';

/** Turns class-validator's tree into a flat list with Meta-style paths: `interactive.action.buttons[2].reply.title`. */
export function issuesOf(errors: readonly ValidationError[], parent = ''): ValidationIssue[] {
  return errors.flatMap((error) => {
    const path = join(parent, error.property);
    const own = Object.entries(error.constraints ?? {}).flatMap(([rule, text]): ValidationIssue[] => {
      if (rule !== 'whitelistValidation') return [{ path, message: withoutName(text, error.property) }];
      // JSON leaves `undefined` out, so an unknown field that is undefined never reaches Meta.
      return error.value === undefined
        ? []
        : [
            {
              path,
              message:
                'is not a field that Meta documents here: take it away, or send the message with sendRaw',
            },
          ];
    });
    return [...own, ...issuesOf(error.children ?? [], path)];
  });
}

function join(parent: string, property: string): string {
  // Stand-ins for values that are no objects report under an empty name: the issue is about the value itself.
  if (property === '') return parent;
  if (/^\d+$/.test(property)) return `${parent}[${property}]`;
  return parent === '' ? property : `${parent}.${property}`;
}

function withoutName(text: string, property: string): string {
  return property !== '' && text.startsWith(`${property} `) ? text.slice(property.length + 1) : text;
}
