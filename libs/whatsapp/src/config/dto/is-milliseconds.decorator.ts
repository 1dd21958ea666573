import { ValidateBy } from 'class-validator';

/** The longest delay that Node's timers take; a longer one would end at once. */
const longestTimerMs = 2_147_483_647;

/** A whole number of milliseconds that a timer can wait. */
export function IsMilliseconds(minimum: number): PropertyDecorator {
  return ValidateBy({
    name: 'isMilliseconds',
    validator: {
      validate: (value: unknown) =>
        typeof value === 'number' && Number.isInteger(value) && value >= minimum && value <= longestTimerMs,
      defaultMessage: () => `expected a whole number of milliseconds from ${minimum} to ${longestTimerMs}`,
    },
  });
}
