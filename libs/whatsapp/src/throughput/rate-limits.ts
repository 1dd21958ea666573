import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { Clock } from '../common/index.js';
import { numberOrNone } from '../common/internal.js';
import { WhatsAppStorage, type Awaitable } from '../storage/index.js';
import type { NumberLimiter } from './number-limiter.js';
import { SlidingWindowLimiter } from './sliding-window-limiter.js';
import { MemoryPairLimiter, type PairLimiter } from './pair-limiter.js';
import { SharedNumberLimiter } from './shared-number-limiter.js';
import { StoredPairLimiter } from './stored-pair-limiter.js';

/** How many business numbers are kept; the one that was not used for longest is forgotten first. */
const maxNumbers = 10_000;

/** Meta's two limits: of a number, and of a number towards one user. */
export type LimitKind = 'number' | 'pair';

/** Says which limit one of Meta's codes reports: 130429 is the number's, 131056 the pair's (Error codes, throttling). */
export function limitOf(code: unknown): LimitKind | undefined {
  const given = numberOrNone(code);
  if (given === 130429) return 'number';
  return given === 131056 ? 'pair' : undefined;
}

/** A business number, and how much it may send. */
export interface LimitedNumber {
  readonly phoneNumberId: string;
  /** Messages a second, in and out together. */
  readonly perSecond: number;
}

/** Asks for one message to go out. */
export interface PermitRequest extends LimitedNumber {
  /** The keys of its pair: one for each name that its user is known by. Empty where there is no pair limit (groups). */
  readonly pairs: readonly string[];
}

/** Lets one message go. */
export interface Permit extends PermitRequest {
  /** When the message may go, by `Clock.monotonic`. */
  readonly grantedAt: number;
  /** When its pair was asked: no later. */
  readonly askedAt: number;
}

/** What is known of a message's way to Meta, once its attempt is over. */
export interface Arrival {
  /** From the permit to Meta's answer, in milliseconds: it arrived within that time. */
  readonly tookMs: number;
  /** By how much that is more than what sends take at least, in milliseconds: how much later than others it may have arrived. */
  readonly delayMs: number;
  /** Meta has refused it, for whatever reason: it is not owed by the pair. */
  readonly refused: boolean;
}

/**
 * Counts what each number, and each pair of number and user, has sent. Where nobody else sends it counts exactly, in the memory of
 * the process; else in the storage, so that the limits hold for all processes together. It makes nobody wait: `FairQueue` does.
 *
 * Meta counts a message when it arrives, which may be any time between the permit and Meta's answer. So a message counts as *on its way*
 * until `arrived` tells how long it may have taken. The number counts from `grantedAt + delayMs`, a pair from `grantedAt + tookMs`.
 */
@Injectable()
export class RateLimits {
  readonly #pairs: PairLimiter;
  readonly #numbers = new LRUCache<string, NumberLimiter>({ max: maxNumbers });

  constructor(
    private readonly storage: WhatsAppStorage,
    private readonly clock: Clock,
  ) {
    this.#pairs = this.isStored ? new StoredPairLimiter(storage, clock) : new MemoryPairLimiter(clock);
  }

  numberOf({ phoneNumberId, perSecond }: LimitedNumber): NumberLimiter {
    const known = this.#numbers.get(phoneNumberId);
    if (known?.perSecond === perSecond) return known;
    const number = known?.at(perSecond) ?? this.newNumber(phoneNumberId, perSecond);
    this.#numbers.set(phoneNumberId, number);
    return number;
  }

  /** Milliseconds until the pair may be sent to, or is worth asking for; 0 where it may now, and the message is counted. */
  acquirePair(request: PermitRequest): Awaitable<number> {
    return this.#pairs.acquire(keysOf(request));
  }

  /** An attempt is over, whatever became of the message. */
  arrived(permit: Permit, { tookMs, delayMs, refused }: Arrival): Awaitable<void> {
    this.#numbers.get(permit.phoneNumberId)?.arrived(permit.grantedAt + delayMs);
    return this.#pairs.arrived(keysOf(permit), tookMs + permit.grantedAt - permit.askedAt, refused);
  }

  /** Takes back what was counted for a pair: the message does not go. */
  releasePair(request: PermitRequest): Awaitable<void> {
    return this.#pairs.arrived(keysOf(request), 0, true);
  }

  /** Counts a message that came in: it needs no permit. */
  count(number: LimitedNumber): void {
    this.numberOf(number).count(this.clock.monotonic());
  }

  /** Slows down after Meta has refused a message for a limit, and then by and by comes back to the full rate. */
  slowDown(refused: PermitRequest, limit: LimitKind): Awaitable<void> {
    if (limit === 'pair') return this.#pairs.slowDown(keysOf(refused));
    return this.numberOf(refused).slowDown(this.clock.monotonic());
  }

  private get isStored(): boolean {
    return this.storage.isShared || this.storage.isDurable;
  }

  private newNumber(phoneNumberId: string, perSecond: number): NumberLimiter {
    return this.isStored
      ? new SharedNumberLimiter(phoneNumberId, perSecond, this.storage, this.clock)
      : new SlidingWindowLimiter(perSecond);
  }
}

function keysOf({ phoneNumberId, pairs }: PermitRequest): string[] {
  return pairs.map((pair) => `${phoneNumberId} ${pair}`);
}
