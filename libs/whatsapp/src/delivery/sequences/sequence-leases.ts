import type { Clock } from '../../common/index.js';
import { Repeater } from '../repeater.js';
import type { Interruption } from './sequence-run.js';
import type { SequenceStore } from './sequence-store.js';

/** A sequence that this process holds. */
interface Held {
  readonly id: string;
  readonly attempt: number;
  readonly interrupt: (why: Interruption) => void;
  /** By this process's clock, and rather too early than too late. */
  leaseEndsAt: number;
}

/** How many leases are renewed at the same time. */
const renewedAtOnce = 100;

/**
 * Renews the leases of the sequences that this process carries on, three times while one lasts. Where that does not succeed in
 * time, another process may have taken the sequence over: its run here is interrupted.
 */
export class SequenceLeases {
  readonly #held = new Set<Held>();
  readonly #repeater: Repeater;
  readonly #everyMs: number;

  constructor(
    private readonly store: SequenceStore,
    private readonly clock: Clock,
    private readonly leaseMs: number,
  ) {
    this.#everyMs = leaseMs / 3;
    this.#repeater = new Repeater(clock, this.#everyMs, {
      isNeeded: () => this.#held.size > 0,
      work: () => this.renewAll(),
    });
  }

  /** Keeps a lease that has just begun until the function that is returned is called. */
  hold(id: string, attempt: number, interrupt: (why: Interruption) => void): () => void {
    const held: Held = { id, attempt, interrupt, leaseEndsAt: this.clock.now() + this.leaseMs };
    this.#held.add(held);
    this.#repeater.start();
    return () => void this.#held.delete(held);
  }

  stop(): void {
    this.#repeater.stop();
  }

  private async renewAll(): Promise<void> {
    const all = [...this.#held];
    for (let from = 0; from < all.length; from += renewedAtOnce) {
      await Promise.all(all.slice(from, from + renewedAtOnce).map((held) => this.renew(held)));
    }
  }

  private async renew(held: Held): Promise<void> {
    const askedAt = this.clock.now();
    try {
      const hold = await this.store.renew(held.id, held.attempt, this.leaseMs);
      held.leaseEndsAt = askedAt + this.leaseMs;
      if (hold !== 'held') held.interrupt(hold);
    } catch {
      // The store cannot be reached. It is asked once more where the lease lasts until then.
      if (held.leaseEndsAt <= askedAt + this.#everyMs) held.interrupt('lost');
    }
  }
}
