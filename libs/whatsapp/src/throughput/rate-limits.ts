import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { Clock } from '../common/index.js';
import { WhatsAppStorage, type Awaitable } from '../storage/index.js';
import type { NumberLimiter } from './number-limiter.js';
import { SlidingWindowLimiter } from './sliding-window-limiter.js';
import { MemoryPairLimiter, type PairLimiter } from './pair-limiter.js';
import { SharedNumberLimiter } from './shared-number-limiter.js';
import { StoredPairLimiter } from './stored-pair-limiter.js';

/** The most business numbers that are kept account of; the one that was not used for longest is forgotten first. */
const maxNumbers = 10_000;

/** Meta's two limits: of a number (130429), and of a number towards one user (131056). */
export type LimitKind = 'number' | 'pair';

/** A business number, and how much it may send. */
export interface LimitedNumber {
  readonly phoneNumberId: string;
  /** Messages a second, in and out together. */
  readonly perSecond: number;
}

/** A message that would go out. */
export interface PermitRequest extends LimitedNumber {
  /** The keys of its pair: one for each name that its user is known by. Empty where there is no pair limit (groups). */
  readonly pairs: readonly string[];
}

/** A turn that was taken. */
export interface Permit extends PermitRequest {
  /** The time when the message may go, by `Clock.monotonic`. */
  readonly takenAt: number;
  /** The time when its pair was asked: no later. */
  readonly askedAt: number;
}

/** The facts about a message's way to Meta, once its turn is over. */
export interface Arrival {
  /** The time from the turn to Meta's answer, in milliseconds: it arrived within that time. */
  readonly tookMs: number;
  /** The time by which that is more than what sends take at least, in milliseconds: how much later than others it may have arrived. */
  readonly delayMs: number;
  /** Meta has refused it, for whatever reason: it is not owed by the pair. */
  readonly refused: boolean;
}

/**
 * Keeps the account of what each number, and each pair of number and user, has sent: where nobody else sends in the memory of the
 * process, and exactly; else in the storage, so that the limits hold for all processes together. It makes nobody wait.
 *
 * Meta counts a message when it arrives, which may be any time between the turn and Meta's answer. So a message counts as *on its way*
 * until `arrived` tells how long it may have taken. The number counts from `takenAt + delayMs`, a pair from `takenAt + tookMs`.
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

  /** Milliseconds until the pair may be sent to, or is worth asking for; 0 where it may now, and has taken its turn. */
  takePair(request: PermitRequest): Awaitable<number> {
    return this.#pairs.take(keysOf(request));
  }

  /** A turn is over, whatever became of the message. */
  arrived(turn: Permit, { tookMs, delayMs, refused }: Arrival): Awaitable<void> {
    this.#numbers.get(turn.phoneNumberId)?.arrived(turn.takenAt + delayMs);
    return this.#pairs.arrived(keysOf(turn), tookMs + turn.takenAt - turn.askedAt, refused);
  }

  /** A pair has taken its turn, and the message does not go. */
  giveBackPair(request: PermitRequest): Awaitable<void> {
    return this.#pairs.arrived(keysOf(request), 0, true);
  }

  /** A message came in: it needs no turn, and counts. */
  count(number: LimitedNumber): void {
    this.numberOf(number).count(this.clock.monotonic());
  }

  /** Meta refused a message for a limit: less of it for a while, and then by and by as much as before. */
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
