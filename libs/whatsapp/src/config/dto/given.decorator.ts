import { ValidateIf } from 'class-validator';

/** The option may be left out. Unlike `IsOptional`, `null` is not "left out": it is a mistake that is reported. */
export function Given(): PropertyDecorator {
  return ValidateIf((_options: object, value: unknown) => value !== undefined);
}
