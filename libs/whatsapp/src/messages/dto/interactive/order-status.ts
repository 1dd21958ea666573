import { CheckValue, IsOneOf, IsText, Nested } from '../../rules/index.js';
import { ContentWithFooter } from './interactive-parts.js';

/** The states of an order; Meta's pages write the partial one in both ways. */
const statuses = [
  'pending',
  'processing',
  'partially_shipped',
  'partially-shipped',
  'shipped',
  'completed',
  'canceled',
] as const;

/**
 * The new state of an order.
 *
 * @publicApi
 */
export class OrderState {
  @IsOneOf(statuses)
  status!: (typeof statuses)[number];

  /** At most 120 characters. */
  @IsText({ min: 0, max: 120, optional: true })
  description?: string;
}

/**
 * The state of a payment (Brazil).
 *
 * @publicApi
 */
export class PaymentState {
  @IsOneOf(['pending', 'captured', 'failed'])
  status!: 'pending' | 'captured' | 'failed';

  /** UTC seconds. */
  @CheckValue(
    'isTimestamp',
    'UTC seconds, as a number or a string of digits',
    (value) => (typeof value === 'string' ? /^\d+$/.test(value) : Number.isSafeInteger(value)),
    { optional: true },
  )
  timestamp?: number | string;
}

/**
 * The parameters of an order status message: the order and its state.
 *
 * @publicApi
 */
export class OrderStatusParameters {
  /** The `reference_id` of the order's message. */
  @IsText({ max: 60 })
  reference_id!: string;

  @Nested(() => OrderState)
  order!: OrderState;

  /** Brazil. */
  @Nested(() => PaymentState, { optional: true })
  payment?: PaymentState;
}

/**
 * The order's new state.
 *
 * @publicApi
 */
export class OrderStatusAction {
  @IsOneOf(['review_order'])
  name!: 'review_order';

  @Nested(() => OrderStatusParameters)
  parameters!: OrderStatusParameters;
}

/**
 * A message that tells the new state of an order; India and Brazil only.
 *
 * @publicApi
 */
export class OrderStatusContent extends ContentWithFooter {
  @IsOneOf(['order_status'])
  type!: 'order_status';

  @Nested(() => OrderStatusAction)
  action!: OrderStatusAction;
}
