import { WhatsAppValidationError } from '../errors/index.js';
import type { WhatsAppUsersService } from '../webhooks/index.js';
import type { EventOfUser, HandlerRunner } from '../webhooks/internal.js';
import type { Answerer, AnswerWaits } from './answer-waits.js';
import type { AnswerOf, AnswerType, WaitOptions } from './wait-options.js';

const longestTimerMs = 2_147_483_647;

/** The services that a {@link WhatsAppConversation} works with. */
export interface ConversationParts {
  readonly waits: AnswerWaits;
  readonly times: HandlerRunner;
  /** The other side of the conversation; a promise where the account must be looked up first. */
  readonly answerer: Answerer | (() => Promise<Answerer>);
  /** The event that it was opened with: its handler lends its place to others while it waits. */
  readonly event?: EventOfUser;
  readonly users: Pick<WhatsAppUsersService, 'idsAt' | 'idsOf' | 'isOfNumber'>;
}

/**
 * A conversation of one business number with a user or a group.
 *
 * @publicApi
 */
export class WhatsAppConversation {
  constructor(private readonly parts: ConversationParts) {}

  /**
   * Waits for the user's next message that is asked for. It does not reach the handlers besides; every other message does, in its
   * turn. Inside a handler the next message of the same conversation waits for that handler, but not the one that is waited for
   * here. Several waits of one conversation are served in the order in which they began.
   *
   * It waits in this process alone: a webhook that comes in at another one goes to the handlers there. Where they share a storage, the
   * error at the end says so (`isElsewhere`).
   *
   * @throws WaitTimeoutError where none came in time
   * @throws WaitCancelledError where the user, the signal or the shutdown ended the wait
   * @throws HandlerTimedOutError where the run of the handler that the event was given to was given up
   * @throws WhatsAppValidationError where `timeoutMs` is not from 1 to 2147483647, or `from` names nobody
   */
  async waitFor<Type extends AnswerType = AnswerType>(options: WaitOptions<Type>): Promise<AnswerOf<Type>> {
    const { timeoutMs, from } = options;
    if (!Number.isInteger(timeoutMs) || timeoutMs < 1 || timeoutMs > longestTimerMs) {
      throw new WhatsAppValidationError([
        { path: 'timeoutMs', message: `expected a whole number of milliseconds from 1 to ${longestTimerMs}` },
      ]);
    }
    const { waits, times, users, answerer, event } = this.parts;
    const named = from === undefined || users.isOfNumber(from) ? undefined : users.idsOf(from);
    // Where nothing must be looked up, the wait begins before this method gives its promise back.
    const known = typeof answerer === 'function' ? await answerer() : answerer;
    const user = from === undefined ? undefined : (named ?? (await users.idsAt(known.phoneNumberId, from)));
    const whose = known.groupId === undefined || user === undefined ? known : { ...known, user };
    const wait = (): Promise<AnswerOf<Type>> => waits.start(whose, options);
    return event === undefined ? wait() : times.suspend(event, wait);
  }
}
