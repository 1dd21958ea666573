import { IsOneOf, IsText, Nested } from '../../rules/index.js';
import { InteractiveBody, InteractiveFooter } from './interactive-parts.js';

/**
 * A product of a catalog.
 *
 * @publicApi
 */
export class ProductAction {
  @IsText()
  catalog_id!: string;

  /** The product's id in the catalog (SKU): 1 to 100 characters. */
  @IsText({ max: 100 })
  product_retailer_id!: string;
}

/**
 * A message with one product; it has no header.
 *
 * @publicApi
 */
export class ProductContent {
  @IsOneOf(['product'])
  type!: 'product';

  @Nested(() => InteractiveBody, { optional: true })
  body?: InteractiveBody;

  @Nested(() => InteractiveFooter, { optional: true })
  footer?: InteractiveFooter;

  @Nested(() => ProductAction)
  action!: ProductAction;
}
