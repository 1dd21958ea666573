/** For how long what was learned holds, at least; at most twice as long. */
const learnForMs = 60_000;

/** So many sends must have been seen before anything is concluded from them. */
const enough = 50;

/** No more than this is taken for granted, in milliseconds: so much sooner than expected may messages come where a road clears. */
const mostMs = 500;

interface Sample {
  count: number;
  leastMs: number;
}

const nothing = (): Sample => ({ count: 0, leastMs: Number.POSITIVE_INFINITY });

/**
 * How long a send takes when nothing slows it down: the least that any took of late, the way there, Meta's work and the way back
 * together. What a send takes beyond that it may have spent on its way there. Where few messages are sent nothing is taken for granted.
 */
export class FastestSend {
  #before = nothing();
  #lately = nothing();
  #latelySince = Number.NEGATIVE_INFINITY;

  /** An accepted send took so many milliseconds. */
  learn(tookMs: number, now: number): void {
    this.forgetOld(now);
    this.#lately.count += 1;
    this.#lately.leastMs = Math.min(this.#lately.leastMs, tookMs);
  }

  /** By how many milliseconds a send that took so long is later than the fastest. */
  delayOf(tookMs: number, now: number): number {
    this.forgetOld(now);
    const known = [this.#before, this.#lately].filter(({ count }) => count >= enough);
    if (known.length === 0) return tookMs;
    return Math.max(0, tookMs - Math.min(mostMs, ...known.map(({ leastMs }) => leastMs)));
  }

  private forgetOld(now: number): void {
    const age = now - this.#latelySince;
    if (age < learnForMs) return;
    this.#before = age < 2 * learnForMs ? this.#lately : nothing();
    this.#lately = nothing();
    this.#latelySince = now;
  }
}
