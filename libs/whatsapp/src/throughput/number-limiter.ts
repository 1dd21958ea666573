import type { Awaitable } from '../storage/index.js';

/** The waiters for a number's permits. */
export interface PermitWaiters {
  /** The number of messages that could go now if the number let them. */
  readonly ready: number;
  /** Ask again: something has changed, or could not be found out. */
  readonly wake: (failure?: Error) => void;
}

/** Limits the sends of one business number. Times are those of `Clock.monotonic`. */
export interface NumberLimiter {
  /** Messages a second, in and out together. */
  readonly perSecond: number;

  /**
   * Milliseconds until the next message may go or is worth asking for; 0 where it may go now, `Infinity` where the seeker is woken
   * when there is an answer.
   */
  waitMs(now: number, seeker: PermitWaiters): number;

  /** A message goes out, only where {@link waitMs} is 0; {@link arrived} or {@link giveBack} follows. */
  send(now: number): void;

  /** A message that was on its way had reached Meta by then. */
  arrived(at: number): void;

  /** A message that was to go out does not. */
  giveBack(): void;

  /** A message came in. */
  count(now: number): void;

  /** Meta refused a message. */
  slowDown(now: number): Awaitable<void>;

  /** The same number at another rate, with what it has sent. */
  at(perSecond: number): NumberLimiter;
}
