import { Check, IsOneOf, IsText, Nested, NestedList } from '../../rules/index.js';
import { ContentWithFooter, TextHeader, textHeader } from './interactive-parts.js';
import { atMostInTotal, titlesWhereSeveral } from './sections.rules.js';

/**
 * A product in a section.
 *
 * @publicApi
 */
export class ProductItem {
  /** The product's id in the catalog (SKU). */
  @IsText()
  product_retailer_id!: string;
}

/**
 * A group of products.
 *
 * @publicApi
 */
export class ProductSection {
  /** 1 to 24 characters; required where there is more than one section. */
  @IsText({ max: 24, optional: true })
  title?: string;

  /** At least one, and at most 30 over all sections. */
  @NestedList(() => ProductItem, { max: 30 })
  product_items!: readonly ProductItem[];
}

/**
 * The products of a message, in sections.
 *
 * @publicApi
 */
export class ProductListAction {
  @IsText()
  catalog_id!: string;

  /** 1 to 10 sections with at most 30 products in total. */
  @NestedList(() => ProductSection, { max: 10 })
  @Check('haveTitles', titlesWhereSeveral)
  @Check('haveFewProducts', (sections) => atMostInTotal(sections, 'product_items', 30))
  sections!: readonly ProductSection[];
}

/**
 * A message with up to 30 products; its header is required.
 *
 * @publicApi
 */
export class ProductListContent extends ContentWithFooter {
  @IsOneOf(['product_list'])
  type!: 'product_list';

  @Nested(() => textHeader)
  header!: TextHeader;

  @Nested(() => ProductListAction)
  action!: ProductListAction;
}
