import { ValidateBy } from 'class-validator';
import { isRecord } from '../../common/internal.js';

/** The fault of a value, as the end of a sentence that begins with the field's name; `undefined` where there is none. */
export type FieldError = string | undefined;

/**
 * Validates one field; is shown the object that the field stands in. Must cope with values of any type; `null` comes as `undefined`, since
 * JSON of others says it for what is left out.
 */
export type FieldValidator = (value: unknown, owner: Readonly<Record<string, unknown>>) => FieldError;

/**
 * Checks one field with one function, through class-validator; the base of every rule in this folder. The function sees the object
 * that the field stands in, so rules over several fields are written the same way. It is not shown the content of objects and
 * lists, but for those of `Nested`, `NestedList` and `FreeData`.
 *
 * @param name names the rule among those of the same field
 */
export function Check(name: string, validate: FieldValidator): PropertyDecorator {
  return ValidateBy({
    name,
    validator: {
      validate: (value, args) => validate(value ?? undefined, recordOf(args?.object)) === undefined,
      defaultMessage: (args) =>
        sentence(args?.property, validate(args?.value ?? undefined, recordOf(args?.object))),
    },
  });
}

/** Whether a field may be left out. */
export interface OptionalField {
  /** @default false */
  optional?: boolean;
}

/** Checks one field by its value alone; a missing value is checked here, the rest by `accepts`. */
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
function sentence(property = '', error = 'is not valid'): string {
  return property === '' ? error : `${property} ${error}`;
}
