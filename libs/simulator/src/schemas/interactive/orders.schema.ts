import { list, openObject, oneOf, STRING, text } from '../shared/json-schema.js';
import { ANY_HEADER, header, interactiveMessage, namedAction } from './shared.js';

/** Letters, digits, underscore, dot and dash; up to 60 characters (35 in India). */
export const REFERENCE_ID = { ...text(60), pattern: '^[A-Za-z0-9_.-]+$' };

/** Money in hundredths. */
const MONEY = { value: { type: 'integer', minimum: 0 }, offset: { const: 100 } };
const AMOUNT = openObject(MONEY);

const SHORT = { ...STRING, maxLength: 60 };
const EXTRA_AMOUNT = openObject(MONEY, { description: SHORT, discount_program_name: SHORT });

const ITEM = openObject(
  { name: text(60), amount: AMOUNT, quantity: { type: 'integer', minimum: 1 } },
  { retailer_id: text(), sale_amount: AMOUNT },
);

const ORDER = openObject(
  { status: oneOf('pending'), items: list(ITEM), subtotal: AMOUNT, tax: EXTRA_AMOUNT },
  {
    shipping: EXTRA_AMOUNT,
    discount: EXTRA_AMOUNT,
    expiration: openObject({ timestamp: STRING }, { description: { ...STRING, maxLength: 120 } }),
    catalog_id: STRING,
  },
);

// Open, because the members differ by country and by payment provider.
const ORDER_DETAILS = {
  reference_id: REFERENCE_ID,
  type: oneOf('digital-goods', 'physical-goods'),
  currency: { type: 'string', pattern: '^[A-Z]{3}$' },
  total_amount: AMOUNT,
  order: ORDER,
};

/** The parameters of an order to be paid, also used by the `order_details` button of a template. */
export const ORDER_DETAILS_PARAMETERS = openObject(ORDER_DETAILS, {
  payment_type: text(),
  payment_configuration: text(60),
  payment_settings: list(openObject({ type: text() })),
});

/** An order to be paid (India, Brazil). */
export const orderDetailsMessage = interactiveMessage('order_details', {
  header: header('image'),
  action: namedAction('review_and_pay', ORDER_DETAILS_PARAMETERS),
});

/** The states of an order; the documentation writes the partial one in two ways. */
export const ORDER_STATUS = oneOf(
  'pending',
  'processing',
  'shipped',
  'completed',
  'canceled',
  'partially_shipped',
  'partially-shipped',
);

/** News of an order (India, Brazil). */
export const orderStatusMessage = interactiveMessage('order_status', {
  header: ANY_HEADER,
  action: namedAction(
    'review_order',
    openObject(
      {
        reference_id: REFERENCE_ID,
        order: openObject({ status: ORDER_STATUS }, { description: { ...STRING, maxLength: 120 } }),
      },
      {
        payment: openObject(
          { status: oneOf('pending', 'captured', 'failed') },
          { timestamp: { type: ['integer', 'string'], pattern: '^\\d+$' } },
        ),
      },
    ),
  ),
});
