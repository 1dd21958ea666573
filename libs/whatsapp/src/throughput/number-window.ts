/**
 * A second, and 30 ms for messages that take differently long to get to Meta: what left in two windows must not arrive in one
 * second. It costs 3 % of the rate.
 */
const windowMs = 1030;

/** No fifth of a window takes more than a quarter of it, so that a full queue does not go out in one burst each second. */
const burstWindowMs = windowMs / 5;
const burstShare = 1 / 4;

/** After a refusal the rate is halved, but not below this part of it, and not again within a second. */
const slowest = 1 / 16;
const slowDownEveryMs = 1000;
const pauseMs = 1000;

/** What comes back each second after a refusal, as a part of the full rate. */
const recoveryPerSecond = 0.1;

/** What one business number sent and received within the last second. Times are handed in, so that it needs no clock. */
export class NumberWindow {
  #times: Float64Array;
  #next = 0;
  #count = 0;
  #slowedTo = 1;
  #slowedAt = Number.NEGATIVE_INFINITY;

  constructor(readonly perSecond: number) {
    this.#times = new Float64Array(perSecond);
  }

  /** Milliseconds until the next message may go; 0 where it may go now. */
  waitMs(now: number): number {
    const limit = Math.max(1, Math.floor(this.perSecond * this.share(now)));
    return Math.max(
      this.waitFor(limit, windowMs, now),
      this.waitFor(Math.ceil(limit * burstShare), burstWindowMs, now),
      this.#slowedAt + pauseMs - now,
      0,
    );
  }

  /** A message went out or came in. */
  add(now: number): void {
    this.#times[this.#next] = now;
    this.#next = (this.#next + 1) % this.#times.length;
    this.#count = Math.min(this.#count + 1, this.#times.length);
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
    for (let back = this.#count; back >= 1; back -= 1) other.add(this.timeOf(back));
    other.#slowedTo = this.#slowedTo;
    other.#slowedAt = this.#slowedAt;
    return other;
  }

  private share(now: number): number {
    const seconds = Math.floor((now - this.#slowedAt) / 1000);
    return Math.min(1, this.#slowedTo + seconds * recoveryPerSecond);
  }

  /** Until the last but `limit` is older than the window. */
  private waitFor(limit: number, ms: number, now: number): number {
    return this.#count < limit ? 0 : this.timeOf(limit) + ms - now;
  }

  /** When the last message was (1), the one before (2), …. */
  private timeOf(back: number): number {
    const { length } = this.#times;
    return this.#times[(this.#next - back + length) % length] ?? Number.NEGATIVE_INFINITY;
  }
}
