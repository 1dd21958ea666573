import {
  BOOLEAN,
  FREE_OBJECT,
  list,
  oneOf,
  openObject,
  text,
  type JsonSchema,
} from '../../../schemas/shared/json-schema.js';

/** One of these words, in letters of either case: Meta's own examples have both. */
const word = (...words: readonly string[]): JsonSchema => ({ ...oneOf(...words), anyCase: true });
const CATEGORY = word('AUTHENTICATION', 'MARKETING', 'UTILITY');
const upTo = (maxLength: number): JsonSchema => ({ type: 'string', minLength: 1, maxLength });

const BUTTON = openObject(
  {
    type: word(
      'QUICK_REPLY',
      'URL',
      'PHONE_NUMBER',
      'COPY_CODE',
      'OTP',
      'FLOW',
      'CATALOG',
      'MPM',
      'SPM',
      'VOICE_CALL',
      'ORDER_DETAILS',
      'REQUEST_CONTACT_INFO',
      'CALL_PERMISSION_REQUEST',
      'APP',
    ),
  },
  { text: upTo(25), url: upTo(2000), phone_number: upTo(20) },
);

const CARD_COMPONENT = openObject(
  { type: word('HEADER', 'BODY', 'BUTTONS') },
  { format: word('IMAGE', 'VIDEO', 'PRODUCT'), buttons: list(BUTTON, 1, 10) },
);

/** The parts of a definition; limits from Meta's page on template components. */
export const COMPONENT: JsonSchema = openObject(
  {
    type: word(
      'HEADER',
      'BODY',
      'FOOTER',
      'BUTTONS',
      'CAROUSEL',
      'LIMITED_TIME_OFFER',
      'ORDER_DETAILS',
      'ORDER_STATUS',
      'CALL_PERMISSION_REQUEST',
    ),
  },
  {
    text: upTo(1024),
    format: word('TEXT', 'IMAGE', 'VIDEO', 'DOCUMENT', 'LOCATION', 'GIF', 'PRODUCT'),
    buttons: list(BUTTON, 1, 10),
    code_expiration_minutes: { type: 'integer', minimum: 1, maximum: 90 },
    cards: list(openObject({ components: list(CARD_COMPONENT) }), 1, 10),
  },
);

/** A template's name. */
export const TEMPLATE_NAME: JsonSchema = {
  type: 'string',
  minLength: 1,
  maxLength: 512,
  pattern: '^[a-z0-9_]+$',
};

/** A time-to-live in seconds; -1 is 30 days, the rest is said by the category. */
export const TTL_SECONDS: JsonSchema = { type: 'integer', minimum: -1 };

/** The members that are kept as they are given; in a form an object comes as JSON, a truth value as a word. */
const FURTHER = {
  bid_spec: FREE_OBJECT,
  creative_sourcing_spec: FREE_OBJECT,
  degrees_of_freedom_spec: FREE_OBJECT,
  cta_url_link_tracking_opted_out: BOOLEAN,
  is_primary_device_delivery_only: BOOLEAN,
};

/** The body of a new template. */
export const NEW_TEMPLATE = openObject(
  {
    name: TEMPLATE_NAME,
    language: text(),
    category: CATEGORY,
  },
  {
    components: list(COMPONENT),
    parameter_format: word('POSITIONAL', 'NAMED'),
    message_send_ttl_seconds: TTL_SECONDS,
    allow_category_change: BOOLEAN,
    library_template_name: text(),
    ...FURTHER,
  },
);

/** The body of an edit. */
export const TEMPLATE_EDIT = openObject(
  {},
  {
    category: CATEGORY,
    components: list(COMPONENT),
    message_send_ttl_seconds: TTL_SECONDS,
    ...FURTHER,
  },
);
