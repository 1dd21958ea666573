import { hueOf } from '../../format/hue.js';
import { Icon } from '../ui/icon.js';

interface ProductCardProps {
  readonly id: string;
  readonly catalog?: string | undefined;
}

/** A product, by the ids that the message carries: name and price stand in a catalogue that nobody has here. */
export function ProductCard({ id, catalog }: ProductCardProps) {
  return (
    <div class="product">
      <span class="product-picture" style={{ '--hue': hueOf(id) }}>
        <Icon name="tag" size={22} />
      </span>
      <span class="file-text">
        <b class="one-line">{id}</b>
        <small class="one-line">{catalog === undefined ? 'Product' : `Catalogue ${catalog}`}</small>
      </span>
    </div>
  );
}
