import { messageBody } from './shared/envelope.schema.js';
import { list, object, STRING, text, type JsonSchema } from './shared/json-schema.js';

/** The most contacts in one message (Meta's page of November 2025; the OpenAPI file's 5 is older). */
const CONTACTS_MAX = 257;

const NAME: JsonSchema = {
  ...object(
    { formatted_name: text() },
    { first_name: STRING, last_name: STRING, middle_name: STRING, suffix: STRING, prefix: STRING },
  ),
  // formatted_name and at least one of the parts.
  minProperties: 2,
};

const ADDRESS = object(
  {},
  {
    street: STRING,
    city: STRING,
    state: STRING,
    zip: STRING,
    country: STRING,
    country_code: STRING,
    type: STRING,
  },
);

const CONTACT = object(
  { name: NAME },
  {
    phones: list(object({}, { phone: STRING, type: STRING, wa_id: STRING }), 0),
    emails: list(object({}, { email: STRING, type: STRING }), 0),
    urls: list(object({}, { url: STRING, type: STRING }), 0),
    addresses: list(ADDRESS, 0),
    org: object({}, { company: STRING, department: STRING, title: STRING }),
    birthday: { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}$' },
  },
);

/** `type: "contacts"`: a list, unlike every other content. */
export const contactsMessage = messageBody('contacts', list(CONTACT, 1, CONTACTS_MAX));
