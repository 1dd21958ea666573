import { list, object, when, type JsonSchema } from '../shared/json-schema.js';
import { actionParameter, parameter } from './parameters.js';

/** The parameters of a button that cannot do without, by its `sub_type`. */
const REQUIRED_PARAMETERS: Readonly<Record<string, JsonSchema>> = {
  url: list(parameter('text'), 1, 1),
  copy_code: list(parameter('coupon_code'), 1, 1),
  mpm: list(actionParameter('mpm'), 1, 1),
  order_details: list(actionParameter('order_details'), 1, 1),
};

/** The parameters of a button that may come without them, by its `sub_type`. */
const OPTIONAL_PARAMETERS: Readonly<Record<string, JsonSchema>> = {
  // Meta documents payload; older samples send text.
  quick_reply: list(parameter('payload', 'text'), 0),
  catalog: list(actionParameter('catalog'), 0, 1),
  flow: list(actionParameter('flow'), 0, 1),
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
  oneOf: [
    ...Object.entries(REQUIRED_PARAMETERS).map(([subType, parameters]) =>
      object({ ...buttonMembers(subType), parameters }),
    ),
    ...Object.entries(OPTIONAL_PARAMETERS).map(([subType, parameters]) =>
      object(buttonMembers(subType), { parameters }),
    ),
  ],
};

function buttonMembers(subType: string): Record<string, JsonSchema> {
  return { type: eitherCase('button'), sub_type: eitherCase(subType), index: BUTTON_INDEX };
}

const HEADER = object({
  type: eitherCase('header'),
  parameters: list(parameter('text', 'image', 'video', 'document', 'gif', 'location', 'product')),
});

const BODY = object({
  type: eitherCase('body'),
  parameters: list(parameter('text', 'currency', 'date_time'), 0),
});

/** A footer has no variables; sending it changes nothing. */
const FOOTER = object({ type: eitherCase('footer') }, { parameters: { type: 'array', maxItems: 0 } });

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
    footer: FOOTER,
    carousel: object({
      type: eitherCase('carousel'),
      cards: list(CARD, 1, 10, { numberedBy: 'card_index' }),
    }),
    limited_time_offer: single('limited_time_offer'),
    order_status: single('order_status'),
    tap_target_configuration: single('tap_target_configuration'),
  }),
  0,
);
