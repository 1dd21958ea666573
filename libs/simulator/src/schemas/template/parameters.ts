import {
  FREE_OBJECT,
  list,
  object,
  openObject,
  STRING,
  text,
  when,
  type JsonSchema,
} from '../shared/json-schema.js';
import { mediaObject } from '../shared/media.schema.js';
import { degrees } from '../shared/location.schema.js';
import { PRODUCT_SECTIONS } from '../interactive/commerce.schema.js';
import { ORDER_DETAILS_PARAMETERS, ORDER_STATUS, REFERENCE_ID } from '../interactive/orders.schema.js';

/** `parameter_name`, for templates whose parameters have names. */
const NAMED = { parameter_name: text() };

/** September 2001 in milliseconds: a smaller figure is a time in seconds. */
const FIRST_MILLISECONDS = 1_000_000_000_000;

/** The content of an `action` parameter, by the button's `sub_type`. */
const ACTIONS = {
  catalog: object({}, { thumbnail_product_retailer_id: text() }),
  mpm: object({ sections: PRODUCT_SECTIONS }, { thumbnail_product_retailer_id: text() }),
  flow: object({}, { flow_token: STRING, flow_action_data: FREE_OBJECT }),
  order_details: object({ order_details: ORDER_DETAILS_PARAMETERS }),
};

const TAP_TARGET = object({ url: text(), title: text() });

/** Every kind of parameter, by its `type`. */
const PARAMETERS: Readonly<Record<string, JsonSchema>> = {
  text: object({ type: { const: 'text' }, text: { ...STRING, maxLength: 32_768 } }, NAMED),
  currency: object(
    {
      type: { const: 'currency' },
      currency: object({ fallback_value: STRING, code: text(), amount_1000: { type: 'integer' } }),
    },
    NAMED,
  ),
  // Only fallback_value is used; old samples carry the parts of the date as well.
  date_time: object(
    { type: { const: 'date_time' }, date_time: openObject({ fallback_value: STRING }) },
    NAMED,
  ),
  image: object({ type: { const: 'image' }, image: mediaObject() }, NAMED),
  video: object({ type: { const: 'video' }, video: mediaObject() }, NAMED),
  document: object({ type: { const: 'document' }, document: mediaObject({ filename: text() }) }, NAMED),
  gif: object({ type: { const: 'gif' }, gif: mediaObject() }, NAMED),
  location: object(
    {
      type: { const: 'location' },
      location: object({ latitude: degrees(90), longitude: degrees(180), name: STRING, address: STRING }),
    },
    NAMED,
  ),
  product: object({
    type: { const: 'product' },
    product: object({ catalog_id: text(), product_retailer_id: text() }),
  }),
  payload: object({ type: { const: 'payload' }, payload: STRING }),
  coupon_code: object({ type: { const: 'coupon_code' }, coupon_code: text(20) }),
  ttl_minutes: object({
    type: { const: 'ttl_minutes' },
    ttl_minutes: { type: 'integer', minimum: 1, maximum: 43_200 },
  }),
  limited_time_offer: object({
    type: { const: 'limited_time_offer' },
    limited_time_offer: object({ expiration_time_ms: { type: 'integer', minimum: FIRST_MILLISECONDS } }),
  }),
  // A list on Meta's page, a bare object in some clients.
  tap_target_configuration: object({
    type: { const: 'tap_target_configuration' },
    tap_target_configuration: when({ type: 'array' }, list(TAP_TARGET), TAP_TARGET),
  }),
  order_status: object({
    type: { const: 'order_status' },
    order_status: object({
      reference_id: REFERENCE_ID,
      order: object({ status: ORDER_STATUS }, { description: { ...STRING, maxLength: 120 } }),
    }),
  }),
};

/** The `action` parameter of a button of this `sub_type`. */
export function actionParameter(subType: keyof typeof ACTIONS): JsonSchema {
  return object({ type: { const: 'action' }, action: ACTIONS[subType] });
}

/** A parameter of one of these kinds. */
export function parameter(...kinds: readonly string[]): JsonSchema {
  return {
    type: 'object',
    required: ['type'],
    discriminator: { propertyName: 'type' },
    oneOf: kinds.map((kind) => PARAMETERS[kind] ?? { not: {} }),
  };
}
