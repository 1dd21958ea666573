/** One message to one user is earned every 6 seconds; up to 45 may be borrowed within 6 seconds (platform rules, pair rate limit). */
const earnMs = 6000;
const burstMs = 6000;
const maxBurst = 45;

/** A burst ends a second early, so that its last message is there in time although it takes as long as this. */
const burstMarginMs = 1000;

/** A debt ends late by this much, for clocks that are not one. */
const debtMarginMs = 50;

/** When to ask again where the debt is known only once a message that is on its way has arrived. */
const askAgainMs = 250;

/** After the X-th refusal in a row the pair rests 4^X seconds, X = 0, 1, 2, …; longer than this it never does. */
const longestRestMs = 256_000;

/** After a rest without another refusal for this long, the pair may burst again. */
const forgetRefusalsMs = 60_000;

/**
 * What one number has sent to one user. Three states: *clear* (nothing is owed: a message opens a burst), *bursting* (up to 45
 * messages within 6 seconds of the first) and *in debt* (nothing until all of it is repaid). Meta counts from when a message
 * arrives, so the debt ends later by as long as the slowest message took, and not before all have arrived.
 *
 * A plain leaky bucket is not this rule: after a burst of 20 it lets the 21st message through at once, when two minutes are owed.
 */
export class PairAllowance {
  #burstEndsAt = Number.NEGATIVE_INFINITY;
  #inBurst = 0;
  /** When everything would be repaid if messages took no time. */
  #repaidAt = Number.NEGATIVE_INFINITY;
  #onTheWay = 0;
  /** How long the slowest message of this debt took, in milliseconds. */
  #slowestMs = 0;
  #refusals = 0;
  #restEndsAt = Number.NEGATIVE_INFINITY;

  /** Milliseconds until the next message may go or is worth asking for; 0 where it may go now. */
  waitMs(now: number): number {
    if (this.mayBorrow(now)) return 0;
    const owedMs = Math.max(this.#repaidAt + this.#slowestMs, this.#restEndsAt) - now;
    if (owedMs > 0) return owedMs;
    return this.#onTheWay > 0 ? askAgainMs : 0;
  }

  /** A message goes out, only where {@link waitMs} is 0; {@link arrived} tells when it is there. */
  send(now: number): void {
    if (!this.mayBorrow(now)) {
      this.#burstEndsAt = now + burstMs - burstMarginMs;
      this.#inBurst = 0;
      this.#repaidAt = now + debtMarginMs;
      this.#slowestMs = 0;
    }
    this.#inBurst += 1;
    this.#onTheWay += 1;
    this.#repaidAt += earnMs;
  }

  /** A message that was on its way had reached Meta so long after it went out, at the latest; what Meta refused is not owed. */
  arrived(tookMs: number, refused: boolean): void {
    this.#onTheWay = Math.max(0, this.#onTheWay - 1);
    this.#slowestMs = Math.max(this.#slowestMs, tookMs);
    if (refused) this.#repaidAt -= earnMs;
  }

  slowDown(now: number): void {
    // One burst brings many refusals, and they all say the same.
    if (now < this.#restEndsAt) return;
    this.#refusals = this.isWary(now) ? this.#refusals + 1 : 1;
    this.#restEndsAt = now + Math.min(longestRestMs, 1000 * 4 ** (this.#refusals - 1));
    this.#burstEndsAt = now;
  }

  private mayBorrow(now: number): boolean {
    return now < this.#burstEndsAt && this.#inBurst < maxBurst && !this.isWary(now);
  }

  private isWary(now: number): boolean {
    return this.#refusals > 0 && now < this.#restEndsAt + forgetRefusalsMs;
  }
}
