import { type Clock } from '../common/index.js';
import { MinHeap, onAbort } from '../common/internal.js';
import type { SendWait } from '../messages/internal.js';
import type { NumberLimiter, PermitWaiters } from './number-limiter.js';
import type { Permit, RateLimits, PermitRequest } from './rate-limits.js';

/** A waiter in the queue; its outcome is given to the caller, or kept until the caller has begun to wait. */
interface Waiter {
  readonly request: PermitRequest;
  turn?: Permit;
  failure?: Error;
  settled?: () => void;
}

/** The waiters for the same user, in order. */
interface Line {
  readonly key: string;
  waiters: Set<Waiter>;
  /** The time when its pair may send again; absent where it is not resting. */
  restsUntil?: number;
}

/** Options of a wait. */
export interface WaitOptions {
  readonly signal?: AbortSignal;
  /** Before those who wait to send to the same user. @default false */
  readonly first?: boolean;
}

/** The listener of a queue. Neither may throw. */
export interface FairQueueListener {
  /** Called when nobody waits any more. */
  readonly onIdle: () => void;
  /** Called when somebody begins to wait for a limit. */
  readonly onHeld?: () => void;
}

/**
 * The waiters for the turn of one business number: one line for each recipient, and each line in
 * turn, so that a thousand messages to one user do not hold up the message to another. A line whose
 * pair has to rest steps aside. One timer in all.
 */
export class FairQueue implements PermitWaiters {
  readonly #lines = new Map<string, Line>();
  /** Lines that neither rest nor wait for word of their pair, the next one first. */
  readonly #ready = new Set<Line>();
  /** Lines by when their rest ends. */
  readonly #resting = new MinHeap<Line>();
  #waiting = 0;
  /** Lines that wait for word of their pair. */
  #asking = 0;
  #isServing = false;
  #isTelling = false;
  #nap?: { readonly until: number; readonly end: AbortController };
  /** The time until which the number has nothing to give; `Infinity` where it tells when it has. */
  #held = { until: Number.NEGATIVE_INFINITY, perSecond: 1 };

  constructor(
    private readonly limits: RateLimits,
    private readonly clock: Clock,
    private readonly listener: FairQueueListener,
  ) {}

  /** The number of waiters. */
  get length(): number {
    return this.#waiting;
  }

  get ready(): number {
    let ready = 0;
    for (const { waiters } of this.#ready) ready += waiters.size;
    return ready;
  }

  /** Returns the limits that the waiters wait for, and for how long about: a pair that has rested may send a burst. */
  waits(): SendWait[] {
    const now = this.clock.monotonic();
    let [resting, longestRestMs, ready] = [0, 0, 0];
    for (const { waiters, restsUntil } of this.#lines.values()) {
      // A line that rests stays when everybody in it has left.
      if (waiters.size === 0) continue;
      if (restsUntil === undefined) {
        ready += waiters.size;
      } else {
        resting += waiters.size;
        longestRestMs = Math.max(longestRestMs, restsUntil - now);
      }
    }
    const { until, perSecond } = this.#held;
    const rate = `the number's limit of ${perSecond} messages a second`;
    const longestMs = Math.max(Number.isFinite(until) ? until - now : 0, (ready / perSecond) * 1000);
    return [
      ...(resting > 0
        ? [
            {
              for: 'the pair limit of one message every 6 seconds to one user',
              count: resting,
              longestMs: longestRestMs,
            },
          ]
        : []),
      ...(ready > 0 && until > now ? [{ for: rate, count: ready, longestMs }] : []),
    ];
  }

  /** The turn, or a promise of it where it has to be waited for; rejects with the signal's reason where that aborts first. */
  take(
    recipient: string,
    request: PermitRequest,
    { signal, first = false }: WaitOptions = {},
  ): Permit | Promise<Permit> {
    signal?.throwIfAborted();
    const line = this.lineOf(recipient);
    const waiter: Waiter = { request };
    if (first) line.waiters = new Set([waiter, ...line.waiters]);
    else line.waiters.add(waiter);
    this.#waiting += 1;
    if (line.restsUntil !== undefined) this.tellHeld();
    if (this.#held.until <= this.clock.monotonic()) this.serve();
    if (waiter.failure) throw waiter.failure;
    return waiter.turn ?? this.waitFor(line, waiter, signal);
  }

  /** The number may have something to give; or it could not be found out, and whoever waits for it is told why. */
  wake(failure?: Error): void {
    this.#held = { ...this.#held, until: Number.NEGATIVE_INFINITY };
    if (failure) for (const line of this.#ready) this.fail(line, failure);
    this.serve();
  }

  /** Closes the queue: nobody gets a turn any more, and all who wait are rejected with the error. */
  close(error: Error): void {
    for (const line of this.#lines.values()) this.fail(line, error);
  }

  private waitFor(line: Line, waiter: Waiter, signal: AbortSignal | undefined): Promise<Permit> {
    return new Promise<Permit>((resolve, reject) => {
      const removeListener =
        signal &&
        onAbort(signal, () => {
          this.leave(line, waiter);
          reject(reasonOf(signal));
        });
      waiter.settled = () => {
        removeListener?.();
        if (waiter.turn) resolve(waiter.turn);
        else reject(waiter.failure ?? new Error('the limiter failed'));
      };
    });
  }

  private lineOf(key: string): Line {
    const known = this.#lines.get(key);
    if (known) return known;
    const line: Line = { key, waiters: new Set() };
    this.#lines.set(key, line);
    this.#ready.add(line);
    return line;
  }

  private leave(line: Line, waiter: Waiter): void {
    if (!line.waiters.delete(waiter)) return;
    this.#waiting -= 1;
    // A resting line stays until its rest ends: whoever comes next for the same user joins it.
    if (line.waiters.size === 0 && this.#ready.delete(line)) this.#lines.delete(line.key);
    if (this.#waiting === 0) this.serve();
  }

  private fail(line: Line, failure: Error): void {
    for (const waiter of line.waiters) {
      waiter.failure = failure;
      this.leave(line, waiter);
      waiter.settled?.();
    }
  }

  /** Gives turns to all who may go now, and sleeps until the next one may. */
  private serve(): void {
    if (this.#isServing) return;
    this.#isServing = true;
    const until = this.serveReady();
    this.#isServing = false;
    if (this.#waiting === 0 && this.#asking === 0) {
      this.#lines.clear();
      this.#ready.clear();
      this.#resting.clear();
      this.napUntil(Number.POSITIVE_INFINITY);
      this.listener.onIdle();
    } else this.napUntil(until);
  }

  /** Gives turns, and returns the time when the next one is possible; `Infinity` where that will be told. */
  private serveReady(): number {
    while (this.#waiting > 0) {
      const now = this.clock.monotonic();
      this.wakeRested(now);
      const [line] = this.#ready;
      const [waiter] = line?.waiters ?? [];
      if (!line || !waiter) return this.#resting.firstKey ?? Number.POSITIVE_INFINITY;
      try {
        const number = this.limits.numberOf(waiter.request);
        const waitMs = number.waitMs(now, this);
        if (waitMs > 0) {
          this.#held = { until: now + waitMs, perSecond: number.perSecond };
          this.tellHeld();
          return now + waitMs;
        }
        this.serveOne(line, waiter, number, now);
      } catch (error) {
        waiter.failure = error instanceof Error ? error : new Error('the limiter failed', { cause: error });
        this.leave(line, waiter);
        waiter.settled?.();
      }
    }
    return Number.POSITIVE_INFINITY;
  }

  /** Asks the pair: the number has a turn. */
  private serveOne(line: Line, waiter: Waiter, number: NumberLimiter, now: number): void {
    const waitMs = this.limits.takePair(waiter.request);
    // Behind every other recipient.
    this.#ready.delete(line);
    if (waitMs instanceof Promise) {
      // The turn is kept meanwhile, so that the others need not wait too.
      number.send(now);
      this.#asking += 1;
      void this.answered(line, waiter, { number, askedAt: now, waitMs });
      return;
    }
    if (waitMs === 0) {
      number.send(now);
      this.letGo(line, waiter, now, now);
    }
    this.putBack(line, now, waitMs);
  }

  private async answered(
    line: Line,
    waiter: Waiter,
    asked: { readonly number: NumberLimiter; readonly askedAt: number; readonly waitMs: Promise<number> },
  ): Promise<void> {
    let waitMs = 0;
    try {
      waitMs = await asked.waitMs;
      if (waitMs > 0) asked.number.giveBack();
      else if (line.waiters.has(waiter)) this.letGo(line, waiter, this.clock.monotonic(), asked.askedAt);
      else {
        // Whoever has left meanwhile sends nothing.
        asked.number.giveBack();
        await this.limits.giveBackPair(waiter.request);
      }
    } catch (error) {
      asked.number.giveBack();
      waiter.failure = error instanceof Error ? error : new Error('the limiter failed', { cause: error });
      this.leave(line, waiter);
      waiter.settled?.();
    }
    this.#asking -= 1;
    this.putBack(line, this.clock.monotonic(), waitMs);
    this.serve();
  }

  private letGo(line: Line, waiter: Waiter, takenAt: number, askedAt: number): void {
    line.waiters.delete(waiter);
    this.#waiting -= 1;
    waiter.turn = { ...waiter.request, takenAt, askedAt };
    waiter.settled?.();
  }

  /** A line whose pair was asked is ready again, or rests. */
  private putBack(line: Line, now: number, restMs: number): void {
    if (restMs > 0 && line.waiters.size > 0) {
      line.restsUntil = now + restMs;
      this.#resting.push(line.restsUntil, line);
      this.tellHeld();
    } else if (line.waiters.size > 0) this.#ready.add(line);
    else this.#lines.delete(line.key);
  }

  private wakeRested(now: number): void {
    while ((this.#resting.firstKey ?? Number.POSITIVE_INFINITY) <= now) {
      const line = this.#resting.pop();
      if (!line) return;
      line.restsUntil = undefined;
      if (line.waiters.size === 0) this.#lines.delete(line.key);
      else this.#ready.add(line);
    }
  }

  /** A little later: what is sent in the same breath waits too. */
  private tellHeld(): void {
    if (this.#isTelling || !this.listener.onHeld) return;
    this.#isTelling = true;
    queueMicrotask(() => {
      this.#isTelling = false;
      this.listener.onHeld?.();
    });
  }

  private napUntil(until: number): void {
    if (this.#nap?.until === until) return;
    this.#nap?.end.abort();
    this.#nap = undefined;
    if (Number.isFinite(until)) void this.nap(until);
  }

  private async nap(until: number): Promise<void> {
    const nap = { until, end: new AbortController() };
    this.#nap = nap;
    try {
      await this.clock.sleep(Math.max(0, Math.ceil(until - this.clock.monotonic())), nap.end.signal);
    } catch {
      // Woken: whoever did has something sooner, or nothing is waited for.
      return;
    }
    if (this.#nap !== nap) return;
    this.#nap = undefined;
    this.wake();
  }
}

function reasonOf(signal: AbortSignal | undefined): Error {
  const reason: unknown = signal?.reason;
  return reason instanceof Error ? reason : new Error('aborted', { cause: reason });
}
