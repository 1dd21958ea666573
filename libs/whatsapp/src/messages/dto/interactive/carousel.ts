import { isRecord, recordsIn } from '../../../common/internal.js';
import {
  Check,
  exactlyOneOf,
  IsOneOf,
  IsText,
  IsWholeNumber,
  Nested,
  NestedList,
  type FieldError,
} from '../../rules/index.js';
import { CtaUrlParameters } from './cta-url.js';
import { ContentWithBody, ImageHeader, VideoHeader } from './interactive-parts.js';

/**
 * The text of a card.
 *
 * @publicApi
 */
export class CardBody {
  /** 1 to 160 characters with at most two line breaks. */
  @IsText({ max: 160 })
  @Check('hasFewLines', (text) =>
    typeof text === 'string' && text.split('\n').length > 3 ? 'must have at most two line breaks' : undefined,
  )
  text!: string;
}

/**
 * The text of a card's quick-reply button and the id that comes back.
 *
 * @publicApi
 */
export class CardQuickReply {
  /** 1 to 256 characters. */
  @IsText({ max: 256 })
  id!: string;

  /** 1 to 20 characters. */
  @IsText({ max: 20 })
  title!: string;
}

/**
 * A card's quick-reply button.
 *
 * @publicApi
 */
export class CardQuickReplyButton {
  @IsOneOf(['quick_reply'])
  type!: 'quick_reply';

  @Nested(() => CardQuickReply)
  quick_reply!: CardQuickReply;
}

/**
 * A media card's button: either one link (`name` and `parameters`) or quick replies (`buttons`).
 *
 * @publicApi
 */
export class MediaCardAction {
  @IsOneOf(['cta_url'], { optional: true })
  @Check('isEitherLinkOrReplies', exactlyOneOf('name', 'buttons'))
  name?: 'cta_url';

  /** Required with `name`, not allowed with `buttons`. */
  @Nested(() => CtaUrlParameters, { optional: true })
  @Check('isWithName', (parameters, { name, buttons }) => {
    if (parameters === undefined) return name === undefined ? undefined : 'is required with `name`';
    return buttons === undefined ? undefined : 'must not be given together with `buttons`';
  })
  parameters?: CtaUrlParameters;

  @NestedList(() => CardQuickReplyButton, { optional: true })
  buttons?: readonly CardQuickReplyButton[];
}

/**
 * A card with an image or a video and buttons. Its type is `cta_url` even where it has quick replies.
 *
 * @publicApi
 */
export class MediaCard {
  /** The card's place, counted from 0. */
  @IsWholeNumber({ max: 9 })
  card_index!: number;

  @IsOneOf(['cta_url'])
  type!: 'cta_url';

  @Nested(() => ({ by: 'type', kinds: { image: ImageHeader, video: VideoHeader } }))
  header!: ImageHeader | VideoHeader;

  @Nested(() => CardBody, { optional: true })
  body?: CardBody;

  @Nested(() => MediaCardAction)
  action!: MediaCardAction;
}

/**
 * The product of a card.
 *
 * @publicApi
 */
export class ProductCardAction {
  /** The same on all cards. */
  @IsText()
  catalog_id!: string;

  /** The product's id in the catalog (SKU). */
  @IsText()
  product_retailer_id!: string;
}

/**
 * A card with a product; it has no header, body or buttons of its own.
 *
 * @publicApi
 */
export class ProductCard {
  /** The card's place, counted from 0. */
  @IsWholeNumber({ max: 9 })
  card_index!: number;

  @IsOneOf(['product'])
  type!: 'product';

  @Nested(() => ProductCardAction)
  action!: ProductCardAction;
}

/**
 * The cards of a carousel.
 *
 * @publicApi
 */
export class CarouselAction {
  /** 2 to 10 cards, all of one type with the same kind and number of buttons; all products of one catalog. */
  @NestedList(() => ({ by: 'type', kinds: { cta_url: MediaCard, product: ProductCard } }), {
    min: 2,
    max: 10,
  })
  @Check('areNumbered', numberedFromZero)
  @Check('areAlike', alike)
  cards!: readonly MediaCard[] | readonly ProductCard[];
}

/**
 * A row of cards; it has neither header nor footer.
 *
 * @publicApi
 */
export class CarouselContent extends ContentWithBody {
  @IsOneOf(['carousel'])
  type!: 'carousel';

  @Nested(() => CarouselAction)
  action!: CarouselAction;
}

function numberedFromZero(cards: unknown): FieldError {
  const indexes = recordsIn(cards).map(({ card_index: index }) => index);
  // Indexes that are no numbers are reported at their own path.
  if (!indexes.every((index) => Number.isInteger(index))) return undefined;
  return indexes.every((_, place) => indexes.includes(place))
    ? undefined
    : 'must have the card_index 0, 1, 2, … without a gap, each once';
}

function alike(cards: unknown): FieldError {
  const all = recordsIn(cards);
  if (distinct(all.map(({ type }) => type)) > 1) return 'must all be of the same type';
  const actions = all.map(({ action }) => action).filter(isRecord);
  if (distinct(actions.map(({ catalog_id: catalog }) => catalog)) > 1)
    return 'must all be of the same catalog';
  const buttons = actions.map((action) => action['buttons']);
  return distinct(buttons.map((list) => (Array.isArray(list) ? list.length : undefined))) > 1
    ? 'must all have the same kind and number of buttons'
    : undefined;
}

function distinct(values: readonly unknown[]): number {
  return new Set(values).size;
}
