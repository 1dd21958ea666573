import { isRecord } from '../../../common/internal.js';
import { IsOneOf, IsText, IsWholeNumber, isWholeNumber } from '../../rules/index.js';

/**
 * An amount of money in minor units: `{ value: 1250, offset: 100 }` is 12.50.
 *
 * @publicApi
 */
export class OrderAmount {
  /** Minor units: a whole number, 0 or more. */
  @IsWholeNumber({ unit: 'minor units' })
  value!: number;

  /** The number of minor units in one: always 100. */
  @IsOneOf([100])
  offset!: 100;
}

/**
 * An amount with an explanation.
 *
 * @publicApi
 */
export class DescribedAmount extends OrderAmount {
  /** At most 60 characters. */
  @IsText({ min: 0, max: 60, optional: true })
  description?: string;
}

/**
 * A discount.
 *
 * @publicApi
 */
export class DiscountAmount extends DescribedAmount {
  /** At most 60 characters. */
  @IsText({ min: 0, max: 60, optional: true })
  discount_program_name?: string;
}

/** The value of an amount; `undefined` where it is no amount, so that sums of broken amounts are not checked. */
export function valueOf(amount: unknown): number | undefined {
  const value = isRecord(amount) ? amount['value'] : undefined;
  return isWholeNumber(value, 0, Number.MAX_SAFE_INTEGER) ? value : undefined;
}
