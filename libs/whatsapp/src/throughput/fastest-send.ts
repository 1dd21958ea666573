/** For how long a time is remembered, at least; at most twice as long. */
const rememberMs = 60_000;

/**
 * How long a send takes when nothing slows it down: the least of the last minutes, and no time at all until there was a minute to
 * learn from. What a send takes beyond that it may have spent on its way to Meta.
 */
export class FastestSend {
  #lastMinute = 0;
  #thisMinute = Number.POSITIVE_INFINITY;
  #minuteEndsAt?: number;

  /** A send took so many milliseconds; answers by how much that is more than the fastest took. */
  delayOf(tookMs: number, now: number): number {
    this.#minuteEndsAt ??= now + rememberMs;
    if (now >= this.#minuteEndsAt) {
      this.#lastMinute = this.#thisMinute;
      this.#thisMinute = tookMs;
      this.#minuteEndsAt = now + rememberMs;
    }
    this.#thisMinute = Math.min(this.#thisMinute, tookMs);
    return tookMs - Math.min(this.#thisMinute, this.#lastMinute);
  }
}
