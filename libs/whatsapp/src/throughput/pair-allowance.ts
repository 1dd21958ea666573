/** One message to one user is earned every 6 seconds; up to 45 may be borrowed within 6 seconds (platform rules, pair rate limit). */
const earnMs = 6000;
const burstMs = 6000;
const maxBurst = 45;

/**
 * Messages take differently long to get to Meta: a burst ends earlier and a debt later by this much, so that what is in time here
 * is in time there. It costs 3 % of the rate.
 */
const marginMs = 200;

/** After the X-th refusal in a row the pair rests 4^X seconds, X = 0, 1, 2, …; longer than this it never does. */
const longestRestMs = 256_000;

/** After a rest without another refusal for this long, the pair may burst again. */
const forgetRefusalsMs = 60_000;

/**
 * What one number has sent to one user. Three states: *clear* (nothing is owed: a message opens a burst), *bursting* (up to 45
 * messages within 6 seconds of the first) and *in debt* (nothing until all of it is repaid).
 *
 * A plain leaky bucket is not this rule: after a burst of 20 it lets the 21st message through at once, when two minutes are owed.
 */
export class PairAllowance {
  #burstEndsAt = Number.NEGATIVE_INFINITY;
  #inBurst = 0;
  /** When everything is repaid. */
  #clearAt = Number.NEGATIVE_INFINITY;
  #refusals = 0;
  #restEndsAt = Number.NEGATIVE_INFINITY;

  /** Milliseconds until the next message may go; 0 where it may go now. */
  waitMs(now: number): number {
    return now >= this.#clearAt || this.mayBorrow(now) ? 0 : this.#clearAt - now;
  }

  /** A message went out; only where {@link waitMs} is 0. */
  add(now: number): void {
    if (now >= this.#clearAt) {
      this.#burstEndsAt = now + burstMs - marginMs;
      this.#inBurst = 0;
      this.#clearAt = now + marginMs;
    }
    this.#inBurst += 1;
    this.#clearAt += earnMs;
  }

  slowDown(now: number): void {
    this.#refusals = this.isWary(now) ? this.#refusals + 1 : 1;
    this.#restEndsAt = now + Math.min(longestRestMs, 1000 * 4 ** (this.#refusals - 1));
    this.#burstEndsAt = now;
    this.#clearAt = Math.max(this.#clearAt, this.#restEndsAt);
  }

  private mayBorrow(now: number): boolean {
    return now < this.#burstEndsAt && this.#inBurst < maxBurst && !this.isWary(now);
  }

  private isWary(now: number): boolean {
    return this.#refusals > 0 && now < this.#restEndsAt + forgetRefusalsMs;
  }
}
