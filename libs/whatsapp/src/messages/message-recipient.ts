import { isBusinessScopedUserId } from '../users/index.js';

/**
 * The recipient of a message: a phone number in international form (`'+16505551234'`), the bare
 * digits of a user whom a webhook has shown to the number that sends, a business-scoped user id
 * (`'US.1349…'`), or a group.
 */
export type MessageRecipient = string | { to: string } | { recipient: string } | { group: string };

/** The envelope fields that address a message, in Meta's names. */
export interface MessageAddress {
  readonly recipient_type?: 'individual' | 'group';
  readonly to?: string;
  readonly recipient?: string;
}

/**
 * Returns the fields of a recipient that Meta wants: phone numbers and groups in `to`, user ids in
 * `recipient`. What is no recipient at all goes into `to` as it is, where the message's check
 * refuses it.
 */
export function addressOf(recipient: MessageRecipient): MessageAddress {
  if (typeof recipient === 'string') {
    return isBusinessScopedUserId(recipient) ? { recipient } : { to: recipient };
  }
  // Callers without types give anything.
  if (typeof recipient !== 'object' || recipient === null) return { to: recipient };
  if ('group' in recipient) return { recipient_type: 'group', to: recipient.group };
  if ('recipient' in recipient) return { recipient: recipient.recipient };
  return { to: recipient.to };
}
