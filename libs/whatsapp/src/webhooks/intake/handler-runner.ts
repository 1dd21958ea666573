import { Inject, Injectable, Logger } from '@nestjs/common';
import { Clock } from '../../common/index.js';
import { SharedTimer } from '../../common/internal.js';
import { WHATSAPP_RESOLVED_OPTIONS, type ResolvedWhatsAppOptions } from '../../config/internal.js';
import type { InboundEvent } from '../events/inbound-event.js';
import { HandlerTimeout, type HandlerTimer } from './handler-timeout.js';
import type { HandlerOutcome, InboundHandler } from './inbound-handler.js';
import { Semaphore, type SemaphoreListener } from './semaphore.js';

/** All permits must have been taken for so long before it is said. */
const busyMs = 10_000;

/** The number of names of handlers in the warning at most. */
const namesInWarning = 5;

/**
 * Gives up the runs of handlers that work for too long, so that they hold neither a permit nor
 * their conversation, and warns with the names of those that hold all permits. One timer serves all
 * of them.
 */
@Injectable()
export class HandlerRunner implements HandlerTimer, SemaphoreListener {
  private readonly logger = new Logger('WhatsAppWebhooks');
  /** A timer that others may share for their own times. */
  readonly timer: SharedTimer;
  readonly timeoutMs: number;
  readonly #running = new Set<HandlerTimeout>();
  /** The latest run of each event. */
  readonly #latest = new WeakMap<object, HandlerTimeout>();
  /** The run of each event that was given up last. */
  readonly #givenUp = new WeakMap<object, HandlerTimeout>();
  #fullSince = Number.POSITIVE_INFINITY;

  constructor(
    private readonly semaphore: Semaphore,
    clock: Clock,
    @Inject(WHATSAPP_RESOLVED_OPTIONS) { webhooks }: Pick<ResolvedWhatsAppOptions, 'webhooks'>,
  ) {
    this.timeoutMs = webhooks.handlerTimeoutMs;
    this.timer = new SharedTimer(clock);
    this.timer.add((now) => this.wake(now));
    semaphore.listener = this;
  }

  /**
   * Runs a handler.
   *
   * @throws HandlerTimedOutError where it took too long; the run goes on, and nobody waits for it
   */
  run(handler: InboundHandler, event: InboundEvent, attempt: number): Promise<HandlerOutcome> {
    return new Promise((resolve, reject) => {
      const given = this.#givenUp.has(event) ? this.copyOf(event) : event;
      const timeout = new HandlerTimeout(handler.id, given, this, reject);
      this.#running.add(timeout);
      this.#latest.set(given, timeout);
      this.timer.wakeBy(timeout.deadline);
      const handle = async (): Promise<void> => {
        try {
          resolve(await handler.handle(given, attempt));
        } catch (error) {
          reject(error);
        } finally {
          this.#running.delete(timeout);
        }
      };
      void handle();
    });
  }

  /** The run of a handler that an event was given to last; `undefined` where it was given to none. */
  latest(event: object): HandlerTimeout | undefined {
    return this.#latest.get(event);
  }

  /**
   * Suspends a handler's run while it waits for something that may take long: meanwhile it holds no
   * permit, and its time stands still.
   *
   * @throws HandlerTimedOutError where its run was given up
   */
  async suspend<T>(event: object, wait: () => Promise<T>): Promise<T> {
    const timeout = this.latest(event);
    if (timeout === undefined || !this.#running.has(timeout)) {
      // Only who was given up may still ask: the others have ended.
      this.#givenUp.get(event)?.beforeRequest();
      return wait();
    }
    timeout.waiting();
    timeout.suspensions += 1;
    try {
      return await this.semaphore.suspend(event, wait);
    } finally {
      timeout.suspensions -= 1;
      timeout.resumed();
    }
  }

  now(): number {
    return this.timer.now();
  }

  goesOn(deadline: number): void {
    this.timer.wakeBy(deadline);
  }

  becameFull(): void {
    this.#fullSince = this.now();
    this.timer.wakeBy(this.#fullSince + busyMs);
  }

  becameFree(): void {
    this.#fullSince = Number.POSITIVE_INFINITY;
  }

  /** Stops and leaves no timer behind. */
  stop(): void {
    this.timer.stop();
  }

  /** Copies the event, because a run is known by its event. Where one was given up and may still speak, the next handler is given an event of its own. */
  private copyOf(event: InboundEvent): InboundEvent {
    const copy = { ...event };
    this.semaphore.alias(event, copy);
    return copy;
  }

  private wake(now: number): number {
    if (now >= this.#fullSince + busyMs) this.warnOfFull();
    let next = this.#fullSince + busyMs;
    for (const timeout of this.#running) {
      const { deadline } = timeout;
      if (deadline > now) next = Math.min(next, deadline);
      else {
        this.#running.delete(timeout);
        this.#givenUp.set(timeout.event, timeout);
        timeout.expire();
      }
    }
    return next;
  }

  /** Warns once for each time that all permits are taken. */
  private warnOfFull(): void {
    this.#fullSince = Number.POSITIVE_INFINITY;
    this.logger.warn(
      `All ${this.semaphore.permits} slots (webhooks.concurrency) have been busy for ${busyMs / 1000} s, and ${this.semaphore.waiting} events wait. ` +
        `${this.namesOfRunning()}. A handler is given up after ${this.timeoutMs} ms of its own time (webhooks.handlerTimeoutMs)`,
    );
  }

  private namesOfRunning(): string {
    const counts = new Map<string, number>();
    for (const { handlerId, suspensions } of this.#running) {
      if (suspensions === 0) counts.set(handlerId, (counts.get(handlerId) ?? 0) + 1);
    }
    if (counts.size === 0) return 'None of them is in a handler: the storage may be slow';
    const most = [...counts].toSorted(([, one], [, other]) => other - one).slice(0, namesInWarning);
    return `Running: ${most.map(([id, count]) => `${id} (${count})`).join(', ')}${counts.size > most.length ? ', and others' : ''}`;
  }
}
