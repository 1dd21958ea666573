import { GraphApiError } from '../errors/graph-api.error.js';
import type { PhoneNumberEntry } from '../numbers/phone-number-book.js';

/** A person by number or by id. */
export type PersonAddress =
  | { readonly kind: 'phone'; readonly input: string; readonly waId: string }
  | { readonly kind: 'user'; readonly input: string; readonly userId: string };

/** The recipient of a message, after the address rules. */
export type RecipientAddress =
  PersonAddress | { readonly kind: 'group'; readonly input: string; readonly groupId: string };

/** The members of a request that address it. */
export interface AddressedRequest {
  readonly recipient_type?: string;
  readonly to?: string | undefined;
  readonly recipient?: string | undefined;
}

/** The numbers of people who have been met. */
export interface KnownNumbers {
  /** Whether this is somebody's WhatsApp id, in digits. */
  hasWaId(digits: string): boolean;
}

const PHONE = /^[+\d\-() ]+$/;
const USER_ID = /^[A-Z]{2}\.(ENT\.)?[A-Za-z0-9]{1,128}$/;
const MIN_DIGITS = 4;
const MAX_DIGITS = 20;

/**
 * Reads the recipient of a request. `to` wins over `recipient`. Digits that are the WhatsApp id of somebody known are that
 * person; any other number without `+` gets the calling code of the sending number in front, as Meta's page on phone
 * number formats says.
 * @throws GraphApiError 100 without a recipient, 131009 for one that is neither number nor id
 */
export function recipientAddress(
  request: AddressedRequest,
  sender: PhoneNumberEntry,
  known: KnownNumbers,
): RecipientAddress {
  return request.recipient_type === 'group'
    ? groupAddress(request.to)
    : personAddress(request, sender, known);
}

/**
 * Reads whom a request is about, where it can only be a person.
 * @throws GraphApiError 100 without a recipient, 131009 for one that is neither number nor id
 */
export function personAddress(
  { to, recipient }: Pick<AddressedRequest, 'to' | 'recipient'>,
  sender: PhoneNumberEntry,
  known: KnownNumbers,
): PersonAddress {
  if (to !== undefined) return phoneAddress(to, sender, known);
  if (recipient === undefined) {
    throw new GraphApiError({
      code: 100,
      title: 'The parameter to is required.',
      details: "Parameter 'to' (a phone number or group id) or 'recipient' (a user id) is required.",
    });
  }
  return userAddress(recipient);
}

/** Reads a business-scoped user id. @throws GraphApiError 131009 for another text, which names the parameter */
export function userAddress(userId: string, param = 'recipient'): PersonAddress {
  if (!USER_ID.test(userId)) {
    throw invalid(param, 'must be a business-scoped user id: country, dot, up to 128 letters and digits');
  }
  return { kind: 'user', input: userId, userId };
}

/** Reads a phone number. @throws GraphApiError 131009 for what is none, which names the parameter */
export function phoneAddress(
  to: string,
  sender: PhoneNumberEntry,
  known: KnownNumbers,
  param = 'to',
): PersonAddress {
  const digits = to.replace(/\D/g, '');
  const complete = to.trimStart().startsWith('+') || (digits === to && known.hasWaId(digits));
  const waId = complete ? digits : `${sender.callingCode}${digits}`;
  if (!PHONE.test(to) || digits.length < MIN_DIGITS || digits.length > MAX_DIGITS) {
    throw invalid(
      param,
      `must be a phone number${param === 'to' ? '; for a group id send recipient_type "group"' : ''}`,
    );
  }
  return { kind: 'phone', input: to, waId };
}

/**
 * Reads a number where Meta also takes a WhatsApp id: digits alone begin with the calling code, whoever's they are.
 * @throws GraphApiError 131009 for what is none, which names the parameter
 */
export function waIdAddress(
  input: string,
  sender: PhoneNumberEntry,
  known: KnownNumbers,
  param: string,
): PersonAddress {
  return { ...phoneAddress(/^\d+$/.test(input) ? `+${input}` : input, sender, known, param), input };
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
