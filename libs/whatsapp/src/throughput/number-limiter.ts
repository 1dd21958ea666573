import type { Awaitable } from '../storage/index.js';

/** The messages that wait for permits of a number. */
export interface PermitWaiters {
  /** How many could go now if the number had permits. */
  readonly ready: number;
  /** Makes them try again: something has changed, or could not be found out. */
  readonly wake: (failure?: Error) => void;
}

/** Limits what one business number sends. Times are those of `Clock.monotonic`. */
export interface NumberLimiter {
  /** Messages a second, in and out together. */
  readonly perSecond: number;

  /**
   * Milliseconds until the next message may go or is worth asking for; 0 where it may go now, `Infinity` where the waiters are woken
   * when there is an answer.
   */
  waitMs(now: number, waiters: PermitWaiters): number;

  /** A message goes out, only where {@link waitMs} is 0; {@link arrived} or {@link release} follows. */
  send(now: number): void;

  /** A message that was on its way had reached Meta by then. */
  arrived(at: number): void;

  /** Takes a permit back: its message does not go. */
  release(): void;

  /** A message came in. */
  count(now: number): void;

  /** Meta refused a message. */
  slowDown(now: number): Awaitable<void>;

  /** Gives the same number at another rate, with what it has sent. */
  at(perSecond: number): NumberLimiter;
}
