import { Inject, Injectable, Logger } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { LeaseRenewer } from '../../common/internal.js';
import { WHATSAPP_RESOLVED_OPTIONS, type ResolvedWhatsAppOptions } from '../../config/internal.js';
import { StorageUnavailableError } from '../../storage/index.js';
import type { InboundEvent } from '../events/inbound-event.js';
import { describeFailure } from './describe-failure.js';
import { ConversationLockManager, type ConversationLock } from './conversation-lock-manager.js';
import { EventClaims, type Claim } from './event-claims.js';
import { HandlerAbandonedError } from './handler-failure.js';
import type { InboundHandler } from './inbound-handler.js';
import { HandlerRunner } from './handler-runner.js';
import { InboundHandlerRegistry, isLibrarys, runsOnce } from './inbound-handler-registry.js';
import { InboundStreams } from './inbound-streams.js';
import { Semaphore } from './semaphore.js';

/** `handled`: every handler has succeeded or was given up, and Meta is answered 200. `unhandled`: it must come again, so 503. */
export type EventOutcome = 'handled' | 'unhandled';

/** The state that an event's handlers need before they run; nothing where the process stops. */
interface Entered {
  readonly claim?: Claim;
  readonly lock?: ConversationLock;
}

/** Runs the handlers of one event, each once, whatever becomes of the others. */
@Injectable()
export class EventDispatcher {
  private readonly logger = new Logger('WhatsAppWebhooks');
  private readonly options: ResolvedWhatsAppOptions['webhooks'];
  private readonly leases: LeaseRenewer;
  /** The number of failures by event and by handler that may be repeated. */
  readonly #failures = new LRUCache<string, number>({ max: 10_000 });
  #closed = false;

  constructor(
    private readonly handlers: InboundHandlerRegistry,
    private readonly claims: EventClaims,
    private readonly locks: ConversationLockManager,
    private readonly semaphore: Semaphore,
    private readonly streams: InboundStreams,
    private readonly times: HandlerRunner,
    @Inject(WHATSAPP_RESOLVED_OPTIONS) { webhooks }: Pick<ResolvedWhatsAppOptions, 'webhooks'>,
  ) {
    this.options = webhooks;
    this.leases = new LeaseRenewer(times.timer, webhooks.leaseMs);
  }

  /**
   * One handler after another: first those that may be repeated, which need no claim. An event that no other handler takes costs no
   * claim at all, and no permit: however many of them come in one webhook, what is kept of them is written together.
   */
  async dispatch(event: InboundEvent, audience: 'all' | 'library'): Promise<EventOutcome> {
    if (this.#closed) return 'unhandled';
    const matching = this.handlers.matching(event);
    const once: InboundHandler[] = [];
    const repeatable: InboundHandler[] = [];
    for (const handler of matching) {
      if (!runsOnce(handler)) repeatable.push(handler);
      else if (audience === 'all' || isLibrarys(handler)) once.push(handler);
    }
    // What they keep and the claim are waited for together.
    const kept = this.runRepeatables(repeatable, event);
    if (once.length === 0) return kept;
    const claimed = this.semaphore.run(event, () => this.runClaimed(once, event, kept));
    const [outcome, ofKept] = await Promise.all([claimed, kept]);
    return outcome === 'handled' ? ofKept : 'unhandled';
  }

  /** Runs no handler from here on: what waits comes again. */
  close(): void {
    this.#closed = true;
  }

  /** Stops and leaves no timer behind. */
  stop(): void {
    this.times.stop();
    this.locks.stop();
  }

  private async runRepeatables(
    handlers: readonly InboundHandler[],
    event: InboundEvent,
  ): Promise<EventOutcome> {
    let outcome: EventOutcome = 'handled';
    for (const handler of handlers) {
      if ((await this.runRepeatable(handler, event)) === 'unhandled') outcome = 'unhandled';
    }
    return outcome;
  }

  /** Runs a handler that may be repeated. Its failures are counted in this process alone. */
  private async runRepeatable(handler: InboundHandler, event: InboundEvent): Promise<EventOutcome> {
    const key = this.#failures.size === 0 ? undefined : failureKey(event, handler);
    const failures = key === undefined ? 0 : (this.#failures.get(key) ?? 0);
    try {
      await this.times.run(handler, event, failures + 1);
    } catch (error) {
      // What the library keeps is not given up because it could not be kept for a while.
      const isAway = error instanceof StorageUnavailableError;
      const attempt = isAway ? Math.min(failures + 1, this.options.maxAttempts - 1) : failures + 1;
      if (this.fail(handler, event, attempt, error) === 'unhandled') {
        this.#failures.set(key ?? failureKey(event, handler), isAway ? failures : attempt);
        return 'unhandled';
      }
    }
    if (key !== undefined && failures > 0) this.#failures.delete(key);
    return 'handled';
  }

  /** @param kept what the handlers rely on */
  private async runClaimed(
    handlers: readonly InboundHandler[],
    event: InboundEvent,
    kept: Promise<unknown>,
  ): Promise<EventOutcome> {
    if (this.#closed) return 'unhandled';
    const { claim, lock } = await this.enter(event);
    if (claim?.state !== 'claimed') return claim?.state === 'done' ? 'handled' : 'unhandled';
    const { key } = event;
    const { attempt, succeeded } = claim;
    const waiting = handlers.filter(({ id }) => !succeeded.includes(id));
    let outcome: EventOutcome = 'handled';
    let released: Promise<void> | undefined;
    const { leaseMs, maxAttempts } = this.options;
    const letGo = this.leases.hold({
      renew: () => Promise.all([this.claims.renew(key, attempt, leaseMs), lock?.renew()]),
    });
    try {
      await kept;
      for (const [index, handler] of waiting.entries()) {
        // Process after process has ended while handlers ran, and they run in order: it was the first of those that are left.
        const isAbandoned = index === 0 && attempt > maxAttempts;
        if ((await this.run(handler, event, attempt, isAbandoned)) === 'unhandled') outcome = 'unhandled';
        // The last one is told with all.
        else if (index < waiting.length - 1 || outcome === 'unhandled') {
          await this.claims.note(key, attempt, handler.id);
        }
      }
    } finally {
      letGo();
      released = lock && this.release(lock);
    }
    await (outcome === 'handled' ? this.claims.complete(key, attempt) : this.claims.release(key, attempt));
    await released;
    return outcome;
  }

  /** Claims the event, and the conversation where other processes handle it too; both are waited for together. */
  private async enter(event: InboundEvent): Promise<Entered> {
    const { key, conversation } = event;
    const { leaseMs } = this.options;
    if (conversation === undefined || !this.locks.areNeeded) {
      return { claim: await this.claims.claim(key, leaseMs) };
    }
    const acquiring = this.locks.acquire(conversation);
    const [claim, lock] = await Promise.all([this.claims.claim(key, leaseMs), acquiring]).catch(
      (error: unknown) => {
        void acquiring.then((acquired) => acquired && this.release(acquired)).catch(() => undefined);
        throw error;
      },
    );
    if (claim.state === 'claimed' && lock === undefined) {
      // Whoever has the conversation may be waiting for this very message.
      await this.claims.giveBack(key, claim.attempt, false);
      return this.enterLater(event, conversation);
    }
    if (claim.state !== 'claimed' && lock) await this.release(lock);
    return { claim, lock };
  }

  private async enterLater(event: InboundEvent, conversation: string): Promise<Entered> {
    const lock = await this.semaphore.suspend(event, () => this.locks.acquireWhenFree(conversation));
    if (lock === undefined) return {};
    const claim = await this.claims.claim(event.key, this.options.leaseMs);
    if (claim.state !== 'claimed') await this.release(lock);
    return { claim, lock };
  }

  /** Releases the lock. One that cannot be released ends with its lease. */
  private async release(lock: ConversationLock): Promise<void> {
    await lock.release().catch(() => undefined);
  }

  private async run(
    handler: InboundHandler,
    event: InboundEvent,
    attempt: number,
    isAbandoned: boolean,
  ): Promise<EventOutcome> {
    const run = Math.min(attempt, this.options.maxAttempts);
    if (isAbandoned) return this.fail(handler, event, run, new HandlerAbandonedError());
    try {
      await this.times.run(handler, event, run);
      return 'handled';
    } catch (error) {
      return this.fail(handler, event, run, error);
    }
  }

  private fail(handler: InboundHandler, event: InboundEvent, attempt: number, error: unknown): EventOutcome {
    const { acknowledge, maxAttempts } = this.options;
    // Meta has its 200 already, and delivers nothing again.
    const willRunAgain = attempt < maxAttempts && acknowledge === 'after-handlers';
    const handlerId = handler.id;
    this.logger.error(
      ...describeFailure(event, handlerId, error, `run ${attempt} of ${maxAttempts}`, willRunAgain),
    );
    this.streams.errors.next({ event, handlerId, error, attempt, willRunAgain });
    if (willRunAgain) return 'unhandled';
    this.streams.deadLetters.next({ event, handlerId, error, attempts: attempt });
    return 'handled';
  }
}

function failureKey({ key }: InboundEvent, { id }: InboundHandler): string {
  return `${key}|${id}`;
}
