import { LRUCache } from 'lru-cache';
import { WhatsAppStorage, type Stored } from '../../storage/index.js';
import type { CollectionName } from '../../storage/internal.js';

const collection: CollectionName = 'claims';

/** The result of asking for a claim. */
export type Claim =
  /**
   * The caller may run handlers now; `attempt` counts from 1, and names this claim in what follows. `passed` where the interceptors
   * have seen the message, or its handlers have begun.
   */
  | {
      readonly state: 'claimed';
      readonly attempt: number;
      readonly succeeded: readonly string[];
      readonly passed: boolean;
    }
  /** Another process runs them, and the lease has not ended. */
  | { readonly state: 'busy' }
  /** All have succeeded, or were given up: none is run again. `outcome` is what `complete` was given. */
  | { readonly state: 'done'; readonly outcome?: string };

interface ClaimRecord {
  readonly attempt: number;
  /** The time when the lease ends, by the storage's clock; 0 where nobody runs it. Absent where it is done. */
  readonly leaseEndsAt?: number;
  /** The interceptors have let it pass. */
  readonly passed?: true;
  /** The ids of the handlers that have succeeded or were given up. */
  readonly succeeded?: readonly string[];
  /** The outcome of a claim that is done, where it matters. */
  readonly outcome?: string;
}

/**
 * Remembers which handlers have run for which event, so that a webhook that Meta delivers twice is handled once: one record an
 * event. A claim whose lease ended may be taken by somebody else, who gets a higher `attempt`; from then on whatever is told under
 * the old `attempt` is ignored.
 */
export class EventClaims {
  /** The records of claims as this process wrote them last, by key; they need not be read again. */
  readonly #held = new Map<string, Stored<ClaimRecord>>();
  /** The same of those that were given back, and are claimed again soon. */
  readonly #given = new LRUCache<string, Stored<ClaimRecord>>({ max: 1000 });

  constructor(
    private readonly storage: WhatsAppStorage,
    private readonly options: { readonly claimTtlMs: number },
  ) {}

  /** Claims a key for `leaseMs`; a lease that ends without `complete` or `release` counts as a failed attempt. */
  async claim(key: string, leaseMs: number): Promise<Claim> {
    const { stored, changed } = await this.storage.update<ClaimRecord>(
      collection,
      key,
      (before, now) => {
        const { attempt = 0, leaseEndsAt = 0, succeeded, passed } = before?.value ?? {};
        if (before && (before.value.leaseEndsAt === undefined || leaseEndsAt > now)) return undefined;
        return this.keep({ attempt: attempt + 1, leaseEndsAt: now + leaseMs, succeeded, passed }, now);
      },
      this.#given.get(key) ?? 'absent',
    );
    this.#given.delete(key);
    if (stored === undefined)
      throw new Error(
        'update() of the WhatsAppStorage answered without a record although one was kept: run storageContract() on it',
      );
    const { attempt, leaseEndsAt, succeeded = [], passed, outcome } = stored.value;
    if (changed) {
      this.#held.set(key, stored);
      return { state: 'claimed', attempt, succeeded, passed: passed === true || attempt > 1 };
    }
    return leaseEndsAt === undefined ? { state: 'done', outcome } : { state: 'busy' };
  }

  /** Renews the lease while the handlers still run. `false` where the claim is no longer this attempt's. */
  async renew(key: string, attempt: number, leaseMs: number): Promise<boolean> {
    return this.change(key, attempt, (record, now) => ({ ...record, leaseEndsAt: now + leaseMs }));
  }

  /** A handler has succeeded or was given up, and others are still to be run. */
  async note(key: string, attempt: number, handlerId: string): Promise<void> {
    await this.change(key, attempt, (record) => ({
      ...record,
      succeeded: [...(record.succeeded ?? []), handlerId],
    }));
  }

  /** All handlers have succeeded, or were given up. */
  async complete(key: string, attempt: number, outcome?: string): Promise<void> {
    await this.end(key, attempt, () => ({ attempt, outcome }));
  }

  /** A handler has failed: the next delivery may run it again. */
  async release(key: string, attempt: number): Promise<void> {
    await this.end(key, attempt, (record) => ({ ...record, leaseEndsAt: 0 }));
  }

  /** No handler has begun: the attempt counts for nothing. `passed` where the interceptors have seen the message. */
  async giveBack(key: string, attempt: number, passed: boolean): Promise<void> {
    const stored = await this.end(key, attempt, (record) => ({
      ...record,
      attempt: attempt - 1,
      leaseEndsAt: 0,
      ...(passed && { passed }),
    }));
    if (stored) this.#given.set(key, stored);
  }

  private async end(
    key: string,
    attempt: number,
    next: (record: ClaimRecord) => ClaimRecord,
  ): Promise<Stored<ClaimRecord> | undefined> {
    try {
      return (await this.change(key, attempt, next)) ? this.#held.get(key) : undefined;
    } finally {
      this.#held.delete(key);
    }
  }

  private async change(
    key: string,
    attempt: number,
    next: (record: ClaimRecord, now: number) => ClaimRecord,
  ): Promise<boolean> {
    const held = this.#held.get(key);
    this.#held.delete(key);
    const { stored, changed } = await this.storage.update<ClaimRecord>(
      collection,
      key,
      (before, now) => {
        const record = before?.value;
        return record?.attempt === attempt && record.leaseEndsAt !== undefined && record.leaseEndsAt > 0
          ? this.keep(next(record, now), now)
          : undefined;
      },
      held,
    );
    if (changed && stored) this.#held.set(key, stored);
    return changed;
  }

  private keep(value: ClaimRecord, now: number): { value: ClaimRecord; expiresAt: number } {
    return { value, expiresAt: now + this.options.claimTtlMs };
  }
}
