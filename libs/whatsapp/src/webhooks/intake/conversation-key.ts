import type { UserIds } from '../../users/index.js';
import { userNames } from '../../users/internal.js';

/** The other side of a conversation: a user by one or more ids, or a group. */
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

/** The keys of a conversation's queue: a group has one, and a user one for each of the ids, whatever a phone number's spelling. */
export function queueKeysOf(phoneNumberId: string, party: ConversationParty): string[] {
  if (party.groupId) return [`${phoneNumberId}:group:${party.groupId}`];
  return userNames(party).map((name) => `${phoneNumberId}:${name}`);
}
