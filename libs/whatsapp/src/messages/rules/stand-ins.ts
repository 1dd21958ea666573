import { Check, type FieldError } from './check.decorator.js';

/**
 * Makes a placeholder class for values of which no DTO could be made: its instances fail validation with the error that they are given.
 * One class for many errors, because class-validator looks through all classes that have rules for each object that it checks.
 *
 * @param field the field that the error is about; empty where it is about the value itself
 */
function standIn(field: string): new (error: string) => object {
  class StandIn {
    readonly #error: string;

    constructor(error: string) {
      this.#error = error;
    }

    static errorOf(this: void, _value: unknown, owner: object): FieldError {
      return #error in owner ? owner.#error : undefined;
    }
  }
  Check('isKnown', StandIn.errorOf)(StandIn.prototype, field);
  return StandIn;
}

/** The placeholder classes by the subject of their error: the value itself or one of the fields that decide between classes. */
export const standIns = { value: standIn(''), type: standIn('type'), sub_type: standIn('sub_type') };
