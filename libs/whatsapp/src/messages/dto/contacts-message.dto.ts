import { Check, CheckValue, IsOneOf, IsText, Nested, NestedList } from '../rules/index.js';
import { PersonMessageDto } from './shared/message-envelope.dto.js';

const optionalText = { min: 0, optional: true } as const;
const nameParts = ['first_name', 'last_name', 'middle_name', 'suffix', 'prefix'] as const;

/**
 * A contact's name: `formatted_name` and at least one of its parts (Contacts messages).
 *
 * @publicApi
 */
export class ContactName {
  @IsText()
  @Check('hasNamePart', (_, name) =>
    nameParts.some((part) => name[part] !== undefined && name[part] !== '')
      ? undefined
      : `is not enough: add at least one of ${nameParts.join(', ')} that is not empty`,
  )
  formatted_name!: string;

  @IsText(optionalText)
  first_name?: string;

  @IsText(optionalText)
  last_name?: string;

  @IsText(optionalText)
  middle_name?: string;

  @IsText(optionalText)
  suffix?: string;

  @IsText(optionalText)
  prefix?: string;
}

/**
 * A contact's phone number.
 *
 * @publicApi
 */
export class ContactPhone {
  @IsText(optionalText)
  phone?: string;

  /** Free text, e.g. `Mobile`. */
  @IsText(optionalText)
  type?: string;

  /** The WhatsApp id. Without it the user is offered to invite the contact instead of to write to it. */
  @IsText(optionalText)
  wa_id?: string;
}

/**
 * A contact's e-mail address.
 *
 * @publicApi
 */
export class ContactEmail {
  @IsText(optionalText)
  email?: string;

  /** Free text, e.g. `Work`. */
  @IsText(optionalText)
  type?: string;
}

/**
 * A contact's web address.
 *
 * @publicApi
 */
export class ContactUrl {
  @IsText(optionalText)
  url?: string;

  /** Free text, e.g. `Work`. */
  @IsText(optionalText)
  type?: string;
}

/**
 * A contact's postal address.
 *
 * @publicApi
 */
export class ContactAddress {
  @IsText(optionalText)
  street?: string;

  @IsText(optionalText)
  city?: string;

  @IsText(optionalText)
  state?: string;

  @IsText(optionalText)
  zip?: string;

  @IsText(optionalText)
  country?: string;

  /** ISO 3166-1 alpha-2; samples of Meta write it in lower case. */
  @IsText({
    optional: true,
    pattern: /^(?:[A-Za-z]{2})?$/,
    min: 0,
    expected: 'a country code of two letters',
  })
  country_code?: string;

  /** Free text, e.g. `Home`. */
  @IsText(optionalText)
  type?: string;
}

/**
 * The organization of a contact.
 *
 * @publicApi
 */
export class ContactOrganization {
  @IsText(optionalText)
  company?: string;

  @IsText(optionalText)
  department?: string;

  @IsText(optionalText)
  title?: string;
}

/**
 * One contact.
 *
 * @publicApi
 */
export class ContactContent {
  @Nested(() => ContactName)
  name!: ContactName;

  @NestedList(() => ContactPhone, { min: 0, optional: true })
  phones?: readonly ContactPhone[];

  @NestedList(() => ContactEmail, { min: 0, optional: true })
  emails?: readonly ContactEmail[];

  @NestedList(() => ContactUrl, { min: 0, optional: true })
  urls?: readonly ContactUrl[];

  @NestedList(() => ContactAddress, { min: 0, optional: true })
  addresses?: readonly ContactAddress[];

  @Nested(() => ContactOrganization, { optional: true })
  org?: ContactOrganization;

  /** `YYYY-MM-DD` */
  @CheckValue(
    'isDate',
    'a date of the calendar such as 1990-12-31',
    (value) => typeof value === 'string' && isCalendarDate(value),
    { optional: true },
  )
  birthday?: string;
}

/**
 * A message with 1 to 257 contacts (Contacts messages, November 2025; the published specification still says 5).
 *
 * @publicApi
 */
export class ContactsMessageDto extends PersonMessageDto {
  @IsOneOf(['contacts'], { optional: true })
  type?: 'contacts';

  @NestedList(() => ContactContent, { max: 257 })
  contacts!: readonly ContactContent[];
}

/** Dates that no month has, such as February 31, would be moved into the next one. */
function isCalendarDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}
