import { MinHeap } from '../common/internal.js';

/** A second, and 10 ms for clocks that are not one. It costs 1 % of the rate. */
const windowMs = 1010;

/** No fifth of a window takes more than a quarter of it, so that a full queue does not go out in one burst each second. */
const burstWindowMs = windowMs / 5;
const burstShare = 1 / 4;

/** When to ask again where everything that counts is still on its way. */
const askAgainMs = 20;

/** After a refusal the rate is halved, but not below this part of it, and not again within a second. */
const slowest = 1 / 16;
const slowDownEveryMs = 1000;
const pauseMs = 1000;

/** What comes back each second after a refusal, as a part of the full rate. */
const recoveryPerSecond = 0.1;

/**
 * What one business number sent and received within the last second. A message that is on its way may arrive at any time, so it
 * counts until a second after Meta has it. Times are handed in, so that it needs no clock.
 */
export class NumberWindow {
  /** When each message that Meta has will be older than a second. */
  #expiries = new MinHeap<number>();
  #onTheWay = 0;
  /** The last turns, a ring as long as what a fifth of a window takes. */
  readonly #turns: Float64Array;
  #nextTurn = 0;
  #slowedTo = 1;
  #slowedAt = Number.NEGATIVE_INFINITY;

  constructor(readonly perSecond: number) {
    this.#turns = new Float64Array(Math.ceil(perSecond * burstShare)).fill(Number.NEGATIVE_INFINITY);
  }

  /** Milliseconds until the next message may go or is worth asking for; 0 where it may go now. */
  waitMs(now: number): number {
    const limit = Math.max(1, Math.floor(this.perSecond * this.share(now)));
    return Math.max(
      this.waitForRoom(limit, now),
      this.turnBefore(Math.ceil(limit * burstShare)) + burstWindowMs - now,
      this.#slowedAt + pauseMs - now,
      0,
    );
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

  /** A message came in. */
  count(now: number): void {
    this.forgetExpired(now);
    this.noteTurn(now);
    this.#expiries.push(now + windowMs, now);
  }

  slowDown(now: number): void {
    // One burst brings many refusals, and they all say the same.
    if (now - this.#slowedAt < slowDownEveryMs) return;
    this.#slowedTo = Math.max(slowest, this.share(now) / 2);
    this.#slowedAt = now;
  }

  /** The same number at another rate, with what it has sent. */
  at(perSecond: number): NumberWindow {
    const other = new NumberWindow(perSecond);
    other.#expiries = this.#expiries;
    other.#onTheWay = this.#onTheWay;
    for (let back = this.#turns.length; back >= 1; back -= 1) other.noteTurn(this.turnBefore(back));
    other.#slowedTo = this.#slowedTo;
    other.#slowedAt = this.#slowedAt;
    return other;
  }

  private share(now: number): number {
    const seconds = Math.floor((now - this.#slowedAt) / 1000);
    return Math.min(1, this.#slowedTo + seconds * recoveryPerSecond);
  }

  private waitForRoom(limit: number, now: number): number {
    this.forgetExpired(now);
    if (this.#onTheWay + this.#expiries.size < limit) return 0;
    return (this.#expiries.firstKey ?? now + askAgainMs) - now;
  }

  private forgetExpired(now: number): void {
    while ((this.#expiries.firstKey ?? Number.POSITIVE_INFINITY) <= now) this.#expiries.pop();
  }

  private noteTurn(now: number): void {
    this.#turns[this.#nextTurn] = now;
    this.#nextTurn = (this.#nextTurn + 1) % this.#turns.length;
  }

  /** When the last turn was (1), the one before (2), …. */
  private turnBefore(back: number): number {
    const { length } = this.#turns;
    return this.#turns[(this.#nextTurn - back + length) % length] ?? Number.NEGATIVE_INFINITY;
  }
}
