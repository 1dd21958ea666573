import { pairBackoffMs } from '../graph/internal.js';

/** One message to one user is earned every 6 seconds; up to 45 may be borrowed within 6 seconds (platform rules, pair rate limit). */
const earnMs = 6000;
const burstMs = 6000;
const maxBurst = 45;

/** The distances that a pair keeps from its limits, in milliseconds. */
export interface PairMargins {
  /** A burst ends so much early, so that its last message is there in time although it takes as long as this. */
  readonly burstMs: number;
  /** A message is taken to be on its way for so long at least, where nobody tells how long it was. */
  readonly wayMs: number;
}

/** The margins where one process sends, which knows what is on its way. */
const ownMargins: PairMargins = { burstMs: 1000, wayMs: 0 };

/** A debt ends late by this much, for clocks that are not one. */
const debtMarginMs = 50;

/** The time until the next question where the debt is known only once a message that is on its way has arrived. */
const askAgainMs = 250;

/** After a rest without another refusal for this long, the pair may burst again. */
const forgetRefusalsMs = 60_000;

/** An allowance as it is stored: times in milliseconds since the UNIX epoch by the storage's clock. */
export interface PairRecord {
  /** The first message of the burst. */
  readonly start: number;
  readonly n: number;
  readonly repaid: number;
  readonly slow: number;
  readonly refusals?: number;
  readonly rest?: number;
}

/**
 * The allowance of one number for one user. Three states: *clear* (nothing is owed: a message opens
 * a burst), *bursting* (up to 45 messages within 6 seconds of the first) and *in debt* (nothing
 * until all of it is repaid). Meta counts from when a message arrives, so the debt ends later by as
 * long as the slowest message took, and not before all have arrived.
 *
 * A plain leaky bucket is not this rule: after a burst of 20 it lets the 21st message through at once, when two minutes are owed.
 */
export class PairAllowance {
  #burstStart = Number.NEGATIVE_INFINITY;
  #inBurst = 0;
  /** The time when everything would be repaid if messages took no time. */
  #repaidAt = Number.NEGATIVE_INFINITY;
  #onTheWay = 0;
  /** The time that the slowest message of this debt took, in milliseconds. */
  #slowestMs = 0;
  #refusals = 0;
  #restEndsAt = Number.NEGATIVE_INFINITY;

  constructor(private readonly margins = ownMargins) {}

  /**
   * The allowance that a record holds, where other processes send to the same user.
   *
   * @param onTheWay messages of this process that are on their way: the record does not know of them
   */
  static of(record: PairRecord | undefined, margins: PairMargins, onTheWay = 0): PairAllowance {
    const pair = new PairAllowance(margins);
    pair.#onTheWay = onTheWay;
    if (record === undefined) return pair;
    pair.#burstStart = record.start;
    pair.#inBurst = record.n;
    pair.#repaidAt = record.repaid;
    pair.#slowestMs = record.slow;
    pair.#refusals = record.refusals ?? 0;
    pair.#restEndsAt = record.rest ?? Number.NEGATIVE_INFINITY;
    return pair;
  }

  /** The record of the allowance. */
  get record(): PairRecord {
    const refused = this.#refusals > 0 && { refusals: this.#refusals, rest: this.#restEndsAt };
    return {
      start: this.#burstStart,
      n: this.#inBurst,
      repaid: this.#repaidAt,
      slow: this.#slowestMs,
      ...refused,
    };
  }

  /** The time from which it is as if nothing had ever been sent. */
  get clearAt(): number {
    return Math.max(
      this.#repaidAt + this.#slowestMs,
      this.#refusals > 0 ? this.#restEndsAt + forgetRefusalsMs : Number.NEGATIVE_INFINITY,
    );
  }

  /** A message that borrows must have left by then, one that does not at any time. */
  get leavesBy(): number {
    return this.#inBurst > 1 ? this.burstEnd : Number.POSITIVE_INFINITY;
  }

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
      this.#burstStart = now;
      this.#inBurst = 0;
      this.#repaidAt = now + debtMarginMs;
      this.#slowestMs = this.margins.wayMs;
    }
    this.#inBurst += 1;
    this.#onTheWay += 1;
    this.#repaidAt += earnMs;
  }

  /** A message that was on its way had reached Meta so long after it went out, at the latest; what Meta refused is not owed. */
  arrived(tookMs: number, refused: boolean): void {
    this.#onTheWay = Math.max(0, this.#onTheWay - 1);
    this.#slowestMs = Math.max(this.#slowestMs, tookMs);
    if (!refused) return;
    this.#inBurst -= 1;
    this.#repaidAt -= earnMs;
  }

  slowDown(now: number): void {
    // One burst brings many refusals, and they all say the same.
    if (now < this.#restEndsAt) return;
    this.#refusals = this.isWary(now) ? this.#refusals + 1 : 1;
    this.#restEndsAt = now + pairBackoffMs(this.#refusals);
  }

  private get burstEnd(): number {
    return this.#burstStart + burstMs - this.margins.burstMs;
  }

  private mayBorrow(now: number): boolean {
    return now < this.burstEnd && this.#inBurst < maxBurst && !this.isWary(now);
  }

  private isWary(now: number): boolean {
    return this.#refusals > 0 && now < this.#restEndsAt + forgetRefusalsMs;
  }
}
