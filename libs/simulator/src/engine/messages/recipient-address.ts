import { GraphApiError } from '../errors/graph-api.error.js';
import type { PhoneNumberEntry } from '../numbers/phone-number-book.js';

/** Whom a message goes to, after the address rules. */
export type RecipientAddress =
  | { readonly kind: 'phone'; readonly input: string; readonly waId: string }
  | { readonly kind: 'user'; readonly input: string; readonly userId: string }
  | { readonly kind: 'group'; readonly input: string; readonly groupId: string };

/** The members of a request that address it. */
export interface AddressedRequest {
  readonly recipient_type?: string;
  readonly to?: string;
  readonly recipient?: string;
}

const PHONE = /^[+\d\-() ]+$/;
const USER_ID = /^[A-Z]{2}\.(ENT\.)?[A-Za-z0-9]{1,128}$/;
const MIN_DIGITS = 4;
const MAX_DIGITS = 20;

/**
 * Reads the recipient of a request. `to` wins over `recipient`; a number without `+` gets the calling code of the
 * sending number in front, as Meta's page on phone number formats says.
 * @throws GraphApiError 100 without a recipient, 131009 for one that is neither number nor id
 */
export function recipientAddress(request: AddressedRequest, sender: PhoneNumberEntry): RecipientAddress {
  const { to, recipient } = request;
  if (request.recipient_type === 'group') return groupAddress(to);
  if (to !== undefined) return phoneAddress(to, sender);
  if (recipient === undefined) {
    throw new GraphApiError({
      code: 100,
      title: 'The parameter to is required.',
      details: "Parameter 'to' (a phone number or group id) or 'recipient' (a user id) is required.",
    });
  }
  if (!USER_ID.test(recipient)) {
    throw invalid(
      'recipient',
      'must be a business-scoped user id: country, dot, up to 128 letters and digits',
    );
  }
  return { kind: 'user', input: recipient, userId: recipient };
}

function phoneAddress(to: string, sender: PhoneNumberEntry): RecipientAddress {
  const digits = to.replace(/\D/g, '');
  const plus = to.trimStart().startsWith('+');
  const waId = plus ? digits : `${sender.callingCode}${digits}`;
  if (!PHONE.test(to) || digits.length < MIN_DIGITS || digits.length > MAX_DIGITS) {
    throw invalid('to', 'must be a phone number; for a group id send recipient_type "group"');
  }
  return { kind: 'phone', input: to, waId };
}

function groupAddress(to: string | undefined): RecipientAddress {
  if (to === undefined) {
    throw new GraphApiError({
      code: 100,
      title: 'The parameter to is required.',
      details: "Parameter 'to' must be a group id when recipient_type is group.",
    });
  }
  if (to.startsWith('+')) throw invalid('to', 'must be a group id when recipient_type is group');
  return { kind: 'group', input: to, groupId: to };
}

function invalid(param: string, expected: string): GraphApiError {
  return new GraphApiError({ code: 131009, details: `Param ${param} ${expected}.` });
}
