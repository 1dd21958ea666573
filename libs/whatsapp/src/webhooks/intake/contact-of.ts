import type { InboundContact } from '../payload/index.js';
import type { ConversationParty } from './conversation-key.js';
import { isId } from '../payload/payload-guards.js';

/** The contact that an update's user is described by: the one with its id, or the only one. */
export function contactOf(
  contacts: readonly InboundContact[],
  { userId, waId }: ConversationParty,
): InboundContact | undefined {
  const [only] = contacts;
  return (
    contacts.find((contact) => userId !== undefined && contact.user_id === userId) ??
    contacts.find((contact) => waId !== undefined && contact.wa_id === waId) ??
    (contacts.length === 1 ? only : undefined)
  );
}

/** A user's ids, those that are missing taken from the contact. */
export function completed(party: ConversationParty, contact: InboundContact | undefined): ConversationParty {
  return {
    groupId: idOrNone(party.groupId),
    userId: idOrNone(party.userId) ?? idOrNone(contact?.user_id),
    waId: idOrNone(party.waId) ?? idOrNone(contact?.wa_id),
  };
}

// The payload is not checked: an id may be anything.
function idOrNone(id: unknown): string | undefined {
  return isId(id) ? id : undefined;
}
