import { useState } from 'preact/hooks';
import { sendMessage } from '../../state/actions.js';
import { Dialog } from '../ui/dialog.js';
import { TextField } from '../ui/text-field.js';

interface OrderFormProps {
  readonly onClose: () => void;
}

/** Sends a cart with one product. */
export function OrderForm({ onClose }: OrderFormProps) {
  const [catalog, setCatalog] = useState('catalog-1');
  const [product, setProduct] = useState('sku-1');
  const [quantity, setQuantity] = useState('1');
  const [price, setPrice] = useState('9.90');
  const send = () => {
    const order = {
      catalog_id: catalog,
      product_items: [
        {
          product_retailer_id: product,
          quantity: Number(quantity),
          item_price: Number(price),
          currency: 'USD',
        },
      ],
    };
    void sendMessage({ type: 'order', order });
    onClose();
  };
  return (
    <Dialog
      title="Send an order"
      onClose={onClose}
      onSubmit={send}
      footer={<button class="primary">Send</button>}
    >
      <TextField label="Catalogue id" required value={catalog} onInput={setCatalog} />
      <TextField label="Product" required value={product} onInput={setProduct} />
      <TextField label="Quantity" type="number" min="1" required value={quantity} onInput={setQuantity} />
      <TextField
        label="Price of one (USD)"
        type="number"
        step="0.01"
        required
        value={price}
        onInput={setPrice}
      />
    </Dialog>
  );
}
