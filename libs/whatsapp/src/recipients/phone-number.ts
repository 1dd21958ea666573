import { isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/max';
import type { ResolvedWhatsAppOptions } from '../config/internal.js';

/** A number that can be sent to, or what is wrong with it. */
export type PhoneNumberReading = { readonly e164: string } | { readonly problem: string };

/**
 * E.164 allows 15 digits; the shortest complete numbers known to us (small islands) have 7. A calling code never begins with 0.
 * Whether a number of that shape exists is for Meta to say: numbering plans change faster than any list of them.
 */
const e164 = /^\+[1-9]\d{6,14}$/;

/** A whole number without its `+`, as Meta writes a `wa_id`. */
const bareDigits = /^[1-9]\d{6,14}$/;

/** White space of any kind, ASCII and typographic hyphens, parentheses, dots, and the invisible marks that come along when a number is copied. */
const separators = /[\s\-\u2010-\u2015\u2212().\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]/g;

const howToWrite = 'Write it with "+" and the country calling code, e.g. "+16315551234"';

/** The hint for digits that are refused. */
const onlyWhileKnown =
  "The digits of a webhook's `from` or `wa_id` may be given as they are, but only while its user is remembered";

/** Returns `true` when a text may be the `wa_id` of a user, to the digit. */
export function isBareDigits(text: unknown): text is string {
  return typeof text === 'string' && bareDigits.test(text);
}

/**
 * Reads a phone number as the module's `recipients` options say. What has a `+` is kept, only its separators go; what has none
 * is refused unless the options say what it means.
 */
export function readPhoneNumber(
  text: string,
  { numbersWithoutPlus, defaultCountry }: ResolvedWhatsAppOptions['recipients'],
): PhoneNumberReading {
  // Most numbers are clean already, and a parse costs more than all the other checks of a message.
  if (e164.test(text)) return { e164: text };
  const digits = text.replace(separators, '');
  if (digits.startsWith('+')) {
    return /\(\s*0\s*\)/.test(text)
      ? {
          problem:
            'has "(0)" in it, which some countries dial and others do not: write the number without it, or with 0 for Italy',
        }
      : complete(digits);
  }
  if (!/^\d+$/.test(digits)) return { problem: notANumber(digits) };
  if (defaultCountry !== undefined) return national(digits, defaultCountry);
  if (digits.startsWith('00')) {
    return {
      problem: `begins with 00, which is dialled and not part of the number: write "+" in its place, e.g. "+16315551234"`,
    };
  }
  if (numbersWithoutPlus === 'international') {
    return digits.startsWith('0')
      ? {
          problem: `begins with 0, so it is a national number although the options say that numbers are international. ${howToWrite}`,
        }
      : complete(`+${digits}`);
  }
  return {
    problem: `has no "+": Meta would put the calling code of your own number in front of it and might reach somebody else. ${howToWrite}, or set the option \`recipients.numbersWithoutPlus\` or \`recipients.defaultCountry\`. ${onlyWhileKnown}`,
  };
}

function complete(number: string): PhoneNumberReading {
  if (e164.test(number)) return { e164: number };
  return {
    problem: `must be "+", a calling code (which never begins with 0) and 7 to 15 digits in all, e.g. "+16315551234"`,
  };
}

/**
 * Reads digits as somebody in that country would dial them. Unlike a number with `+`, which is a statement, this is a reading:
 * it must be a number that the country has, and the only reading there is.
 */
function national(digits: string, country: string): PhoneNumberReading {
  const read = isSupportedCountry(country)
    ? parsePhoneNumberFromString(digits, { defaultCountry: country, extract: false })
    : undefined;
  if (!read?.isValid()) {
    return {
      problem: `is not a number of ${country}, the country in \`recipients.defaultCountry\`. ${howToWrite}. ${onlyWhileKnown}`,
    };
  }
  const whole = digits.startsWith(read.countryCallingCode)
    ? parsePhoneNumberFromString(`+${digits}`)
    : undefined;
  if (whole?.isValid() && whole.number !== read.number) {
    return {
      problem: `can be read with and without the calling code of ${country} at its start. ${howToWrite}`,
    };
  }
  return { e164: read.number };
}

function notANumber(text: string): string {
  return text === ''
    ? `is empty. ${howToWrite}`
    : `is not a phone number: it may have digits, "+", spaces and - ( ) . only. For a group set \`recipient_type\` to "group"`;
}
