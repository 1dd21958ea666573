import { list, object, oneOf, text, when } from '../shared/json-schema.js';
import { CTA_URL_ACTION } from './cta-url.schema.js';
import { BUTTON_LABEL, header, interactiveMessage } from './shared.js';

const CARD_INDEX = { type: 'integer', minimum: 0, maximum: 9 };

/** At most 160 characters and two line breaks. */
const CARD_BODY = object({ text: { ...text(160), pattern: '^([^\\n]*\\n){0,2}[^\\n]*$' } });

const QUICK_REPLIES = object({
  buttons: list(
    object({ type: oneOf('quick_reply'), quick_reply: object({ id: text(256), title: BUTTON_LABEL }) }),
  ),
});

// A card with quick replies is of type cta_url too.
const MEDIA_CARD = object(
  {
    card_index: CARD_INDEX,
    type: { const: 'cta_url' },
    header: header('image', 'video'),
    action: { type: 'object', ...when({ required: ['buttons'] }, QUICK_REPLIES, CTA_URL_ACTION) },
  },
  { body: CARD_BODY },
);

const PRODUCT_CARD = object({
  card_index: CARD_INDEX,
  type: { const: 'product' },
  action: object({ product_retailer_id: text(100), catalog_id: text() }),
});

/** Two to ten cards of one kind, with the same buttons on each, numbered from 0. */
export const carouselMessage = interactiveMessage('carousel', {
  footer: false,
  action: object({
    cards: list(
      {
        type: 'object',
        required: ['type'],
        discriminator: { propertyName: 'type' },
        oneOf: [MEDIA_CARD, PRODUCT_CARD],
      },
      2,
      10,
      {
        allOf: [
          { sameAt: ['type'] },
          { sameAt: ['action', 'catalog_id'] },
          { sameAt: ['action', 'name'] },
          { sameAt: ['action', 'buttons', '*', 'type'] },
          { numberedBy: 'card_index' },
        ],
      },
    ),
  }),
});
