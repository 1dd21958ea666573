import { MinHeap } from '../common/internal.js';
import type { NumberLimiter } from './number-limiter.js';
import { shareAt, slowedAgain, type SlowedRate } from './slowed-rate.js';

/** A second, and 10 ms for clocks that are not one. It costs 1 % of the rate. */
const windowMs = 1010;

/** No fifth of a window takes more than a quarter of it, so that a full queue does not go out in one burst each second. */
const burstWindowMs = windowMs / 5;
const burstShare = 1 / 4;

/** The time until the next question where everything that counts is still on its way. */
const askAgainMs = 20;

/** After a refusal nothing goes for so long, in milliseconds. */
const pauseMs = 1000;

/**
 * Counts the messages that one business number sent and received within the last second. A message
 * that is on its way may arrive at any time, so it counts until a second after Meta has it. Times
 * are handed in, so that it needs no clock.
 */
export class SlidingWindowLimiter implements NumberLimiter {
  /** The times when the messages that Meta has will be older than a second. */
  #expiries = new MinHeap<number>();
  #onTheWay = 0;
  /** The last turns, a ring as long as what a fifth of a window takes. */
  readonly #turns: Float64Array;
  #nextTurn = 0;
  #slowed?: SlowedRate;

  constructor(readonly perSecond: number) {
    this.#turns = new Float64Array(Math.ceil(perSecond * burstShare)).fill(Number.NEGATIVE_INFINITY);
  }

  /** Milliseconds until the next message may go or is worth asking for; 0 where it may go now. */
  waitMs(now: number): number {
    return this.waitWithin(now, this.perSecond);
  }

  /**
   * The same where only a part of the rate may be used: at least one message a second.
   *
   * @param even the part that its bursts are held to
   */
  waitWithin(now: number, most: number, even = most): number {
    const full = Math.max(1, Math.floor(this.perSecond * shareAt(this.#slowed, now)));
    const limit = Math.min(most, full);
    return Math.max(
      this.waitForRoom(limit, now),
      this.turnBefore(Math.ceil(Math.min(even, full) * burstShare)) + burstWindowMs - now,
      this.#slowed === undefined ? 0 : this.#slowed.at + pauseMs - now,
      0,
    );
  }

  /** Returns the number of messages that count now: those on their way, and those that Meta has had for less than a second. */
  counted(now: number): number {
    this.forgetExpired(now);
    return this.#onTheWay + this.#expiries.size;
  }

  /** A message goes out; {@link arrived} tells when it is there. */
  send(now: number): void {
    this.noteTurn(now);
    this.#onTheWay += 1;
  }

  /** A message that was on its way had reached Meta by then. */
  arrived(at: number): void {
    this.#onTheWay = Math.max(0, this.#onTheWay - 1);
    this.#expiries.push(at + windowMs, at);
  }

  /** A message that was to go out does not. */
  giveBack(): void {
    this.#onTheWay = Math.max(0, this.#onTheWay - 1);
  }

  /** A message came in. */
  count(now: number): void {
    this.forgetExpired(now);
    this.noteTurn(now);
    this.#expiries.push(now + windowMs, now);
  }

  slowDown(now: number): void {
    this.#slowed = slowedAgain(this.#slowed, now);
  }

  /** The same number at another rate, with what it has sent. */
  at(perSecond: number): SlidingWindowLimiter {
    const other = new SlidingWindowLimiter(perSecond);
    other.#expiries = this.#expiries;
    other.#onTheWay = this.#onTheWay;
    for (let back = this.#turns.length; back >= 1; back -= 1) other.noteTurn(this.turnBefore(back));
    other.#slowed = this.#slowed;
    return other;
  }

  private waitForRoom(limit: number, now: number): number {
    if (this.counted(now) < limit) return 0;
    return (this.#expiries.firstKey ?? now + askAgainMs) - now;
  }

  private forgetExpired(now: number): void {
    while ((this.#expiries.firstKey ?? Number.POSITIVE_INFINITY) <= now) this.#expiries.pop();
  }

  private noteTurn(now: number): void {
    this.#turns[this.#nextTurn] = now;
    this.#nextTurn = (this.#nextTurn + 1) % this.#turns.length;
  }

  /** Returns the time of the last turn (1), the one before (2), …. */
  private turnBefore(back: number): number {
    const { length } = this.#turns;
    return this.#turns[(this.#nextTurn - back + length) % length] ?? Number.NEGATIVE_INFINITY;
  }
}
