import { IsOneOf, IsText, Nested } from '../../rules/index.js';
import { ContentWithFooter } from './interactive-parts.js';

/**
 * The parameters of a catalog message.
 *
 * @publicApi
 */
export class CatalogParameters {
  /** The product whose picture is shown. @default the first of the catalog */
  @IsText({ optional: true })
  thumbnail_product_retailer_id?: string;
}

/**
 * The button that opens the catalog.
 *
 * @publicApi
 */
export class CatalogAction {
  @IsOneOf(['catalog_message'])
  name!: 'catalog_message';

  @Nested(() => CatalogParameters, { optional: true })
  parameters?: CatalogParameters;
}

/**
 * A message that opens the whole catalog; it has no header.
 *
 * @publicApi
 */
export class CatalogContent extends ContentWithFooter {
  @IsOneOf(['catalog_message'])
  type!: 'catalog_message';

  @Nested(() => CatalogAction)
  action!: CatalogAction;
}
