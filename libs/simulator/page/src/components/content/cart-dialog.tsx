import { useState } from 'preact/hooks';
import type { MessageView } from '../../../../src/control/api/index.js';
import { listAt, textAt } from '../../format/read-json.js';
import { act } from '../../state/actions.js';
import { Dialog } from '../ui/dialog.js';
import { ProductCard } from './product-card.js';

interface CartDialogProps {
  readonly message: MessageView;
  readonly onClose: () => void;
}

const SAMPLE_PRICE = 10;

/** The products that a message shows; the cart is sent as an order. */
export function CartDialog({ message, onClose }: CartDialogProps) {
  const products = productsOf(message.content);
  const [quantities, setQuantities] = useState<ReadonlyMap<string, number>>(
    () => new Map(products[0] === undefined ? [] : [[products[0], 1]]),
  );
  const [text, setText] = useState('');
  const items = [...quantities].filter(([, quantity]) => quantity > 0);
  const send = () => {
    if (items.length === 0) return;
    const order = {
      catalog_id: catalogOf(message.content),
      ...(text === '' ? {} : { text }),
      product_items: items.map(([id, quantity]) => ({
        product_retailer_id: id,
        quantity,
        item_price: SAMPLE_PRICE,
        currency: 'USD',
      })),
    };
    void act({ action: 'send', message: { type: 'order', order }, replyTo: message.id });
    onClose();
  };
  return (
    <Dialog
      title="Cart"
      onClose={onClose}
      onSubmit={send}
      footer={
        <button class="primary" disabled={items.length === 0}>
          Send the order
        </button>
      }
    >
      {products.map((id) => (
        <div class="cart-row" key={id}>
          <ProductCard id={id} />
          <input
            type="number"
            min="0"
            max="99"
            aria-label={`Quantity of ${id}`}
            value={quantities.get(id) ?? 0}
            onInput={(event) => setQuantities(new Map(quantities).set(id, Number(event.currentTarget.value)))}
          />
        </div>
      ))}
      <input
        type="text"
        placeholder="Add a comment"
        aria-label="Comment"
        value={text}
        onInput={(event) => setText(event.currentTarget.value)}
      />
    </Dialog>
  );
}

function productsOf(content: unknown): string[] {
  const sections = listAt(content, 'action', 'sections').flatMap((section) =>
    listAt(section, 'product_items'),
  );
  const cards = listAt(content, 'action', 'cards').map((card) =>
    textAt(card, 'action', 'product_retailer_id'),
  );
  const ids = [
    textAt(content, 'action', 'product_retailer_id'),
    textAt(content, 'action', 'parameters', 'thumbnail_product_retailer_id'),
    ...sections.map((item) => textAt(item, 'product_retailer_id')),
    ...cards,
  ].filter((id) => id !== undefined);
  return ids.length > 0 ? [...new Set(ids)] : ['sku-1', 'sku-2'];
}

function catalogOf(content: unknown): string {
  return (
    textAt(content, 'action', 'catalog_id') ??
    textAt(listAt(content, 'action', 'cards')[0], 'action', 'catalog_id') ??
    'catalog-1'
  );
}
