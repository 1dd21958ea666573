import { Injectable, Logger, type BeforeApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { Clock } from '../common/index.js';
import { onAbort } from '../common/internal.js';
import { WhatsAppStorage } from '../storage/index.js';
import type { UserIds } from '../users/index.js';
import { areSame, userNames } from '../users/internal.js';
import { WhatsAppUsersService, type InboundMessageEvent } from '../webhooks/index.js';
import {
  groupOfEvent,
  InterceptorChain,
  userOfEvent,
  type MessageInterceptor,
} from '../webhooks/internal.js';
import { isAnswer, saysOneOf } from './answer-test.js';
import { WaitCancelledError } from './wait-cancelled.error.js';
import type { AnswerOf, WaitOptions } from './wait-options.js';
import { WaitTimeoutError } from './wait-timeout.error.js';
import { WindowStore } from './window-store.js';
import { WindowTracker } from './window-tracker.js';

/** The user whose answer is waited for, or in a group anybody or one participant. */
export interface Answerer {
  readonly phoneNumberId: string;
  readonly user?: UserIds;
  readonly groupId?: string;
}

interface Wait {
  readonly number: number;
  readonly names: readonly string[];
  /** Checks whether a message is the answer. */
  match(event: InboundMessageEvent): 'answer' | 'cancelled' | 'not wanted';
  /** Resolves the wait with the answer. */
  answer(): void;
  cancel(error: Error): void;
}

/**
 * The questions of this process that wait for an answer. A message is matched as soon as it comes in, before the turn of its
 * conversation: that is held by the handler that asks.
 */
@Injectable()
export class AnswerWaits implements MessageInterceptor, OnModuleInit, BeforeApplicationShutdown {
  readonly id = 'nestjs-whatsapp:answers';
  private readonly logger = new Logger('WhatsAppConversationsService');
  readonly #byName = new Map<string, Set<Wait>>();
  #started = 0;
  #closing = false;

  constructor(
    private readonly interceptors: InterceptorChain,
    private readonly users: WhatsAppUsersService,
    private readonly tracker: WindowTracker,
    private readonly clock: Clock,
    private readonly storage: WhatsAppStorage,
    private readonly windows: WindowStore,
  ) {}

  onModuleInit(): void {
    this.interceptors.add(this);
  }

  /** Ends every wait, so that the handlers that wait do not hold the shutdown up. */
  beforeApplicationShutdown(): void {
    this.#closing = true;
    for (const wait of this.all()) wait.cancel(new WaitCancelledError('shutdown'));
  }

  /** The number of questions that wait for an answer. */
  get size(): number {
    return new Set(this.all()).size;
  }

  /** Starts a wait at once: a message that comes in from now on may be the answer. */
  start<Type extends string>(answerer: Answerer, options: WaitOptions<Type>): Promise<AnswerOf<Type>> {
    const { timeoutMs, signal, cancelWords = [] } = options;
    if (this.#closing) return Promise.reject(new WaitCancelledError('shutdown'));
    if (signal?.aborted) return Promise.reject(new WaitCancelledError('signal', { cause: signal.reason }));
    const ended = new AbortController();
    return new Promise<AnswerOf<Type>>((resolve, reject) => {
      let answer: AnswerOf<Type> | undefined;
      let seen = 0;
      const startedAt = this.clock.now();
      const end = (): void => {
        this.remove(wait);
        removeListener?.();
        ended.abort();
      };
      const wait: Wait = {
        number: (this.#started += 1),
        names: namesOf(answerer),
        match: (event) => {
          if (!isFrom(answerer, event)) return 'not wanted';
          seen += 1;
          if (saysOneOf(cancelWords, event)) {
            wait.cancel(new WaitCancelledError('word', { event }));
            return 'cancelled';
          }
          if (!isAnswer<Type>(event, options)) return 'not wanted';
          answer = event;
          // No other message may be taken for the answer while this one is being noted.
          end();
          return 'answer';
        },
        answer: () => answer && resolve(answer),
        cancel: (error) => {
          end();
          reject(error);
        },
      };
      this.add(wait);
      const removeListener =
        signal &&
        onAbort(signal, () => wait.cancel(new WaitCancelledError('signal', { cause: signal.reason })));
      this.clock
        .sleep(timeoutMs, ended.signal, { background: true })
        .then(() => {
          // What comes from here on is no answer any more, and goes to the handlers.
          end();
          return this.timedOut(answerer, timeoutMs, startedAt, seen);
        })
        .then(reject, () => undefined);
    });
  }

  wants(event: InboundMessageEvent): boolean | Promise<boolean> {
    if (this.#byName.size === 0) return false;
    return this.namesOfEvent(event).then((names) => this.waitingFor(names).length > 0);
  }

  async intercept(event: InboundMessageEvent): Promise<boolean> {
    const names = await this.namesOfEvent(event);
    for (const wait of this.waitingFor(names)) {
      const outcome = matchOf(wait, event);
      if (outcome === 'not wanted') continue;
      // Whoever asked may answer at once: the message must have opened its window by then.
      if (outcome === 'answer') {
        await this.note(event);
        wait.answer();
      }
      return true;
    }
    return false;
  }

  /** Makes the error of a wait that is over. Where processes share what is known of windows, it tells whether the user has written to another one. */
  private async timedOut(
    { phoneNumberId, user, groupId }: Answerer,
    timeoutMs: number,
    startedAt: number,
    seen: number,
  ): Promise<WaitTimeoutError> {
    if (!this.storage.isShared || seen > 0 || groupId !== undefined || user === undefined) {
      return new WaitTimeoutError(timeoutMs);
    }
    try {
      const { userWroteAt = 0 } = (await this.windows.find({ ...user, phoneNumberId })) ?? {};
      // Meta's times are whole seconds: what was written in the second of the question may have come before it.
      return new WaitTimeoutError(timeoutMs, userWroteAt > startedAt);
    } catch {
      return new WaitTimeoutError(timeoutMs);
    }
  }

  private async note(event: InboundMessageEvent): Promise<void> {
    try {
      await this.tracker.learn(event);
    } catch (error) {
      // It is tried again when the library's own handlers see the message.
      const reason = error instanceof Error ? error.name : typeof error;
      this.logger.error(`Keeping a window failed with ${reason} before an answer was handed over`);
    }
  }

  private async namesOfEvent(event: InboundMessageEvent): Promise<string[]> {
    const user = userOfEvent(event);
    if (user === undefined) return [];
    const { phoneNumberId } = user;
    const groupId = groupOfEvent(event);
    return namesOf(
      groupId === undefined
        ? { phoneNumberId, user: await this.users.complete(user) }
        : { phoneNumberId, groupId },
    );
  }

  /** Returns the waits for these names; the one that asked first comes first. */
  private waitingFor(names: readonly string[]): Wait[] {
    const waits = new Set(names.flatMap((name) => [...(this.#byName.get(name) ?? [])]));
    return [...waits].toSorted((one, other) => one.number - other.number);
  }

  private all(): Wait[] {
    return [...this.#byName.values()].flatMap((waits) => [...waits]);
  }

  private add(wait: Wait): void {
    for (const name of wait.names) {
      const waits = this.#byName.get(name) ?? new Set();
      this.#byName.set(name, waits.add(wait));
    }
  }

  private remove(wait: Wait): void {
    for (const name of wait.names) {
      const waits = this.#byName.get(name);
      waits?.delete(wait);
      if (waits?.size === 0) this.#byName.delete(name);
    }
  }
}

function matchOf(wait: Wait, event: InboundMessageEvent): ReturnType<Wait['match']> {
  try {
    return wait.match(event);
  } catch (error) {
    // The application's own test threw: the one who asked must know, and the message goes on.
    wait.cancel(error instanceof Error ? error : new Error('the test of a wait threw', { cause: error }));
    return 'not wanted';
  }
}

function namesOf({ phoneNumberId, user, groupId }: Answerer): string[] {
  if (groupId !== undefined) return [`${phoneNumberId}:group:${groupId}`];
  return user === undefined ? [] : userNames(user).map((name) => `${phoneNumberId}:${name}`);
}

/** Returns `true` when the message is from the user that is asked; in a group from the participant that is asked, where one is. */
function isFrom({ groupId, user }: Answerer, event: InboundMessageEvent): boolean {
  if (user === undefined) return true;
  const writer = userOfEvent(event);
  // A number may have passed to somebody else.
  if (groupId === undefined) return writer === undefined || areSame(user, writer) !== false;
  const names = writer ? userNames(writer) : [];
  return userNames(user).some((name) => names.includes(name));
}
