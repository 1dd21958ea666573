import type { SharedTimer } from '../../common/internal.js';

interface Held {
  readonly renew: () => Promise<unknown>;
  readonly since: number;
}

/** Renews leases that are held for longer than a third of their time. */
export class LeaseKeeper {
  readonly #held = new Set<Held>();
  readonly #everyMs: number;
  #nextAt = Number.POSITIVE_INFINITY;
  #isRenewing = false;

  constructor(
    private readonly timer: SharedTimer,
    leaseMs: number,
  ) {
    this.#everyMs = leaseMs / 3;
    timer.add((now) => this.wake(now));
  }

  /** Keeps a lease until the function that is returned is called. */
  hold(renew: () => Promise<unknown>): () => void {
    const held: Held = { renew, since: this.timer.now() };
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
    await Promise.allSettled(old.map(async ({ renew }) => renew()));
    this.#isRenewing = false;
  }
}
