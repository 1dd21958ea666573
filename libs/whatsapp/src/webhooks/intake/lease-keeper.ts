import type { SharedTimer } from '../../common/internal.js';
import type { EventClaims } from './event-claims.js';

interface Held {
  readonly key: string;
  readonly attempt: number;
  readonly since: number;
}

/** Renews the claims of handlers that run longer than a third of the lease. */
export class LeaseKeeper {
  readonly #held = new Set<Held>();
  readonly #everyMs: number;
  #nextAt = Number.POSITIVE_INFINITY;
  #isRenewing = false;

  constructor(
    private readonly claims: EventClaims,
    private readonly timer: SharedTimer,
    private readonly leaseMs: number,
  ) {
    this.#everyMs = leaseMs / 3;
    timer.add((now) => this.wake(now));
  }

  /** Keeps a claim until the function that is returned is called. */
  hold(key: string, attempt: number): () => void {
    const held: Held = { key, attempt, since: this.timer.now() };
    this.#held.add(held);
    if (this.#held.size === 1) this.#nextAt = Math.min(this.#nextAt, held.since + this.#everyMs);
    this.timer.wakeBy(this.#nextAt);
    return () => void this.#held.delete(held);
  }

  private wake(now: number): number {
    if (now < this.#nextAt) return this.#nextAt;
    const old = [...this.#held].filter(({ since }) => now - since >= this.#everyMs);
    if (!this.#isRenewing) void this.renew(old);
    this.#nextAt = this.#held.size === 0 ? Number.POSITIVE_INFINITY : now + this.#everyMs;
    return this.#nextAt;
  }

  private async renew(old: readonly Held[]): Promise<void> {
    this.#isRenewing = true;
    // A store that cannot be reached now is asked again next time; the lease outlasts two failures.
    await Promise.allSettled(
      old.map(async ({ key, attempt }) => this.claims.renew(key, attempt, this.leaseMs)),
    );
    this.#isRenewing = false;
  }
}
