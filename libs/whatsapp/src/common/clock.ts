/** Options of a {@link Clock}'s sleep. */
export interface SleepOptions {
  /**
   * Nobody waits for it: it keeps no process alive, and a `FakeClock` that moves by itself does not move for it.
   * @default false
   */
  readonly background?: boolean;
}

/**
 * The library's only source of time. Replace it through `forRoot({ providers })` to control time in tests.
 *
 * @publicApi
 */
export abstract class Clock {
  /** Milliseconds since the UNIX epoch. */
  abstract now(): number;

  /**
   * Milliseconds since some moment that stays the same for as long as the process runs: for measuring how long something takes. It
   * goes on evenly when the machine's clock is set. Without an implementation of its own it is {@link now}.
   */
  monotonic(): number {
    return this.now();
  }

  /**
   * Resolves after `ms` milliseconds; rejects with the signal's reason as soon as `signal` aborts.
   */
  abstract sleep(ms: number, signal?: AbortSignal, options?: SleepOptions): Promise<void>;
}
