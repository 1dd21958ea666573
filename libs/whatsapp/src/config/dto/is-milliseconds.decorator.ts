import { ValidateBy } from 'class-validator';

/** The longest delay that Node's timers take; a longer one would end at once. */
const longestTimerMs = 2_147_483_647;

/** A whole number of milliseconds that a timer can wait, or fewer. */
export function IsMilliseconds(minimum: number, maximum = longestTimerMs): PropertyDecorator {
  return ValidateBy({
    name: 'isMilliseconds',
    validator: {
      validate: (value: unknown) =>
        typeof value === 'number' && Number.isInteger(value) && value >= minimum && value <= maximum,
      defaultMessage: () => `expected a whole number of milliseconds from ${minimum} to ${maximum}`,
    },
  });
}
