import { type Clock } from '../common/index.js';
import { MinHeap, onAbort } from '../common/internal.js';
import type { SendWait } from '../messages/internal.js';
import type { NumberLimiter, PermitWaiters } from './number-limiter.js';
import { pairIntervalMs } from './pair-allowance.js';
import type { Permit, RateLimits, PermitRequest } from './rate-limits.js';

/** A message that waits for a permit. Its outcome is told to the caller, or kept until the caller has begun to wait. */
interface Waiter {
  readonly request: PermitRequest;
  permit?: Permit;
  failure?: Error;
  settled?: () => void;
}

/** The messages to one recipient, in order. */
interface RecipientQueue {
  readonly key: string;
  waiters: Set<Waiter>;
  /** When its pair may send again; absent where it may now. */
  blockedUntil?: number;
}

/** How a permit is waited for. */
export interface WaitOptions {
  readonly signal?: AbortSignal;
  /** Comes before the other messages to the same user. @default false */
  readonly first?: boolean;
}

/** Is told of a queue. Neither may throw. */
export interface FairQueueListener {
  /** Nobody waits any more. */
  readonly onIdle: () => void;
  /** Somebody begins to wait for a limit. */
  readonly onHeld?: () => void;
}

/**
 * Queues the messages of one business number fairly: one queue for each recipient, served round robin, so that a thousand
 * messages to one user do not hold up the message to another. A recipient whose pair limit is reached is left out until it
 * may be sent to again. It needs one timer in all.
 */
export class FairQueue implements PermitWaiters {
  readonly #queues = new Map<string, RecipientQueue>();
  /** Queues that are neither blocked nor wait for the answer of their pair, the next one first. */
  readonly #ready = new Set<RecipientQueue>();
  /** Queues whose pair limit is reached, by when that ends. */
  readonly #blocked = new MinHeap<RecipientQueue>();
  #waiting = 0;
  /** How many queues wait for the answer of their pair. */
  #asking = 0;
  #isServing = false;
  #isTelling = false;
  #sleeping?: { readonly until: number; readonly end: AbortController };
  /** Until when the number has no permit; `Infinity` where it tells when it has. */
  #held = { until: Number.NEGATIVE_INFINITY, perSecond: 1 };

  constructor(
    private readonly limits: RateLimits,
    private readonly clock: Clock,
    private readonly listener: FairQueueListener,
  ) {}

  /** How many wait. */
  get length(): number {
    return this.#waiting;
  }

  get ready(): number {
    let ready = 0;
    for (const { waiters } of this.#ready) ready += waiters.size;
    return ready;
  }

  /** What the messages wait for, and for how long about: a pair that may send again may send a burst. */
  waits(): SendWait[] {
    const now = this.clock.monotonic();
    let [blocked, longestBlockMs, ready] = [0, 0, 0];
    for (const { waiters, blockedUntil } of this.#queues.values()) {
      // A blocked queue stays when all of its messages have left.
      if (waiters.size === 0) continue;
      if (blockedUntil === undefined) {
        ready += waiters.size;
      } else {
        blocked += waiters.size;
        longestBlockMs = Math.max(longestBlockMs, blockedUntil - now);
      }
    }
    const { until, perSecond } = this.#held;
    const rate = `the number's limit of ${perSecond} messages a second`;
    const longestMs = Math.max(Number.isFinite(until) ? until - now : 0, (ready / perSecond) * 1000);
    return [
      ...(blocked > 0
        ? [
            {
              for: `the pair limit of one message every ${pairIntervalMs / 1000} seconds to one user`,
              count: blocked,
              longestMs: longestBlockMs,
            },
          ]
        : []),
      ...(ready > 0 && until > now ? [{ for: rate, count: ready, longestMs }] : []),
    ];
  }

  /** Gives a permit, or a promise of one where it has to be waited for. It rejects with the signal's reason where that aborts first. */
  acquire(
    recipient: string,
    request: PermitRequest,
    { signal, first = false }: WaitOptions = {},
  ): Permit | Promise<Permit> {
    signal?.throwIfAborted();
    const queue = this.queueOf(recipient);
    const waiter: Waiter = { request };
    if (first) queue.waiters = new Set([waiter, ...queue.waiters]);
    else queue.waiters.add(waiter);
    this.#waiting += 1;
    if (queue.blockedUntil !== undefined) this.tellHeld();
    if (this.#held.until <= this.clock.monotonic()) this.serve();
    if (waiter.failure) throw waiter.failure;
    return waiter.permit ?? this.waitFor(queue, waiter, signal);
  }

  /** Tries again: the number may have permits. Where that could not be found out, all who wait for it are told why. */
  wake(failure?: Error): void {
    this.#held = { ...this.#held, until: Number.NEGATIVE_INFINITY };
    if (failure) for (const queue of this.#ready) this.fail(queue, failure);
    this.serve();
  }

  /** Gives no permit any more: all who wait are told why. */
  close(error: Error): void {
    for (const queue of this.#queues.values()) this.fail(queue, error);
  }

  private waitFor(queue: RecipientQueue, waiter: Waiter, signal: AbortSignal | undefined): Promise<Permit> {
    return new Promise<Permit>((resolve, reject) => {
      const stopListening =
        signal &&
        onAbort(signal, () => {
          this.leave(queue, waiter);
          reject(reasonOf(signal));
        });
      waiter.settled = () => {
        stopListening?.();
        if (waiter.permit) resolve(waiter.permit);
        else reject(waiter.failure ?? new Error('the limiter failed'));
      };
    });
  }

  private queueOf(key: string): RecipientQueue {
    const known = this.#queues.get(key);
    if (known) return known;
    const queue: RecipientQueue = { key, waiters: new Set() };
    this.#queues.set(key, queue);
    this.#ready.add(queue);
    return queue;
  }

  private leave(queue: RecipientQueue, waiter: Waiter): void {
    if (!queue.waiters.delete(waiter)) return;
    this.#waiting -= 1;
    // A blocked queue stays until it is unblocked: the next message to the same user joins it.
    if (queue.waiters.size === 0 && this.#ready.delete(queue)) this.#queues.delete(queue.key);
    if (this.#waiting === 0) this.serve();
  }

  private fail(queue: RecipientQueue, failure: Error): void {
    for (const waiter of queue.waiters) {
      waiter.failure = failure;
      this.leave(queue, waiter);
      waiter.settled?.();
    }
  }

  /** Gives permits to the messages that may go now, and sleeps until another may. */
  private serve(): void {
    if (this.#isServing) return;
    this.#isServing = true;
    const until = this.serveReady();
    this.#isServing = false;
    if (this.#waiting === 0 && this.#asking === 0) {
      this.#queues.clear();
      this.#ready.clear();
      this.#blocked.clear();
      this.sleepUntil(Number.POSITIVE_INFINITY);
      this.listener.onIdle();
    } else this.sleepUntil(until);
  }

  /** Serves queues round robin while the number has permits. It returns when the next message may go; `Infinity` where that will be told. */
  private serveReady(): number {
    while (this.#waiting > 0) {
      const now = this.clock.monotonic();
      this.unblock(now);
      const [queue] = this.#ready;
      const [waiter] = queue?.waiters ?? [];
      if (!queue || !waiter) return this.#blocked.firstKey ?? Number.POSITIVE_INFINITY;
      try {
        const number = this.limits.numberOf(waiter.request);
        const waitMs = number.waitMs(now, this);
        if (waitMs > 0) {
          this.#held = { until: now + waitMs, perSecond: number.perSecond };
          this.tellHeld();
          return now + waitMs;
        }
        this.serveOne(queue, waiter, number, now);
      } catch (error) {
        waiter.failure = error instanceof Error ? error : new Error('the limiter failed', { cause: error });
        this.leave(queue, waiter);
        waiter.settled?.();
      }
    }
    return Number.POSITIVE_INFINITY;
  }

  /** Asks the pair, once the number has a permit. */
  private serveOne(queue: RecipientQueue, waiter: Waiter, number: NumberLimiter, now: number): void {
    const waitMs = this.limits.acquirePair(waiter.request);
    // Behind every other recipient.
    this.#ready.delete(queue);
    if (waitMs instanceof Promise) {
      // The number's permit is kept meanwhile, so that the others need not wait too.
      number.send(now);
      this.#asking += 1;
      void this.answered(queue, waiter, { number, askedAt: now, waitMs });
      return;
    }
    if (waitMs === 0) {
      number.send(now);
      this.grant(queue, waiter, now, now);
    }
    this.putBack(queue, now, waitMs);
  }

  private async answered(
    queue: RecipientQueue,
    waiter: Waiter,
    asked: { readonly number: NumberLimiter; readonly askedAt: number; readonly waitMs: Promise<number> },
  ): Promise<void> {
    let waitMs = 0;
    try {
      waitMs = await asked.waitMs;
      if (waitMs > 0) asked.number.release();
      else if (queue.waiters.has(waiter)) this.grant(queue, waiter, this.clock.monotonic(), asked.askedAt);
      else {
        // Whoever has left meanwhile sends nothing.
        asked.number.release();
        await this.limits.releasePair(waiter.request);
      }
    } catch (error) {
      asked.number.release();
      waiter.failure = error instanceof Error ? error : new Error('the limiter failed', { cause: error });
      this.leave(queue, waiter);
      waiter.settled?.();
    }
    this.#asking -= 1;
    this.putBack(queue, this.clock.monotonic(), waitMs);
    this.serve();
  }

  private grant(queue: RecipientQueue, waiter: Waiter, grantedAt: number, askedAt: number): void {
    queue.waiters.delete(waiter);
    this.#waiting -= 1;
    waiter.permit = { ...waiter.request, grantedAt, askedAt };
    waiter.settled?.();
  }

  /** Makes a queue ready again once its pair was asked, or keeps it blocked. */
  private putBack(queue: RecipientQueue, now: number, blockMs: number): void {
    if (blockMs > 0 && queue.waiters.size > 0) {
      queue.blockedUntil = now + blockMs;
      this.#blocked.push(queue.blockedUntil, queue);
      this.tellHeld();
    } else if (queue.waiters.size > 0) this.#ready.add(queue);
    else this.#queues.delete(queue.key);
  }

  private unblock(now: number): void {
    while ((this.#blocked.firstKey ?? Number.POSITIVE_INFINITY) <= now) {
      const queue = this.#blocked.pop();
      if (!queue) return;
      queue.blockedUntil = undefined;
      if (queue.waiters.size === 0) this.#queues.delete(queue.key);
      else this.#ready.add(queue);
    }
  }

  /** Tells it a little later: what is sent in the same breath waits too. */
  private tellHeld(): void {
    if (this.#isTelling || !this.listener.onHeld) return;
    this.#isTelling = true;
    queueMicrotask(() => {
      this.#isTelling = false;
      this.listener.onHeld?.();
    });
  }

  private sleepUntil(until: number): void {
    if (this.#sleeping?.until === until) return;
    this.#sleeping?.end.abort();
    this.#sleeping = undefined;
    if (Number.isFinite(until)) void this.sleep(until);
  }

  private async sleep(until: number): Promise<void> {
    const sleeping = { until, end: new AbortController() };
    this.#sleeping = sleeping;
    try {
      await this.clock.sleep(Math.max(0, Math.ceil(until - this.clock.monotonic())), sleeping.end.signal);
    } catch {
      // Woken: whoever did has something sooner, or nothing is waited for.
      return;
    }
    if (this.#sleeping !== sleeping) return;
    this.#sleeping = undefined;
    this.wake();
  }
}

function reasonOf(signal: AbortSignal | undefined): Error {
  const reason: unknown = signal?.reason;
  return reason instanceof Error ? reason : new Error('aborted', { cause: reason });
}
