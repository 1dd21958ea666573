import { Check, FreeData, IsOneOf, IsText, Nested, NestedList } from '../../rules/index.js';
import { ContentWithFooter, ImageHeader } from './interactive-parts.js';
import { isSum, Order, totalOf } from './order.js';
import { OrderAmount } from './order-amount.js';
import { paymentSettings, type PaymentSetting } from './payment-settings.js';

/**
 * An order to pay (Payments guides of India and Brazil, November 2025).
 *
 * @publicApi
 */
export class OrderDetailsParameters {
  /** Letters, digits, `_`, `.` and `-`, unique in the business: at most 35 characters in India, 60 in Brazil. */
  @IsText({
    max: 60,
    pattern: /^[A-Za-z0-9_.-]+$/,
    expected: 'a string of 1 to 60 letters, digits, underscores, dots and hyphens',
  })
  @Check('isShortInIndia', (id, { currency }) =>
    typeof id === 'string' && currency === 'INR' && id.length > 35
      ? 'must have at most 35 characters in India'
      : undefined,
  )
  reference_id!: string;

  @IsOneOf(['digital-goods', 'physical-goods'])
  type!: 'digital-goods' | 'physical-goods';

  /** `br` in Brazil, where it is required; `upi` for UPI intents and links in India. */
  @IsText({ optional: true })
  @Check('isOfBrazil', (type, { currency }) =>
    type !== 'br' && currency === 'BRL' ? 'must be "br" with the currency BRL' : undefined,
  )
  payment_type?: string;

  /** The name set in WhatsApp Manager (India, UPI): at most 60 characters. */
  @IsText({ max: 60, optional: true })
  payment_configuration?: string;

  @NestedList(() => paymentSettings, { min: 0, optional: true })
  payment_settings?: readonly PaymentSetting[];

  @IsOneOf(['INR', 'BRL'])
  currency!: 'INR' | 'BRL';

  /** The order's subtotal + tax + shipping − discount. */
  @Nested(() => OrderAmount)
  @Check('isTotal', (total, { order }) =>
    isSum(total, totalOf(order), 'subtotal + tax + shipping − discount of the order'),
  )
  total_amount!: OrderAmount;

  @Nested(() => Order)
  order!: Order;

  /** India, physical goods: `country` and `addresses`, taken as they are. */
  @FreeData({ optional: true })
  shipping_info?: { country?: string; addresses?: Record<string, unknown>[] };
}

/**
 * The button that opens the order.
 *
 * @publicApi
 */
export class OrderDetailsAction {
  @IsOneOf(['review_and_pay'])
  name!: 'review_and_pay';

  @Nested(() => OrderDetailsParameters)
  parameters!: OrderDetailsParameters;
}

/**
 * A message with an order to pay; India and Brazil only.
 *
 * @publicApi
 */
export class OrderDetailsContent extends ContentWithFooter {
  @IsOneOf(['order_details'])
  type!: 'order_details';

  /** An image only. */
  @Nested(() => ({ by: 'type', kinds: { image: ImageHeader } }), { optional: true })
  header?: ImageHeader;

  @Nested(() => OrderDetailsAction)
  action!: OrderDetailsAction;
}
