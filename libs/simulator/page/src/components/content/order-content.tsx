import { listAt, textAt } from '../../format/read-json.js';
import { FormattedText } from '../ui/formatted-text.js';
import { Icon } from '../ui/icon.js';

interface OrderContentProps {
  readonly order: unknown;
}

/** A cart that the person sent. */
export function OrderContent({ order }: OrderContentProps) {
  const items = listAt(order, 'product_items');
  const total = items.reduce<number>(
    (sum, item) => sum + Number(textAt(item, 'item_price') ?? 0) * Number(textAt(item, 'quantity') ?? 0),
    0,
  );
  const currency = textAt(items[0], 'currency') ?? '';
  const text = textAt(order, 'text');
  return (
    <>
      <div class="order">
        <p class="order-head">
          <Icon name="cart" size={18} />
          <b>
            {items.length} {items.length === 1 ? 'product' : 'products'}
          </b>
        </p>
        <ul>
          {items.map((item, index) => (
            <li key={index}>
              <span>
                {textAt(item, 'quantity')} × {textAt(item, 'product_retailer_id')}
              </span>
              <span>{textAt(item, 'item_price')}</span>
            </li>
          ))}
        </ul>
        <p class="order-total">
          Total {total.toFixed(2)} {currency}
        </p>
      </div>
      {text === undefined ? null : <FormattedText text={text} />}
    </>
  );
}
