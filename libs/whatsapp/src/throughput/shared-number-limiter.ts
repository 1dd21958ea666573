import { randomUUID } from 'node:crypto';
import type { Clock } from '../common/index.js';
import { SharedTimer } from '../common/internal.js';
import type { Stored, Updated, WhatsAppStorage } from '../storage/index.js';
import type { CollectionName } from '../storage/internal.js';
import type { NumberLimiter, PermitWaiters } from './number-limiter.js';
import { claimShare, keepOf, leaseMs, type NumberShares, type ShareAnswer } from './number-shares.js';
import { SlidingWindowLimiter } from './sliding-window-limiter.js';
import { slowedAgain } from './slowed-rate.js';

const collection: CollectionName = 'number-shares';

/** A share is used no longer than this before its lease ends, in milliseconds: others may be quick. */
const leaseMarginMs = 1000;

/** The pause before a process that waits for more asks again, in milliseconds for each process: all of them together ask 40 times a second. */
const askEveryMs = 25;

/** The interval between two checks whether a share is to be kept or given back, in milliseconds; what was needed lately is kept. */
const lookEveryMs = 1000;

/** A lease is renewed when it is this old, in milliseconds. */
const renewAfterMs = 2000;

/** The time limit for telling the others what came in, in milliseconds. */
const tellWithinMs = 50;

/**
 * A business number that several processes send from: each holds a share of its rate, and counts its own messages exactly within it,
 * so that no clock, and no process that stalls, makes them more than the rate together.
 */
export class SharedNumberLimiter implements NumberLimiter {
  readonly #holder = randomUUID().slice(0, 8);
  #window: SlidingWindowLimiter;
  #allowed = 0;
  #allowedUntil = Number.NEGATIVE_INFINITY;
  /** The share of this process in the record. */
  #told = 0;
  #record?: Stored<NumberShares>;
  #isAsking = false;
  #askedAt = Number.NEGATIVE_INFINITY;
  #askAgainAt = Number.NEGATIVE_INFINITY;
  #seeker?: PermitWaiters;
  #isCrowded = false;
  /** The most that counted at once, in this period and the one before: what was needed may be needed again. */
  #most = 0;
  #mostBefore = 0;
  #lookedAt = Number.NEGATIVE_INFINITY;
  readonly #timer: SharedTimer;

  constructor(
    private readonly phoneNumberId: string,
    perSecond: number,
    private readonly storage: WhatsAppStorage,
    private readonly clock: Clock,
  ) {
    this.#window = new SlidingWindowLimiter(perSecond);
    this.#timer = new SharedTimer(clock);
    this.#timer.add((now) => this.look(now));
  }

  get perSecond(): number {
    return this.#window.perSecond;
  }

  waitMs(now: number, seeker: PermitWaiters): number {
    this.#seeker = seeker;
    if (!this.hasRoom(now) && !this.#isAsking && now >= this.#askAgainAt) this.ask(now);
    const allowed = this.allowedAt(now);
    // Only where all want more do small shares go out evenly too.
    const even = this.#isCrowded ? allowed : this.perSecond;
    const roomMs = allowed > 0 ? this.#window.waitWithin(now, allowed, even) : Number.POSITIVE_INFINITY;
    if (this.#isAsking || this.hasRoom(now)) return roomMs;
    return Math.min(roomMs, Math.max(1, this.#askAgainAt - now));
  }

  send(now: number): void {
    this.#window.send(now);
    this.#most = Math.max(this.#most, this.#window.counted(now));
  }

  arrived(at: number): void {
    this.#window.arrived(at);
  }

  giveBack(): void {
    this.#window.giveBack();
  }

  count(now: number): void {
    this.#window.count(now);
    if (this.#window.counted(now) > this.#told) this.#timer.wakeBy(now + tellWithinMs);
  }

  async slowDown(now: number): Promise<void> {
    this.#window.slowDown(now);
    await this.storage.update<NumberShares>(collection, this.phoneNumberId, (before, storageNow) => {
      const slowed = slowedAgain(before?.value.slowed, storageNow);
      if (slowed === before?.value.slowed) return undefined;
      return keepOf({ shares: before?.value.shares ?? {}, slowed });
    });
  }

  at(perSecond: number): this {
    this.#window = this.#window.at(perSecond);
    return this;
  }

  private allowedAt(now: number): number {
    return now < this.#allowedUntil ? this.#allowed : 0;
  }

  private hasRoom(now: number): boolean {
    return this.#window.counted(now) < this.allowedAt(now);
  }

  private ask(now: number): void {
    const counted = this.#window.counted(now);
    const ready = this.#seeker?.ready ?? 0;
    // Where others wait nothing is kept for later, and else some more for what follows.
    const spare = ready > 0 ? Math.floor(counted / 2) : 0;
    const kept = this.#isCrowded ? 0 : Math.max(this.#most, this.#mostBefore, counted + ready + spare);
    const wanted = Math.min(this.perSecond, Math.max(counted + ready, kept));
    // What is not wanted is not used from here on, so that it can be given back.
    this.#allowed = Math.min(this.allowedAt(now), wanted);
    const claim = {
      holder: this.#holder,
      perSecond: this.perSecond,
      // What may go while the question is under way.
      least: Math.max(counted, this.#allowed),
      wanted,
    };
    let answer: ShareAnswer | undefined;
    const updated = this.storage.update<NumberShares>(
      collection,
      this.phoneNumberId,
      (before, storageNow) => {
        answer = claimShare(before?.value, claim, storageNow);
        return answer.keep;
      },
      this.#record,
    );
    const learn = ({ stored }: Updated<NumberShares>): void => {
      this.#record = stored;
      if (answer !== undefined) this.learn(answer, now);
    };
    if (updated instanceof Promise) void this.answered(updated, learn);
    else learn(updated);
  }

  private learn({ allowed, wanted, held, sharers, isCrowded }: ShareAnswer, askedAt: number): void {
    this.#allowed = allowed;
    this.#allowedUntil = askedAt + leaseMs - leaseMarginMs;
    this.#told = held;
    this.#isCrowded = isCrowded;
    this.#askedAt = askedAt;
    const now = this.clock.monotonic();
    // Whoever has what it wanted may want more at once; the others wait until somebody gives back.
    const isHeld = isCrowded || allowed < wanted || allowed >= this.perSecond;
    this.#askAgainAt = isHeld ? now + askEveryMs * Math.max(2, sharers) : now;
    if (held > 0) this.#timer.wakeBy(now + lookEveryMs);
  }

  private async answered(
    updated: Promise<Updated<NumberShares>>,
    learn: (updated: Updated<NumberShares>) => void,
  ): Promise<void> {
    this.#isAsking = true;
    let failure: Error | undefined;
    try {
      learn(await updated);
    } catch (error) {
      failure = error instanceof Error ? error : new Error('the storage failed', { cause: error });
      this.#record = undefined;
      this.#timer.wakeBy(this.clock.monotonic() + lookEveryMs);
    } finally {
      this.#isAsking = false;
    }
    this.#seeker?.wake(failure);
  }

  /** Keeps the lease while messages count, tells what came in, and gives back what is not needed; when to look again. */
  private look(now: number): number {
    const counted = this.#window.counted(now);
    if (now - this.#lookedAt >= lookEveryMs) {
      this.#lookedAt = now;
      this.#mostBefore = this.#most;
      this.#most = counted;
    }
    const needed = Math.max(counted, this.#most, this.#mostBefore);
    const isOld = this.#told > 0 && now - this.#askedAt >= renewAfterMs;
    if (!this.#isAsking && (counted > this.#told || needed < this.#told || isOld)) this.ask(now);
    return this.#told > 0 || counted > 0 ? now + lookEveryMs : Number.POSITIVE_INFINITY;
  }
}
