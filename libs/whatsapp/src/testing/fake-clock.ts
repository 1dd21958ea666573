import { Clock, type SleepOptions } from '../common/index.js';
import { onAbort } from '../common/internal.js';

/** Options of a {@link FakeClock}: its first time and how it moves. */
export interface FakeClockOptions {
  /** The first time of the clock, in milliseconds since the UNIX epoch. @default 1767225600000 (2026-01-01T00:00:00Z) */
  startAt?: number;
  /** Moves on by itself by as much as each sleep asks for, so that none waits; not for background sleeps. @default false */
  autoAdvance?: boolean;
}

interface Sleeper {
  readonly wakeAt: number;
  readonly wake: () => void;
}

/**
 * A clock that moves only when told to. Give it to the module as `{ provide: Clock, useValue: new FakeClock() }`.
 *
 * @publicApi
 */
export class FakeClock extends Clock {
  /** The duration of each sleep, in milliseconds, in order. */
  readonly sleeps: number[] = [];

  #now: number;
  #sleepers: Sleeper[] = [];
  readonly #autoAdvance: boolean;

  constructor({ startAt = Date.UTC(2026, 0, 1), autoAdvance = false }: FakeClockOptions = {}) {
    super();
    this.#now = startAt;
    this.#autoAdvance = autoAdvance;
  }

  now(): number {
    return this.#now;
  }

  /** The number of sleeps that have not ended yet. */
  get sleeping(): number {
    return this.#sleepers.length;
  }

  sleep(ms: number, signal?: AbortSignal, { background = false }: SleepOptions = {}): Promise<void> {
    if (signal?.aborted) {
      return Promise.reject(reasonOf(signal));
    }
    this.sleeps.push(ms);
    const slept = new Promise<void>((resolve, reject) => {
      const sleeper: Sleeper = {
        wakeAt: this.#now + ms,
        wake: () => {
          awake?.();
          resolve();
        },
      };
      const awake =
        signal &&
        onAbort(signal, () => {
          this.#sleepers = this.#sleepers.filter((other) => other !== sleeper);
          reject(reasonOf(signal));
        });
      this.#sleepers.push(sleeper);
    });
    if (this.#autoAdvance && !background) {
      void this.advance(ms);
    }
    return slept;
  }

  /** Moves on, waking in order whoever sleeps until then, and lets what they do next run (also their next sleeps). */
  async advance(ms: number): Promise<void> {
    const until = this.#now + ms;
    for (let next = this.#nextUntil(until); next !== undefined; next = this.#nextUntil(until)) {
      this.#now = Math.max(this.#now, next.wakeAt);
      this.#sleepers = this.#sleepers.filter((sleeper) => sleeper !== next);
      next.wake();
      await settled();
    }
    this.#now = Math.max(this.#now, until);
    await settled();
  }

  #nextUntil(until: number): Sleeper | undefined {
    return this.#sleepers.filter(({ wakeAt }) => wakeAt <= until).toSorted((a, b) => a.wakeAt - b.wakeAt)[0];
  }
}

/** A turn of the event loop: everything that follows at once from a wake-up has happened by then. */
function settled(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}

function reasonOf(signal: AbortSignal | undefined): Error {
  const reason: unknown = signal?.reason;
  return reason instanceof Error ? reason : new Error('aborted', { cause: reason });
}
