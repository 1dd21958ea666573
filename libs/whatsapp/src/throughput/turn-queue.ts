import { type Clock } from '../common/index.js';
import { MinHeap, onAbort } from '../common/internal.js';
import type { SendWait } from '../messages/internal.js';
import type { TakenTurn, ThroughputLimiter, TurnRequest } from './throughput-limiter.js';

/** Somebody who waits. */
interface Waiter {
  readonly request: TurnRequest;
  readonly go: (turn: TakenTurn) => void;
  readonly fail: (error: unknown) => void;
}

/** Those who wait to send to the same user, in order. */
interface Line {
  readonly key: string;
  waiters: Set<Waiter>;
  /** When its pair may send again; absent where it is not resting. */
  restsUntil?: number;
}

/** How somebody waits. */
export interface WaitOptions {
  readonly signal?: AbortSignal;
  /** Before those who wait to send to the same user. @default false */
  readonly first?: boolean;
}

/** Who is told of a queue. Neither may throw. */
export interface TurnQueueListener {
  /** Nobody waits any more. */
  readonly onIdle: () => void;
  /** Somebody begins to wait for a limit. */
  readonly onHeld?: () => void;
}

/** What the queue waits for. */
interface Nap {
  readonly end: AbortController;
  /** Only those who wait have to rest: somebody new may go at once. */
  readonly untilSomebodyComes: boolean;
}

/**
 * Those who wait for the turn of one business number: one line for each recipient, and each line in turn, so that a thousand
 * messages to one user do not hold up the message to another. A line whose pair has to rest steps aside. One timer in all.
 */
export class TurnQueue {
  readonly #lines = new Map<string, Line>();
  /** Lines that are not resting, the next one first. */
  readonly #ready = new Set<Line>();
  /** Lines by when their rest ends. */
  readonly #resting = new MinHeap<Line>();
  #waiting = 0;
  #running = false;
  #nap?: Nap;
  /** Until when the number had nothing to give when it was last asked. */
  #held = { until: Number.NEGATIVE_INFINITY, perSecond: 1 };

  constructor(
    private readonly limiter: ThroughputLimiter,
    private readonly clock: Clock,
    private readonly listener: TurnQueueListener,
  ) {}

  /** How many wait. */
  get length(): number {
    return this.#waiting;
  }

  /** What those who wait are waiting for, and for how long about: a pair that has rested may send a burst. */
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
    const longestMs = Math.max(until - now, (ready / perSecond) * 1000);
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

  /** Resolves when it is this request's turn; rejects with the signal's reason where that aborts first. */
  wait(
    recipient: string,
    request: TurnRequest,
    { signal, first = false }: WaitOptions = {},
  ): Promise<TakenTurn> {
    if (signal?.aborted) return Promise.reject(reasonOf(signal));
    return new Promise<TakenTurn>((resolve, reject) => {
      const line = this.lineOf(recipient);
      const waiter: Waiter = {
        request,
        go: (turn) => {
          letGo?.();
          resolve(turn);
        },
        fail: (error) => {
          letGo?.();
          reject(error instanceof Error ? error : new Error('the limiter failed', { cause: error }));
        },
      };
      const letGo =
        signal &&
        onAbort(signal, () => {
          this.leave(line, waiter);
          reject(reasonOf(signal));
        });
      if (first) line.waiters = new Set([waiter, ...line.waiters]);
      else line.waiters.add(waiter);
      this.#waiting += 1;
      if (line.restsUntil !== undefined) this.listener.onHeld?.();
      if (!this.#running) void this.run();
      else if (this.#nap?.untilSomebodyComes) this.#nap.end.abort();
    });
  }

  /** Nobody gets a turn any more: all who wait are told why. */
  close(error: Error): void {
    for (const line of this.#lines.values()) {
      for (const waiter of line.waiters) {
        this.leave(line, waiter);
        waiter.fail(error);
      }
    }
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
    if (this.#waiting === 0) this.#nap?.end.abort();
  }

  private async run(): Promise<void> {
    this.#running = true;
    while (this.#waiting > 0) {
      this.wakeRested();
      const [line] = this.#ready;
      const [waiter] = line?.waiters ?? [];
      if (line && waiter) await this.serve(line, waiter);
      else await this.nap((this.#resting.firstKey ?? 0) - this.clock.monotonic(), true);
    }
    this.#lines.clear();
    this.#ready.clear();
    this.#resting.clear();
    this.#running = false;
    this.listener.onIdle();
  }

  private async serve(line: Line, waiter: Waiter): Promise<void> {
    try {
      const answer = await this.limiter.take(waiter.request);
      if (answer.granted) {
        // Whoever has left meanwhile sends nothing.
        if (line.waiters.has(waiter)) waiter.go(answer.turn);
        else await this.limiter.arrived(answer.turn, { tookMs: 0, delayMs: 0, refused: true });
      } else if (answer.blockedBy === 'number') {
        const { perSecond } = waiter.request;
        this.#held = { until: this.clock.monotonic() + answer.retryInMs, perSecond };
        this.listener.onHeld?.();
        return await this.nap(answer.retryInMs, false);
      } else {
        // Unless the last of the line has left meanwhile.
        if (!this.#ready.delete(line)) return;
        line.restsUntil = this.clock.monotonic() + answer.retryInMs;
        this.#resting.push(line.restsUntil, line);
        this.listener.onHeld?.();
        return;
      }
    } catch (error) {
      waiter.fail(error);
    }
    this.leave(line, waiter);
    // To the end of the row, behind every other recipient.
    if (this.#ready.delete(line)) this.#ready.add(line);
  }

  private wakeRested(): void {
    const now = this.clock.monotonic();
    while ((this.#resting.firstKey ?? Number.POSITIVE_INFINITY) <= now) {
      const line = this.#resting.pop();
      if (!line) return;
      line.restsUntil = undefined;
      if (line.waiters.size === 0) this.#lines.delete(line.key);
      else this.#ready.add(line);
    }
  }

  private async nap(ms: number, untilSomebodyComes: boolean): Promise<void> {
    const end = new AbortController();
    this.#nap = { end, untilSomebodyComes };
    try {
      await this.clock.sleep(Math.max(0, Math.ceil(ms)), end.signal);
    } catch {
      // Woken.
    } finally {
      this.#nap = undefined;
    }
  }
}

function reasonOf(signal: AbortSignal | undefined): Error {
  const reason: unknown = signal?.reason;
  return reason instanceof Error ? reason : new Error('aborted', { cause: reason });
}
