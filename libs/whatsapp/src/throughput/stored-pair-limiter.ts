import { LRUCache } from 'lru-cache';
import type { Clock } from '../common/index.js';
import type { Stored, Updated, WhatsAppStorage } from '../storage/index.js';
import type { CollectionName } from '../storage/internal.js';
import { PairAllowance, type PairRecord } from './pair-allowance.js';
import type { PairLimiter } from './pair-limiter.js';

const collection: CollectionName = 'pair-debts';

/** A message is taken to arrive within half a second; one that took longer is told to the others. A storage may be slow besides. */
const margins = { burstMs: 3000, wayMs: 500 };

/** A message that borrows is let go no later than this after the end of the burst, in milliseconds: then it asks again. */
const lateMs = 1000;

const askAgainMs = 1;

/** The number of records that are remembered, so that they need not be read before they are written. */
const maxRemembered = 10_000;

/** Messages of this process to one pair that are on their way. */
interface Underway {
  count: number;
  /** The debt that the last of them was added to. */
  record: PairRecord;
}

interface Remembered {
  readonly stored: Stored<PairRecord>;
  /** The time when it expires, by the clock of this process. */
  readonly until: number;
}

/** The pairs of several processes: a debt is a record that is gone when it is repaid. */
export class StoredPairLimiter implements PairLimiter {
  readonly #underway = new Map<string, Underway>();
  readonly #remembered = new LRUCache<string, Remembered>({ max: maxRemembered });

  constructor(
    private readonly storage: WhatsAppStorage,
    private readonly clock: Clock,
  ) {}

  take(keys: readonly string[]): number | Promise<number> {
    if (keys.length === 0) return 0;
    const [key, ...others] = keys;
    return others.length === 0 && key !== undefined ? this.takeOne(key) : this.takeAll(keys);
  }

  async arrived(keys: readonly string[], tookMs: number, refused: boolean): Promise<void> {
    await Promise.all(keys.map((key) => this.arrivedAt(key, tookMs, refused)));
  }

  async slowDown(keys: readonly string[]): Promise<void> {
    await Promise.all(
      keys.map((key) =>
        this.update(key, (pair, now) => {
          pair.slowDown(now);
          return true;
        }),
      ),
    );
  }

  /** Takes the turn of each pair for itself, and gives the turns back where one of them refuses. */
  private async takeAll(keys: readonly string[]): Promise<number> {
    const waits = await Promise.allSettled(keys.map((key) => this.takeOne(key)));
    const failure = waits.find((wait) => wait.status === 'rejected');
    const longestMs = Math.max(...waits.map((wait) => (wait.status === 'fulfilled' ? wait.value : 0)));
    if (failure === undefined && longestMs === 0) return 0;
    const taken = keys.filter((_key, index) => {
      const wait = waits[index];
      return wait?.status === 'fulfilled' && wait.value === 0;
    });
    await this.arrived(taken, 0, true);
    if (failure) throw failure.reason;
    return longestMs;
  }

  private async takeOne(key: string): Promise<number> {
    let waitMs = 0;
    let leavesWithinMs = 0;
    const askedAt = this.clock.monotonic();
    const { stored } = await this.update(key, (pair, now) => {
      waitMs = pair.waitMs(now);
      if (waitMs > 0) return false;
      pair.send(now);
      leavesWithinMs = pair.leavesBy - now + lateMs;
      return true;
    });
    if (waitMs > 0 || stored === undefined) return waitMs;
    const underway = this.#underway.get(key);
    if (underway === undefined) this.#underway.set(key, { count: 1, record: stored.value });
    else {
      underway.count += 1;
      underway.record = stored.value;
    }
    if (this.clock.monotonic() - askedAt > leavesWithinMs) {
      await this.arrivedAt(key, 0, true);
      return askAgainMs;
    }
    return 0;
  }

  private async arrivedAt(key: string, tookMs: number, refused: boolean): Promise<void> {
    const underway = this.#underway.get(key);
    if (underway === undefined) return;
    underway.count -= 1;
    if (underway.count === 0) this.#underway.delete(key);
    if (!refused && tookMs <= margins.wayMs) return;
    // A debt that was taken for repaid while its message was on its way is a debt again.
    await this.update(
      key,
      (pair) => {
        pair.arrived(tookMs, refused);
        return true;
      },
      underway.record,
    );
  }

  private async update(
    key: string,
    change: (pair: PairAllowance, now: number) => boolean,
    otherwise?: PairRecord,
  ): Promise<Updated<PairRecord>> {
    const updated = await this.storage.update<PairRecord>(
      collection,
      key,
      (before, now) => {
        const onTheWay = this.#underway.get(key)?.count ?? 0;
        const pair = PairAllowance.of(before?.value ?? otherwise, margins, onTheWay);
        if (!change(pair, now)) return undefined;
        return pair.clearAt > now ? { value: pair.record, expiresAt: pair.clearAt } : 'drop';
      },
      this.assumed(key),
    );
    this.remember(key, updated);
    return updated;
  }

  private assumed(key: string): 'absent' | Stored<PairRecord> | undefined {
    const remembered = this.#remembered.get(key);
    if (remembered === undefined) return 'absent';
    // One that has expired may be there still, or not.
    return remembered.until > this.clock.monotonic() ? remembered.stored : undefined;
  }

  private remember(key: string, { stored, now }: Updated<PairRecord>): void {
    if (stored?.expiresAt === undefined) this.#remembered.delete(key);
    else {
      this.#remembered.set(key, { stored, until: this.clock.monotonic() + stored.expiresAt - now });
    }
  }
}
