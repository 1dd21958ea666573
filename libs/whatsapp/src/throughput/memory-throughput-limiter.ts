import { LRUCache } from 'lru-cache';
import type { Clock } from '../common/index.js';
import { NumberWindow } from './number-window.js';
import { PairAllowance } from './pair-allowance.js';
import {
  ThroughputLimiter,
  type Arrival,
  type LimitedNumber,
  type RefusedTurn,
  type TakenTurn,
  type ThroughputLimit,
  type TurnAnswer,
  type TurnRequest,
} from './throughput-limiter.js';

/** How many business numbers are kept account of; who was not used for longest is forgotten first. */
const maxNumbers = 10_000;

/**
 * The default {@link ThroughputLimiter}: bounded memory of this process. Several processes that send from one number each keep
 * the limits for themselves, and together exceed them: there, use one that they share.
 *
 * @publicApi
 */
export class MemoryThroughputLimiter extends ThroughputLimiter {
  readonly #numbers = new LRUCache<string, NumberWindow>({ max: maxNumbers });
  readonly #pairs: LRUCache<string, PairAllowance>;
  readonly #underway = new WeakSet<TakenTurn>();

  constructor(
    private readonly clock: Clock,
    { maxPairs }: { readonly maxPairs: number },
  ) {
    super();
    this.#pairs = new LRUCache({ max: maxPairs });
  }

  take(request: TurnRequest): Promise<TurnAnswer> {
    const now = this.clock.monotonic();
    // The number first: whether the pair may send matters only once there is a turn, and until then it may have been repaid.
    const number = this.numberOf(request);
    const numberWait = number.waitMs(now);
    if (numberWait > 0) {
      return Promise.resolve({ granted: false, blockedBy: 'number', retryInMs: numberWait });
    }
    const pairs = this.pairsOf(request);
    const pairWait = Math.max(0, ...pairs.map((pair) => pair.waitMs(now)));
    if (pairWait > 0) return Promise.resolve({ granted: false, blockedBy: 'pair', retryInMs: pairWait });
    number.send(now);
    for (const pair of pairs) pair.send(now);
    const turn = { ...request, takenAt: now };
    this.#underway.add(turn);
    return Promise.resolve({ granted: true, turn });
  }

  arrived(turn: TakenTurn, { tookMs, delayMs, refused }: Arrival): Promise<void> {
    if (!this.#underway.delete(turn)) return Promise.resolve();
    this.#numbers.get(turn.phoneNumberId)?.arrived(turn.takenAt + delayMs);
    for (const pair of this.pairsOf(turn)) pair.arrived(tookMs, refused);
    return Promise.resolve();
  }

  count(number: LimitedNumber): Promise<void> {
    this.numberOf(number).count(this.clock.monotonic());
    return Promise.resolve();
  }

  slowDown(refused: RefusedTurn, limit: ThroughputLimit): Promise<void> {
    const now = this.clock.monotonic();
    if (limit === 'number') this.numberOf(refused).slowDown(now);
    else for (const pair of this.pairsOf(refused)) pair.slowDown(now);
    return Promise.resolve();
  }

  private numberOf({ phoneNumberId, perSecond }: LimitedNumber): NumberWindow {
    const known = this.#numbers.get(phoneNumberId);
    if (known?.perSecond === perSecond) return known;
    const number = known?.at(perSecond) ?? new NumberWindow(perSecond);
    this.#numbers.set(phoneNumberId, number);
    return number;
  }

  private pairsOf({ phoneNumberId, pairs = [] }: RefusedTurn): PairAllowance[] {
    return pairs.map((pair) => {
      const key = `${phoneNumberId} ${pair}`;
      const known = this.#pairs.get(key);
      if (known) return known;
      const allowance = new PairAllowance();
      this.#pairs.set(key, allowance);
      return allowance;
    });
  }
}
