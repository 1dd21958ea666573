import { recordsIn } from '../../../common/internal.js';
import {
  Check,
  IsOneOf,
  IsWholeNumber,
  NestedList,
  sameKeysOnce,
  type Choice,
  type FieldError,
} from '../../rules/index.js';
import { templateButtons, type ButtonComponent } from './template-buttons.js';
import {
  CurrencyParameter,
  DateTimeParameter,
  DocumentParameter,
  GifParameter,
  HeaderTextParameter,
  ImageParameter,
  LimitedTimeOfferParameter,
  LocationParameter,
  OrderStatusParameter,
  ProductParameter,
  TapTargetParameter,
  TextParameter,
  VideoParameter,
} from './template-parameters.js';

/**
 * A parameter of the header.
 *
 * @publicApi
 */
export type HeaderParameter =
  | HeaderTextParameter
  | ImageParameter
  | VideoParameter
  | DocumentParameter
  | GifParameter
  | LocationParameter
  | ProductParameter;

/**
 * A parameter of the body.
 *
 * @publicApi
 */
export type BodyParameter = TextParameter | CurrencyParameter | DateTimeParameter;

/**
 * The header's variables: texts, or exactly one media file, location or product.
 *
 * @publicApi
 */
export class HeaderComponent {
  @IsOneOf(['header'])
  type!: 'header';

  @NestedList(() => ({
    by: 'type',
    kinds: {
      text: HeaderTextParameter,
      image: ImageParameter,
      video: VideoParameter,
      document: DocumentParameter,
      gif: GifParameter,
      location: LocationParameter,
      product: ProductParameter,
    },
  }))
  @Check('areTextsOrOne', (parameters) =>
    recordsIn(parameters).length > 1 && recordsIn(parameters).some(({ type }) => type !== 'text')
      ? 'must be texts, or exactly one media file, location or product'
      : undefined,
  )
  @Check('areNamedOrNot', namedOrNot)
  parameters!: readonly HeaderParameter[];
}

/**
 * The body's variables: in the template's order, or each with its `parameter_name`. None where it has no variables.
 *
 * @publicApi
 */
export class BodyComponent {
  @IsOneOf(['body'])
  type!: 'body';

  @NestedList(
    () => ({
      by: 'type',
      kinds: { text: TextParameter, currency: CurrencyParameter, date_time: DateTimeParameter },
    }),
    { min: 0, optional: true },
  )
  @Check('areNamedOrNot', namedOrNot)
  parameters?: readonly BodyParameter[];
}

/**
 * The footer, which never has variables; better left out.
 *
 * @publicApi
 */
export class FooterComponent {
  @IsOneOf(['footer'])
  type!: 'footer';
}

/**
 * The end of a limited-time offer.
 *
 * @publicApi
 */
export class LimitedTimeOfferComponent {
  @IsOneOf(['limited_time_offer'])
  type!: 'limited_time_offer';

  @NestedList(() => LimitedTimeOfferParameter, { max: 1 })
  parameters!: readonly LimitedTimeOfferParameter[];
}

/**
 * The state of an order.
 *
 * @publicApi
 */
export class OrderStatusComponent {
  @IsOneOf(['order_status'])
  type!: 'order_status';

  @NestedList(() => OrderStatusParameter, { max: 1 })
  parameters!: readonly OrderStatusParameter[];
}

/**
 * The link that a tap on the template opens instead of the one that it was created with.
 *
 * @publicApi
 */
export class TapTargetComponent {
  @IsOneOf(['tap_target_configuration'])
  type!: 'tap_target_configuration';

  @NestedList(() => TapTargetParameter, { max: 1 })
  parameters!: readonly TapTargetParameter[];
}

/**
 * A component of a card.
 *
 * @publicApi
 */
export type TemplateCardComponent = HeaderComponent | BodyComponent | ButtonComponent;

const cardKinds = { header: HeaderComponent, body: BodyComponent, button: templateButtons };

/**
 * A card of a template carousel.
 *
 * @publicApi
 */
export class TemplateCard {
  /** The card's place, counted from 0. */
  @IsWholeNumber({ max: 9 })
  card_index!: number;

  @NestedList(() => ({ by: 'type', kinds: cardKinds }))
  @Check('haveOwnIndexes', ownIndexes)
  @Check('areOnceEach', onceEach)
  components!: readonly TemplateCardComponent[];
}

/**
 * The cards of a carousel: 2 to 10, as many as the template was created with.
 *
 * @publicApi
 */
export class TemplateCarouselComponent {
  @IsOneOf(['carousel'])
  type!: 'carousel';

  @NestedList(() => TemplateCard, { min: 2, max: 10 })
  @Check('haveOwnIndexes', (cards) =>
    sameKeysOnce(
      recordsIn(cards).map(({ card_index: index }) => String(index)),
      'card_index',
    ),
  )
  cards!: readonly TemplateCard[];
}

/**
 * A component of a template, told apart by `type`; buttons further by `sub_type`.
 *
 * @publicApi
 */
export type TemplateComponent =
  | HeaderComponent
  | BodyComponent
  | FooterComponent
  | ButtonComponent
  | TemplateCarouselComponent
  | LimitedTimeOfferComponent
  | OrderStatusComponent
  | TapTargetComponent;

/** The components by their `type`. */
export const templateComponents: Choice = {
  by: 'type',
  kinds: {
    ...cardKinds,
    footer: FooterComponent,
    carousel: TemplateCarouselComponent,
    limited_time_offer: LimitedTimeOfferComponent,
    order_status: OrderStatusComponent,
    tap_target_configuration: TapTargetComponent,
  },
};

/** Two buttons cannot have the same place. */
export function ownIndexes(components: unknown): FieldError {
  const indexes = recordsIn(components)
    .filter(({ type }) => type === 'button')
    .map(({ index }) => (typeof index === 'number' ? `${index}` : index));
  return sameKeysOnce(indexes, 'button index');
}

/** Checks that only buttons are there more than once. */
export function onceEach(components: unknown): FieldError {
  const types = recordsIn(components).map(({ type }) => type);
  return sameKeysOnce(
    types.filter((type) => type !== 'button'),
    'type of component',
  );
}

/** Whether a GIF stands in the header of a template or of one of its cards. */
export function hasGif(components: unknown): boolean {
  return recordsIn(components).some(
    ({ parameters, cards }) =>
      recordsIn(parameters).some(({ type }) => type === 'gif') ||
      recordsIn(cards).some((card) => hasGif(card['components'])),
  );
}

/** A template has named variables or numbered ones, not both. */
function namedOrNot(parameters: unknown): FieldError {
  const all = recordsIn(parameters);
  const named = all.filter(({ parameter_name: name }) => name !== undefined).length;
  return named === 0 || named === all.length
    ? undefined
    : 'must all have a parameter_name, or none of them: a template has named or numbered variables, not both';
}
