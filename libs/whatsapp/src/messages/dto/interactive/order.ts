import { isRecord, recordsIn } from '../../../common/internal.js';
import {
  Check,
  FreeData,
  IsOneOf,
  IsText,
  IsWholeNumber,
  Nested,
  NestedList,
  type FieldError,
} from '../../rules/index.js';
import { DescribedAmount, DiscountAmount, OrderAmount, valueOf } from './order-amount.js';

/**
 * One line of an order.
 *
 * @publicApi
 */
export class OrderItem {
  @IsText()
  retailer_id!: string;

  /** 1 to 60 characters. */
  @IsText({ max: 60 })
  name!: string;

  /** The price of one. */
  @Nested(() => OrderAmount)
  amount!: OrderAmount;

  @IsWholeNumber({ min: 1 })
  quantity!: number;

  /** The reduced price of one; must be below `amount`. */
  @Nested(() => OrderAmount, { optional: true })
  @Check('isBelowAmount', (sale, { amount }) => {
    const reduced = valueOf(sale);
    const full = valueOf(amount);
    return reduced === undefined || full === undefined || reduced < full
      ? undefined
      : 'must be below `amount`';
  })
  sale_amount?: OrderAmount;

  /** India, where there is no catalog. */
  @IsText({ optional: true })
  country_of_origin?: string;

  /** India, where there is no catalog. */
  @IsText({ optional: true })
  importer_name?: string;

  /** India, where there is no catalog; taken as it is. */
  @FreeData({ optional: true })
  importer_address?: Record<string, unknown>;
}

/**
 * The time until which an order can be paid.
 *
 * @publicApi
 */
export class OrderExpiration {
  /** UTC seconds as a string, at least 300 seconds ahead. */
  @IsText({ pattern: /^\d{1,12}$/, expected: 'UTC seconds as a string of digits' })
  timestamp!: string;

  /** At most 120 characters. */
  @IsText({ min: 0, max: 120, optional: true })
  description?: string;
}

/**
 * The items and the amounts of an order.
 *
 * @publicApi
 */
export class Order {
  @IsOneOf(['pending'])
  status!: 'pending';

  @NestedList(() => OrderItem)
  items!: readonly OrderItem[];

  /** The sum of (`sale_amount`, or else `amount`) × `quantity`. */
  @Nested(() => OrderAmount)
  @Check('isSumOfItems', (subtotal, { items }) => isSum(subtotal, sumOfItems(items), 'the sum over items'))
  subtotal!: OrderAmount;

  /** The tax, which may be 0. */
  @Nested(() => DescribedAmount)
  tax!: DescribedAmount;

  @Nested(() => DescribedAmount, { optional: true })
  shipping?: DescribedAmount;

  @Nested(() => DiscountAmount, { optional: true })
  discount?: DiscountAmount;

  @Nested(() => OrderExpiration, { optional: true })
  expiration?: OrderExpiration;

  @IsText({ optional: true })
  catalog_id?: string;
}

/** Returns the total of an order: subtotal + tax + shipping − discount; `undefined` where a part is broken. */
export function totalOf(order: unknown): number | undefined {
  if (!isRecord(order)) return undefined;
  const { subtotal, tax, shipping, discount } = order;
  const parts = [subtotal, tax, shipping ?? nothing, discount ?? nothing].map(valueOf);
  const [goods, taxes, transport, rebate] = parts;
  if (goods === undefined || taxes === undefined || transport === undefined || rebate === undefined)
    return undefined;
  return goods + taxes + transport - rebate;
}

/** Whether an amount is the sum that it has to be; a sum that cannot be known is not checked. */
export function isSum(amount: unknown, sum: number | undefined, what: string): FieldError {
  const value = valueOf(amount);
  return value === undefined || sum === undefined || value === sum
    ? undefined
    : `must be ${what}: the value ${sum}`;
}

const nothing = { value: 0 };

function sumOfItems(items: unknown): number | undefined {
  if (!Array.isArray(items)) return undefined;
  let sum = 0;
  for (const { amount, sale_amount: sale, quantity } of recordsIn(items)) {
    const price = valueOf(sale ?? amount);
    if (price === undefined || typeof quantity !== 'number') return undefined;
    sum += price * quantity;
  }
  return sum;
}
