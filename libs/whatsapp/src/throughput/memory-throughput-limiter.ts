import { LRUCache } from 'lru-cache';
import type { Clock } from '../common/index.js';
import { NumberWindow } from './number-window.js';
import { PairAllowance } from './pair-allowance.js';
import {
  ThroughputLimiter,
  type LimitedNumber,
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

  constructor(
    private readonly clock: Clock,
    { maxPairs }: { readonly maxPairs: number },
  ) {
    super();
    this.#pairs = new LRUCache({ max: maxPairs });
  }

  take(request: TurnRequest): Promise<TurnAnswer> {
    const now = this.clock.now();
    // The number first: whether the pair may send matters only once there is a turn, and until then it may have been repaid.
    const number = this.numberOf(request);
    const numberWait = number.waitMs(now);
    if (numberWait > 0) {
      return Promise.resolve({ granted: false, blockedBy: 'number', retryInMs: numberWait });
    }
    const pair = this.pairOf(request);
    const pairWait = pair?.waitMs(now) ?? 0;
    if (pairWait > 0) return Promise.resolve({ granted: false, blockedBy: 'pair', retryInMs: pairWait });
    number.send(now);
    pair?.send(now);
    return Promise.resolve({ granted: true, turn: { ...request, takenAt: now } });
  }

  arrived(turn: TakenTurn, withinMs: number): Promise<void> {
    this.numberOf(turn).arrived(turn.takenAt + withinMs);
    this.pairOf(turn)?.arrived(withinMs);
    return Promise.resolve();
  }

  count(number: LimitedNumber): Promise<void> {
    this.numberOf(number).count(this.clock.now());
    return Promise.resolve();
  }

  slowDown(request: TurnRequest, limit: ThroughputLimit): Promise<void> {
    const now = this.clock.now();
    if (limit === 'number') this.numberOf(request).slowDown(now);
    else this.pairOf(request)?.slowDown(now);
    return Promise.resolve();
  }

  private numberOf({ phoneNumberId, perSecond }: LimitedNumber): NumberWindow {
    const known = this.#numbers.get(phoneNumberId);
    if (known?.perSecond === perSecond) return known;
    const number = known?.at(perSecond) ?? new NumberWindow(perSecond);
    this.#numbers.set(phoneNumberId, number);
    return number;
  }

  private pairOf({ phoneNumberId, pair }: TurnRequest): PairAllowance | undefined {
    if (pair === undefined) return undefined;
    const key = `${phoneNumberId} ${pair}`;
    const known = this.#pairs.get(key);
    if (known) return known;
    const allowance = new PairAllowance();
    this.#pairs.set(key, allowance);
    return allowance;
  }
}
