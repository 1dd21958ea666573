import { Check, type Verdict } from './check.decorator.js';

/**
 * Makes a class whose instances stand for values of which no DTO could be made: they fail, with the verdict that they are given.
 * One class for many verdicts, because class-validator looks through all classes that have rules for each object that it checks.
 *
 * @param field the field that the verdict is about; empty where it is about the value itself
 */
function standIn(field: string): new (verdict: string) => object {
  class StandIn {
    readonly #verdict: string;

    constructor(verdict: string) {
      this.#verdict = verdict;
    }

    static verdictOf(this: void, _value: unknown, owner: object): Verdict {
      return #verdict in owner ? owner.#verdict : undefined;
    }
  }
  Check('isKnown', StandIn.verdictOf)(StandIn.prototype, field);
  return StandIn;
}

/** Stand-ins by what their verdict is about: the value itself or one of the fields that decide between classes. */
export const standIns = { value: standIn(''), type: standIn('type'), sub_type: standIn('sub_type') };
