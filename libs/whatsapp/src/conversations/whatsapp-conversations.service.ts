import { Injectable } from '@nestjs/common';
import { AccountDirectory } from '../accounts/index.js';
import { WhatsAppValidationError } from '../errors/index.js';
import { WhatsAppUsersService, type OfAccount, type UserReference } from '../webhooks/index.js';
import { groupOfEvent, HandlerRunner, userOfEvent, type EventOfUser } from '../webhooks/internal.js';
import { AnswerWaits, type Answerer } from './answer-waits.js';
import { WhatsAppConversation } from './conversation.js';

/** Names a conversation without an event. */
export interface ConversationAddress extends OfAccount {
  /** The other side of the conversation. */
  readonly user: UserReference | { readonly group: string };
}

/**
 * Opens conversations, to wait for what a user answers.
 *
 * @example
 * ```ts
 * const answer = await conversations.conversation(event).waitFor({ type: 'button_reply', timeoutMs: 60_000 });
 * ```
 * @publicApi
 */
@Injectable()
export class WhatsAppConversationsService {
  constructor(
    private readonly waits: AnswerWaits,
    private readonly times: HandlerRunner,
    private readonly users: WhatsAppUsersService,
    private readonly accounts: AccountDirectory,
  ) {}

  /** The number of questions of this process that wait for an answer. */
  get waiting(): number {
    return this.waits.size;
  }

  /**
   * The conversation that an event belongs to, or the one with a user or a group. Inside a handler give the event that it was
   * called with: then other conversations go on while it waits, however many wait at the same time.
   *
   * @throws WhatsAppValidationError where nobody is named
   */
  conversation(of: EventOfUser | ConversationAddress): WhatsAppConversation {
    return new WhatsAppConversation({
      waits: this.waits,
      times: this.times,
      ...('kind' in of ? { event: of, answerer: answererOfEvent(of) } : { answerer: this.answererOf(of) }),
      users: this.users,
    });
  }

  private answererOf({ account, user }: ConversationAddress): Answerer | (() => Promise<Answerer>) {
    const isGroup = typeof user === 'object' && user !== null && 'group' in user;
    if (!isGroup && this.users.isOfNumber(user)) {
      return async () => {
        const { phoneNumberId } = await this.accounts.get(account);
        return { phoneNumberId, user: await this.users.idsAt(phoneNumberId, user) };
      };
    }
    const whom = isGroup ? { groupId: user.group } : { user: this.users.idsOf(user) };
    const ofEvent = account === undefined ? whom.user?.phoneNumberId : undefined;
    if (ofEvent !== undefined) return { ...whom, phoneNumberId: ofEvent };
    return async () => ({ ...whom, phoneNumberId: (await this.accounts.get(account)).phoneNumberId });
  }
}

function answererOfEvent(event: EventOfUser): Answerer {
  const user = userOfEvent(event);
  if (user === undefined) {
    throw new WhatsAppValidationError([
      { path: 'event', message: 'names no business number or no user, so it belongs to no conversation' },
    ]);
  }
  return { phoneNumberId: user.phoneNumberId, user, groupId: groupOfEvent(event) };
}
