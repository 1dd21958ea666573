/** Whom the business speaks with: a user by one or both ids, or a group. */
export interface ConversationParty {
  /** The business-scoped user id (BSUID). */
  readonly userId?: string;
  /** The phone number in digits. */
  readonly waId?: string;
  readonly groupId?: string;
}

/**
 * The key of a conversation of one business number: `<number id>:group:<group id>`, `<number id>:<BSUID>`, or, where no BSUID is
 * known, `<number id>:+<phone number>`. `undefined` where nobody is named.
 */
export function conversationKey(phoneNumberId: string, party: ConversationParty): string | undefined {
  if (party.groupId) return `${phoneNumberId}:group:${party.groupId}`;
  if (party.userId) return `${phoneNumberId}:${party.userId}`;
  return party.waId ? `${phoneNumberId}:+${party.waId}` : undefined;
}
