/** The length of a period of measurement, in milliseconds, and the time that its result holds. */
const periodMs = 60_000;

/** The number of sends that a period needs before anything is concluded from it. */
const enough = 50;

/** No more than this is taken for granted, in milliseconds: so much sooner than expected may messages come where a road clears. */
const mostMs = 500;

/** The measurements of a period. */
interface Sample {
  count: number;
  totalMs: number;
  leastMs: number;
}

const nothing = (): Sample => ({ count: 0, totalMs: 0, leastMs: Number.POSITIVE_INFINITY });

/**
 * Measures the time of a send when nothing slows it down: the least that any took in the period
 * before, and less where this one has seen a faster one. It is the way there, Meta's work and the
 * way back together; what a send takes beyond that it may have spent on its way there. The fastest
 * need not have had both the shortest way there and the shortest way back, so by as much as sends
 * usually take longer, less is taken for granted; in the first period, and where few are sent,
 * nothing is.
 */
export class MinimumLatency {
  #before = nothing();
  #now = nothing();
  #since?: number;

  /** An accepted send took so many milliseconds. */
  learn(tookMs: number, now: number): void {
    this.turnPage(now);
    this.#now.count += 1;
    this.#now.totalMs += tookMs;
    this.#now.leastMs = Math.min(this.#now.leastMs, tookMs);
  }

  /** Returns the milliseconds by which a send that took so long is later than the fastest. */
  delayOf(tookMs: number, now: number): number {
    this.turnPage(now);
    return Math.max(0, tookMs - Math.min(mostMs, certain(this.#before), this.#now.leastMs));
  }

  private turnPage(now: number): void {
    this.#since ??= now;
    const age = now - this.#since;
    if (age < periodMs) return;
    this.#before = age < 2 * periodMs ? this.#now : nothing();
    this.#now = nothing();
    this.#since = now;
  }
}

function certain({ count, totalMs, leastMs }: Sample): number {
  if (count < enough) return 0;
  const usualMs = totalMs / count;
  return Math.max(0, leastMs - (usualMs - leastMs));
}
