import { Allow } from 'class-validator';
import {
  IsDegrees,
  IsHttpUrl,
  IsOneOf,
  IsTemplateText,
  IsText,
  IsWholeNumber,
  Nested,
  NestedList,
} from '../../rules/index.js';
import { MediaReference } from '../shared/media-reference.js';
import { OrderState } from '../interactive/order-status.js';

/**
 * A text in the body, or the end of a button's URL.
 *
 * @publicApi
 */
export class TextParameter {
  @IsOneOf(['text'])
  type!: 'text';

  /** 1 to 32768 characters; where the template has more than a body, 1024. On one line, with at most four spaces in a row. */
  @IsTemplateText({ max: 32768 })
  text!: string;

  /** Names the variable in a template with named parameters. */
  @IsText({ optional: true })
  parameter_name?: string;
}

/**
 * A text in the header.
 *
 * @publicApi
 */
export class HeaderTextParameter {
  @IsOneOf(['text'])
  type!: 'text';

  /** 1 to 60 characters, on one line, with at most four spaces in a row. */
  @IsTemplateText({ max: 60 })
  text!: string;

  /** Names the variable in a template with named parameters. */
  @IsText({ optional: true })
  parameter_name?: string;
}

/**
 * An amount of money that WhatsApp writes in the user's way.
 *
 * @publicApi
 */
export class TemplateCurrency {
  /** Shown where the amount cannot be localised. */
  @IsTemplateText()
  fallback_value!: string;

  /** ISO 4217, e.g. `EUR`. */
  @IsText({ pattern: /^[A-Z]{3}$/, expected: 'an ISO 4217 code of three capital letters, such as EUR' })
  code!: string;

  /** The amount × 1000, a whole number. */
  @IsWholeNumber({ min: Number.MIN_SAFE_INTEGER, unit: 'the amount × 1000' })
  amount_1000!: number;
}

/**
 * An amount of money in the body.
 *
 * @publicApi
 */
export class CurrencyParameter {
  @IsOneOf(['currency'])
  type!: 'currency';

  @Nested(() => TemplateCurrency)
  currency!: TemplateCurrency;

  /** Names the variable in a template with named parameters. */
  @IsText({ optional: true })
  parameter_name?: string;
}

/**
 * A date; only `fallback_value` is used, the rest is in older samples and ignored by Meta.
 *
 * @publicApi
 */
export class TemplateDateTime {
  @IsTemplateText()
  fallback_value!: string;

  @Allow()
  day_of_week?: unknown;

  @Allow()
  day_of_month?: unknown;

  @Allow()
  month?: unknown;

  @Allow()
  year?: unknown;

  @Allow()
  hour?: unknown;

  @Allow()
  minute?: unknown;

  @Allow()
  timestamp?: unknown;

  @Allow()
  calendar?: unknown;
}

/**
 * A date in the body.
 *
 * @publicApi
 */
export class DateTimeParameter {
  @IsOneOf(['date_time'])
  type!: 'date_time';

  @Nested(() => TemplateDateTime)
  date_time!: TemplateDateTime;

  /** Names the variable in a template with named parameters. */
  @IsText({ optional: true })
  parameter_name?: string;
}

/**
 * A media file in a template's header; it has no caption.
 *
 * @publicApi
 */
export class TemplateMedia extends MediaReference {}

/**
 * A document in a template's header; it has no caption.
 *
 * @publicApi
 */
export class TemplateDocument extends MediaReference {
  @IsText({ min: 0, optional: true })
  filename?: string;
}

/**
 * An image in the header.
 *
 * @publicApi
 */
export class ImageParameter {
  @IsOneOf(['image'])
  type!: 'image';

  @Nested(() => TemplateMedia)
  image!: TemplateMedia;
}

/**
 * A video in the header.
 *
 * @publicApi
 */
export class VideoParameter {
  @IsOneOf(['video'])
  type!: 'video';

  @Nested(() => TemplateMedia)
  video!: TemplateMedia;
}

/**
 * A document in the header.
 *
 * @publicApi
 */
export class DocumentParameter {
  @IsOneOf(['document'])
  type!: 'document';

  @Nested(() => TemplateDocument)
  document!: TemplateDocument;
}

/**
 * A GIF in the header, an MP4 of at most 3.5 MB; Marketing Messages only.
 *
 * @publicApi
 */
export class GifParameter {
  @IsOneOf(['gif'])
  type!: 'gif';

  @Nested(() => TemplateMedia)
  gif!: TemplateMedia;
}

/**
 * A place; all four fields are needed.
 *
 * @publicApi
 */
export class TemplateLocation {
  /** Decimal degrees, as a number or a numeric string. */
  @IsDegrees(90)
  latitude!: number | string;

  /** Decimal degrees, as a number or a numeric string. */
  @IsDegrees(180)
  longitude!: number | string;

  @IsText()
  name!: string;

  @IsText()
  address!: string;
}

/**
 * A place in the header.
 *
 * @publicApi
 */
export class LocationParameter {
  @IsOneOf(['location'])
  type!: 'location';

  @Nested(() => TemplateLocation)
  location!: TemplateLocation;
}

/**
 * A product of a catalog.
 *
 * @publicApi
 */
export class TemplateProduct {
  @IsText()
  catalog_id!: string;

  @IsText()
  product_retailer_id!: string;
}

/**
 * A product in the header.
 *
 * @publicApi
 */
export class ProductParameter {
  @IsOneOf(['product'])
  type!: 'product';

  @Nested(() => TemplateProduct)
  product!: TemplateProduct;
}

/**
 * The end of an offer.
 *
 * @publicApi
 */
export class LimitedTimeOffer {
  /** UNIX time in milliseconds. */
  // A time in seconds stays below this until the year 5138, one in milliseconds has been above it since 1973.
  @IsWholeNumber({ min: 100_000_000_000, unit: 'UNIX milliseconds, not seconds' })
  expiration_time_ms!: number;
}

/**
 * The end of an offer.
 *
 * @publicApi
 */
export class LimitedTimeOfferParameter {
  @IsOneOf(['limited_time_offer'])
  type!: 'limited_time_offer';

  @Nested(() => LimitedTimeOffer)
  limited_time_offer!: LimitedTimeOffer;
}

/**
 * The link that a tap on the template opens.
 *
 * @publicApi
 */
export class TapTarget {
  @IsHttpUrl()
  url!: string;

  @IsText()
  title!: string;
}

/**
 * The tap targets; a list, also for one.
 *
 * @publicApi
 */
export class TapTargetParameter {
  @IsOneOf(['tap_target_configuration'])
  type!: 'tap_target_configuration';

  @NestedList(() => TapTarget)
  tap_target_configuration!: readonly TapTarget[];
}

/**
 * The order and its state.
 *
 * @publicApi
 */
export class TemplateOrderStatus {
  @IsText({ max: 60 })
  reference_id!: string;

  @Nested(() => OrderState)
  order!: OrderState;
}

/**
 * The state of an order.
 *
 * @publicApi
 */
export class OrderStatusParameter {
  @IsOneOf(['order_status'])
  type!: 'order_status';

  @Nested(() => TemplateOrderStatus)
  order_status!: TemplateOrderStatus;
}

/**
 * The payload that comes back when a button is pressed.
 *
 * @publicApi
 */
export class PayloadParameter {
  @IsOneOf(['payload'])
  type!: 'payload';

  @IsText()
  payload!: string;
}

/**
 * The code that a button copies.
 *
 * @publicApi
 */
export class CouponCodeParameter {
  @IsOneOf(['coupon_code'])
  type!: 'coupon_code';

  /** 1 to 20 characters (15 before December 2025). */
  @IsTemplateText({ max: 20 })
  coupon_code!: string;
}

/**
 * The time for which a call button works.
 *
 * @publicApi
 */
export class TtlMinutesParameter {
  @IsOneOf(['ttl_minutes'])
  type!: 'ttl_minutes';

  /** Minutes: 1 to 43200. */
  @IsWholeNumber({ min: 1, max: 43200, unit: 'minutes' })
  ttl_minutes!: number;
}
