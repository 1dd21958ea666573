import { isBusinessScopedUserId } from '../recipients/index.js';

/**
 * Who a message goes to: a phone number in international form (`'+16505551234'`), a business-scoped user id
 * (`'US.1349…'`), or a group.
 */
export type MessageRecipient = string | { to: string } | { recipient: string } | { group: string };

/** The envelope fields that address a message, in Meta's names. */
export interface MessageAddress {
  readonly recipient_type?: 'individual' | 'group';
  readonly to?: string;
  readonly recipient?: string;
}

/** Puts a recipient where Meta wants it: phone numbers and groups in `to`, user ids in `recipient`. */
export function addressOf(recipient: MessageRecipient): MessageAddress {
  if (typeof recipient === 'string') {
    return isBusinessScopedUserId(recipient) ? { recipient } : { to: recipient };
  }
  if ('group' in recipient) return { recipient_type: 'group', to: recipient.group };
  if ('recipient' in recipient) return { recipient: recipient.recipient };
  return { to: recipient.to };
}
