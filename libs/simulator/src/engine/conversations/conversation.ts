/** Meta's window for free-form messages: 24 hours after each message or call of the user's, in milliseconds. */
export const SERVICE_WINDOW_MS = 24 * 60 * 60 * 1000;

/** The state of the conversation between one person and one business number. */
export interface Conversation {
  readonly phoneNumberId: string;
  /** The end of the customer service window, in milliseconds since 1970. */
  windowUntil: number;
  marketingStopped: boolean;
  blocksBusiness: boolean;
  blockedByBusiness: boolean;
  /** The end of the business's typing indicator. */
  typingUntil: number;
  /** 0: nothing was said yet. */
  lastMessageAt: number;
  unread: number;
  /** The quota between sender and user that is used up until this time, see the pair limit. */
  readonly pair: { paidUntil: number; burstStart: number; burstCount: number };
  /** Permission to call the user, until then; `Infinity`: for good. */
  callPermissionUntil: number;
  /** The latest times at which the user was asked for it, in milliseconds since 1970. */
  callPermissionAsked: readonly number[];
}

/** The conversation of a person with a business number; begun where there was none. */
export function conversationOf(
  person: { readonly conversations: Map<string, Conversation> },
  phoneNumberId: string,
): Conversation {
  const known = person.conversations.get(phoneNumberId);
  if (known) return known;
  const conversation: Conversation = {
    phoneNumberId,
    windowUntil: 0,
    marketingStopped: false,
    blocksBusiness: false,
    blockedByBusiness: false,
    typingUntil: 0,
    lastMessageAt: 0,
    unread: 0,
    pair: { paidUntil: 0, burstStart: 0, burstCount: 0 },
    callPermissionUntil: 0,
    callPermissionAsked: [],
  };
  person.conversations.set(phoneNumberId, conversation);
  return conversation;
}
