import type { Clock } from '../../common/index.js';
import type { ClaimStore } from './claim-store.js';

interface Held {
  readonly key: string;
  readonly attempt: number;
  readonly since: number;
}

/**
 * Renews the claims of handlers that run longer than a third of the lease. One timer serves all of them, so that the many which
 * are done at once cost none.
 */
export class LeaseKeeper {
  readonly #held = new Set<Held>();
  readonly #stop = new AbortController();
  #keeping = false;

  constructor(
    private readonly claims: ClaimStore,
    private readonly clock: Clock,
    private readonly leaseMs: number,
  ) {}

  /** Keeps a claim until the function that is returned is called. */
  hold(key: string, attempt: number): () => void {
    const held: Held = { key, attempt, since: this.clock.now() };
    this.#held.add(held);
    if (!this.#keeping) void this.keep();
    return () => void this.#held.delete(held);
  }

  /** Renews nothing any more, and leaves no timer behind. */
  stop(): void {
    this.#stop.abort(new Error('stopped'));
  }

  private async keep(): Promise<void> {
    this.#keeping = true;
    const everyMs = this.leaseMs / 3;
    try {
      while (this.#held.size > 0 && !this.#stop.signal.aborted) {
        await this.clock.sleep(everyMs, this.#stop.signal);
        const now = this.clock.now();
        const old = [...this.#held].filter(({ since }) => now - since >= everyMs);
        // A store that cannot be reached now is asked again next time; the lease outlasts two failures.
        await Promise.allSettled(
          old.map(({ key, attempt }) => this.claims.renew(key, attempt, this.leaseMs)),
        );
      }
    } catch {
      // Stopped.
    } finally {
      this.#keeping = false;
    }
  }
}
