import type { Clock } from '../common/index.js';
import { withTimeout } from '../common/internal.js';
import { Repeater } from './repeater.js';
import type { Interruption } from './sequence-run.js';
import type { SequenceStore } from './sequence-store.js';
import { Timeouts } from './timeouts.js';

/** A lease that this process was given. */
export interface Lease {
  readonly id: string;
  readonly attempt: number;
  /** When the store was asked for it, by `Clock.monotonic`: it ends rather too early than too late. */
  readonly askedAt: number;
}

/** A sequence that this process holds. */
interface Held extends Lease {
  readonly interrupt: (why: Interruption) => void;
  endsAt: number;
  /** Takes its timer back. */
  letGo?: () => void;
}

/** How many leases are renewed at the same time. */
const renewedAtOnce = 100;

/**
 * Renews the leases of the sequences that this process carries on, three times while one lasts. Where the store has not answered
 * in time, for whatever reason, another process may soon take the sequence over: its run here is interrupted before.
 */
export class SequenceLeases {
  readonly #held = new Set<Held>();
  readonly #repeater: Repeater;
  readonly #ends: Timeouts;
  /** A lease is given up so much before its end, so that what is on its way then is out before another process goes on. */
  readonly #marginMs: number;

  constructor(
    private readonly store: SequenceStore,
    private readonly clock: Clock,
    private readonly leaseMs: number,
  ) {
    this.#marginMs = leaseMs / 12;
    this.#ends = new Timeouts(clock);
    this.#repeater = new Repeater(clock, leaseMs / 3, {
      isNeeded: () => this.#held.size > 0,
      work: () => this.renewAll(),
    });
  }

  /** Keeps a lease that has just begun until the function that is returned is called. */
  hold(lease: Lease, interrupt: (why: Interruption) => void): () => void {
    const held: Held = { ...lease, interrupt, endsAt: lease.askedAt + this.leaseMs };
    this.#held.add(held);
    this.#repeater.start();
    this.giveUpInTime(held);
    return () => {
      this.#held.delete(held);
      held.letGo?.();
    };
  }

  stop(): void {
    this.#repeater.stop();
    this.#ends.stop();
  }

  /** By a timer of this process, whatever becomes of the calls to the store. */
  private giveUpInTime(held: Held): void {
    const leftMs = held.endsAt - this.#marginMs - this.clock.monotonic();
    held.letGo = this.#ends.after(leftMs, () => {
      if (held.endsAt - this.#marginMs > this.clock.monotonic()) return this.giveUpInTime(held);
      this.#held.delete(held);
      held.interrupt('lost');
    });
  }

  private async renewAll(): Promise<void> {
    const all = [...this.#held];
    for (let from = 0; from < all.length; from += renewedAtOnce) {
      const renewals = all.slice(from, from + renewedAtOnce).map((held) => this.renew(held));
      // Whoever is not answered must not keep the others from being renewed.
      await withTimeout(this.clock, this.#marginMs, Promise.all(renewals), { background: true });
    }
  }

  private async renew(held: Held): Promise<void> {
    const askedAt = this.clock.monotonic();
    try {
      const hold = await this.store.renew(held.id, held.attempt, this.leaseMs);
      held.endsAt = Math.max(held.endsAt, askedAt + this.leaseMs);
      if (hold !== 'held') held.interrupt(hold);
    } catch {
      // The store cannot be reached. It is asked again where the lease lasts until then.
    }
  }
}
