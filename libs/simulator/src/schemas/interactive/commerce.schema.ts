import { list, object, STRING, text, when } from '../shared/json-schema.js';
import { header, interactiveMessage, namedAction } from './shared.js';

const PRODUCT_ID = text(100);
const PRODUCT_ITEM = object({ product_retailer_id: PRODUCT_ID });

/** One product of the catalogue. */
export const productMessage = interactiveMessage('product', {
  bodyOptional: true,
  action: object({ catalog_id: text(), product_retailer_id: PRODUCT_ID }),
});

/** Sections of products, with a title where there are several; up to thirty products in total. */
export const PRODUCT_SECTIONS = list(
  object({ product_items: list(PRODUCT_ITEM) }, { title: { ...STRING, maxLength: 24 } }),
  1,
  10,
  {
    maxTotal: { of: 'product_items', max: 30 },
    ...when({ minItems: 2 }, { items: { required: ['title'] } }),
  },
);

/** Several products; it must have a text header. */
export const productListMessage = interactiveMessage('product_list', {
  header: header('text'),
  headerRequired: true,
  action: object({ catalog_id: text(), sections: PRODUCT_SECTIONS }),
});

/** The whole catalogue. The documentation calls the parameters optional, the OpenAPI file requires them: optional here. */
export const catalogMessage = interactiveMessage('catalog_message', {
  action: namedAction('catalog_message', undefined, {
    parameters: object({}, { thumbnail_product_retailer_id: text() }),
  }),
});
