import { ValidateBy } from 'class-validator';
import { addRules, type Judge } from './field-rules.js';
import { isRecord } from './is-record.js';

/**
 * Checks one field with one function; the base of every rule in this folder. The function sees the object that the field
 * stands in, so rules over several fields are written the same way.
 *
 * The rule is given to class-validator, for apps that use a DTO with their own ValidationPipe, and kept for
 * `MessageValidator`, which runs the same functions without class-validator's look-ups (ten times faster).
 *
 * @param name names the rule among those of the same field
 */
export function Check(name: string, judge: Judge): PropertyDecorator {
  const validateBy = ValidateBy({
    name,
    validator: {
      validate: (value, args) => judge(value, recordOf(args?.object)) === undefined,
      defaultMessage: (args) => sentence(args?.property, judge(args?.value, recordOf(args?.object))),
    },
  });
  return (prototype, field) => {
    validateBy(prototype, field);
    addRules(prototype, String(field), { judge });
  };
}

/** A field that Meta takes and ignores: known, but not judged. */
export function Ignored(): PropertyDecorator {
  return Check('isIgnored', () => undefined);
}

/** Whether a field may be left out. */
export interface OptionalField {
  /** `null` is never a way to leave a field out: Meta refuses it. @default false */
  optional?: boolean;
}

/** Checks one field by its value alone; a missing value is judged here, the rest by `judge`. */
export function CheckValue(
  name: string,
  expected: string,
  accepts: (value: unknown) => boolean,
  { optional = false }: OptionalField,
): PropertyDecorator {
  return Check(name, (value) => {
    if (value === undefined) return optional ? undefined : `is required: it must be ${expected}`;
    return accepts(value) ? undefined : `must be ${expected}`;
  });
}

function recordOf(object: unknown): Readonly<Record<string, unknown>> {
  return isRecord(object) ? object : {};
}

/** class-validator puts the path of the owner in front, but not the field's name. */
function sentence(property = '', verdict = 'is not valid'): string {
  return property === '' ? verdict : `${property} ${verdict}`;
}
