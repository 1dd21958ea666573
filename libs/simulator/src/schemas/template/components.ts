import { list, object, when, type JsonSchema } from '../json-schema.js';
import { parameter } from './parameters.js';

/** Which parameters a button takes, by its `sub_type`. */
const BUTTON_PARAMETERS: Readonly<Record<string, JsonSchema>> = {
  // Meta documents payload; older samples send text.
  quick_reply: list(parameter('payload', 'text'), 0),
  url: list(parameter('text')),
  copy_code: list(parameter('coupon_code')),
  catalog: list(parameter('action'), 0),
  mpm: list(parameter('action')),
  flow: list(parameter('action'), 0),
  order_details: list(parameter('action')),
  voice_call: list(parameter('ttl_minutes', 'payload'), 0),
};

/** Positions 0 to 9, as string or number. */
const BUTTON_INDEX = { type: ['string', 'integer'], pattern: '^[0-9]$', minimum: 0, maximum: 9 };

/** Meta takes these words in capitals too, as they stand in a template's definition. */
function eitherCase(word: string): JsonSchema {
  return { enum: [word, word.toUpperCase()] };
}

const BUTTON: JsonSchema = {
  type: 'object',
  required: ['sub_type'],
  discriminator: { propertyName: 'sub_type' },
  oneOf: Object.entries(BUTTON_PARAMETERS).map(([subType, parameters]) =>
    object(
      { type: eitherCase('button'), sub_type: eitherCase(subType), index: BUTTON_INDEX },
      { parameters },
    ),
  ),
};

const HEADER = object({
  type: eitherCase('header'),
  parameters: list(parameter('text', 'image', 'video', 'document', 'gif', 'location', 'product')),
});

const BODY = object({
  type: eitherCase('body'),
  parameters: list(parameter('text', 'currency', 'date_time'), 0),
});

function single(kind: string): JsonSchema {
  return object({ type: eitherCase(kind), parameters: list(parameter(kind), 1, 1) });
}

/** One of these components; the schema of each says its own `type`. */
function component(kinds: Readonly<Record<string, JsonSchema>>): JsonSchema {
  // Not a discriminator: ajv's needs the tag in each branch, which a button's sub_type hides.
  return {
    type: 'object',
    required: ['type'],
    properties: { type: { enum: Object.keys(kinds).flatMap((kind) => [kind, kind.toUpperCase()]) } },
    allOf: Object.entries(kinds).map(([kind, schema]) =>
      when({ properties: { type: eitherCase(kind) } }, schema),
    ),
  };
}

const CARD = object({
  card_index: { type: 'integer', minimum: 0, maximum: 9 },
  components: list(component({ header: HEADER, body: BODY, button: BUTTON })),
});

/** A template's components, in any order. */
export const COMPONENTS = list(
  component({
    header: HEADER,
    body: BODY,
    button: BUTTON,
    carousel: object({ type: eitherCase('carousel'), cards: list(CARD, 1, 10) }),
    limited_time_offer: single('limited_time_offer'),
    order_status: single('order_status'),
    tap_target_configuration: single('tap_target_configuration'),
  }),
  0,
);
