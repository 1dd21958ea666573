import type { SharedTimer } from './shared-timer.js';

/** A lease that this process holds. Times are those of `Clock.monotonic`. */
export interface HeldLease {
  /** The time when the lease was asked for, so that it counts as ended rather too early than too late. @default now */
  readonly askedAt?: number;
  /** Renews the lease. Where it rejects it is tried again, as long as the lease lasts. */
  renew(): Promise<unknown>;
  /** Called where it could not be renewed, before another process may take over. */
  lost?(): void;
}

interface Held {
  readonly lease: HeldLease;
  endsAt: number;
  renewAt: number;
  isRenewing: boolean;
}

/** Renews leases three times while they last, and tells in time of one that could not be renewed. */
export class LeaseRenewer {
  readonly #held = new Set<Held>();
  readonly #everyMs: number;
  /**
   * A lease is given up so much before its end, so that what is on its way then is out before another process goes on. Renewals are no
   * further apart than this either, however many leases there are.
   */
  readonly #marginMs: number;

  constructor(
    private readonly timer: SharedTimer,
    private readonly leaseMs: number,
  ) {
    this.#everyMs = leaseMs / 3;
    this.#marginMs = leaseMs / 12;
    timer.add((now) => this.wake(now));
  }

  /** Keeps a lease until the function that is returned is called. */
  hold(lease: HeldLease): () => void {
    const { askedAt = this.timer.now() } = lease;
    const held: Held = {
      lease,
      endsAt: askedAt + this.leaseMs,
      renewAt: askedAt + this.#everyMs,
      isRenewing: false,
    };
    this.#held.add(held);
    this.timer.wakeBy(held.renewAt);
    return () => void this.#held.delete(held);
  }

  private wake(now: number): number {
    let next = Number.POSITIVE_INFINITY;
    for (const held of this.#held) {
      const { lease } = held;
      const lostAt = lease.lost ? held.endsAt - this.#marginMs : Number.POSITIVE_INFINITY;
      if (lostAt <= now) {
        this.#held.delete(held);
        lease.lost?.();
        continue;
      }
      if (held.renewAt <= now) {
        held.renewAt = now + this.#everyMs;
        if (!held.isRenewing) void this.renew(held, now);
      }
      next = Math.min(next, lostAt, Math.max(held.renewAt, now + this.#marginMs));
    }
    return next;
  }

  private async renew(held: Held, askedAt: number): Promise<void> {
    held.isRenewing = true;
    try {
      await held.lease.renew();
      held.endsAt = askedAt + this.leaseMs;
    } catch {
      // The storage cannot be reached now. It is asked again where the lease lasts until then.
    }
    held.isRenewing = false;
  }
}
