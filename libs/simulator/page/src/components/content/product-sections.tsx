import { listAt, textAt } from '../../format/read-json.js';
import { ProductCard } from './product-card.js';

interface ProductSectionsProps {
  readonly sections: readonly unknown[];
  readonly catalog: string | undefined;
}

/** The products of a list, by section. */
export function ProductSections({ sections, catalog }: ProductSectionsProps) {
  return (
    <div class="sections">
      {sections.map((section, index) => (
        <div key={index}>
          <p class="section-title">{textAt(section, 'title')}</p>
          {listAt(section, 'product_items').map((item) => {
            const id = textAt(item, 'product_retailer_id') ?? 'product';
            return <ProductCard key={id} id={id} catalog={catalog} />;
          })}
        </div>
      ))}
    </div>
  );
}
