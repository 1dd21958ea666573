import { LRUCache } from 'lru-cache';
import type { Clock } from '../../common/index.js';
import { ClaimStore, type Claim } from './claim-store.js';

interface Entry {
  readonly attempt: number;
  readonly state: 'running' | 'failed' | 'done';
  /** When the lease of what is running ends, by the clock. */
  readonly leaseEndsAt: number;
}

/** How much the {@link MemoryClaimStore} remembers, and for how long. */
export interface MemoryClaimStoreOptions {
  readonly maxClaims: number;
  readonly claimTtlMs: number;
}

/**
 * The default {@link ClaimStore}: bounded memory of this process. Another process, or this one after a restart, knows nothing of
 * it: on several machines, use one that they share.
 *
 * @publicApi
 */
export class MemoryClaimStore extends ClaimStore {
  readonly #entries: LRUCache<string, Entry>;

  constructor(
    private readonly clock: Clock,
    { maxClaims, claimTtlMs }: MemoryClaimStoreOptions,
  ) {
    super();
    this.#entries = new LRUCache({
      max: maxClaims,
      ttl: claimTtlMs,
      ttlResolution: 0,
      perf: { now: () => clock.now() },
    });
  }

  claim(key: string, leaseMs: number): Promise<Claim> {
    const entry = this.#entries.get(key);
    if (entry?.state === 'done') return Promise.resolve({ state: 'done' });
    if (entry?.state === 'running' && entry.leaseEndsAt > this.clock.now()) {
      return Promise.resolve({ state: 'busy' });
    }
    const attempt = (entry?.attempt ?? 0) + 1;
    this.#entries.set(key, { attempt, state: 'running', leaseEndsAt: this.clock.now() + leaseMs });
    return Promise.resolve({ state: 'claimed', attempt });
  }

  renew(key: string, attempt: number, leaseMs: number): Promise<boolean> {
    const ours = this.isHeld(key, attempt);
    if (ours) {
      this.#entries.set(key, { attempt, state: 'running', leaseEndsAt: this.clock.now() + leaseMs });
    }
    return Promise.resolve(ours);
  }

  complete(key: string, attempt: number): Promise<void> {
    this.end(key, attempt, 'done');
    return Promise.resolve();
  }

  release(key: string, attempt: number): Promise<void> {
    this.end(key, attempt, 'failed');
    return Promise.resolve();
  }

  private end(key: string, attempt: number, state: 'failed' | 'done'): void {
    if (this.isHeld(key, attempt)) this.#entries.set(key, { attempt, state, leaseEndsAt: 0 });
  }

  private isHeld(key: string, attempt: number): boolean {
    const entry = this.#entries.get(key);
    return entry?.state === 'running' && entry.attempt === attempt;
  }
}
