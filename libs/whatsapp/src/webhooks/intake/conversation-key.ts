import type { UserIds } from '../users/user-ids.js';
import { userNames } from '../users/user-names.js';

/** Whom the business speaks with: a user by one or more ids, or a group. */
export interface ConversationParty extends UserIds {
  readonly groupId?: string;
}

/**
 * The key of a conversation of one business number: `<number id>:group:<group id>`, `<number id>:<BSUID>`, or, where no BSUID is
 * known, `<number id>:+<phone number>`. `undefined` where nobody is named.
 */
export function conversationKey(
  phoneNumberId: string,
  { groupId, userId, waId, parentUserId }: ConversationParty,
): string | undefined {
  if (groupId) return `${phoneNumberId}:group:${groupId}`;
  if (userId) return `${phoneNumberId}:${userId}`;
  if (waId) return `${phoneNumberId}:+${waId}`;
  return parentUserId ? `${phoneNumberId}:${parentUserId}` : undefined;
}

/** The lanes of a conversation: a group has one, and a user one under each of the ids, whatever a phone number's spelling. */
export function lanesOf(phoneNumberId: string, party: ConversationParty): string[] {
  if (party.groupId) return [`${phoneNumberId}:group:${party.groupId}`];
  const { primary, aliases } = userNames(party);
  const names = primary === undefined ? aliases : [primary, ...aliases];
  return names.map((name) => `${phoneNumberId}:${name}`);
}
