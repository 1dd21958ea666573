import type {
  CatalogButtonAction,
  FlowButtonAction,
  MultiProductButtonAction,
  OrderDetailsParameters,
  TemplateCurrency,
  TemplateDateTime,
  TemplateDocument,
  TemplateLocation,
  TemplateMedia,
  TemplateProduct,
} from '../../messages/index.js';

/** A value for a variable: a text, a number, money or a date in Meta's shape. */
export type TemplateText = string | number | TemplateCurrency | TemplateDateTime;

/** Values by place, or by name where the template's variables have names. */
export type TemplateTexts = readonly TemplateText[] | Readonly<Record<string, TemplateText>>;

/** The value of a header: the values of its text, or one file, place or product. */
export type TemplateHeaderValue =
  | { readonly texts: TemplateTexts }
  | { readonly image: TemplateMedia }
  | { readonly video: TemplateMedia }
  | { readonly document: TemplateDocument }
  | { readonly gif: TemplateMedia }
  | { readonly location: TemplateLocation }
  | { readonly product: TemplateProduct };

/** The value of a button. */
export type TemplateButtonValue = {
  /** The button's place among all, counted from 0. @default its place in the list */
  readonly index?: number;
} & (
  | { readonly quickReply: string }
  /** The text for the variable at the address's end; not the whole address. */
  | { readonly url: string }
  | { readonly couponCode: string }
  | { readonly catalog: CatalogButtonAction }
  | { readonly products: MultiProductButtonAction }
  | { readonly flow: FlowButtonAction }
  | { readonly orderDetails: OrderDetailsParameters }
  | { readonly voiceCall: { readonly ttlMinutes?: number; readonly payload?: string } }
);

/** The values of a carousel's card. */
export interface TemplateCardValues {
  readonly header?: TemplateHeaderValue;
  readonly body?: TemplateTexts;
  readonly buttons?: readonly TemplateButtonValue[];
}

/** All values of a template. */
export interface TemplateValues extends TemplateCardValues {
  /** The values of the cards, in the order of the template's cards. */
  readonly cards?: readonly TemplateCardValues[];
  /** The time when a limited-time offer ends. */
  readonly offerEndsAt?: Date;
  /** A one-time code: goes into the body and into the button of an authentication template. 15 characters at most. */
  readonly code?: string;
}
