import { LRUCache } from 'lru-cache';
import type { Clock } from '../common/index.js';
import type { Awaitable } from '../storage/index.js';
import { PairAllowance } from './pair-allowance.js';

/** Pairs that something is owed by are no more than a number sends in six seconds: this is far above. */
const maxPairs = 100_000;

/** The account of what each pair of number and user has sent. A pair has a key; a user who is known under several has several. */
export interface PairLimiter {
  /** Milliseconds until a message may go to whoever has these keys, or is worth asking for; 0 where it may go now, and is counted. */
  take(keys: readonly string[]): Awaitable<number>;

  /** The message had reached Meta so long after it was counted, at the latest; what Meta refused is not owed. */
  arrived(keys: readonly string[], tookMs: number, refused: boolean): Awaitable<void>;

  /** Meta refused a message for the limit. */
  slowDown(keys: readonly string[]): Awaitable<void>;
}

/** The pairs of one process: nobody else sends. */
export class MemoryPairLimiter implements PairLimiter {
  readonly #pairs = new LRUCache<string, PairAllowance>({ max: maxPairs });

  constructor(private readonly clock: Clock) {}

  take(keys: readonly string[]): number {
    const now = this.clock.monotonic();
    let waitMs = 0;
    for (const key of keys) waitMs = Math.max(waitMs, this.#pairs.get(key)?.waitMs(now) ?? 0);
    if (waitMs === 0) for (const key of keys) this.pair(key).send(now);
    return waitMs;
  }

  arrived(keys: readonly string[], tookMs: number, refused: boolean): void {
    for (const key of keys) this.#pairs.get(key)?.arrived(tookMs, refused);
  }

  slowDown(keys: readonly string[]): void {
    const now = this.clock.monotonic();
    for (const key of keys) this.pair(key).slowDown(now);
  }

  private pair(key: string): PairAllowance {
    const known = this.#pairs.get(key);
    if (known) return known;
    const pair = new PairAllowance();
    this.#pairs.set(key, pair);
    return pair;
  }
}
