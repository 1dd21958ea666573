/** One piece of work that holds a permit, or has lent it. */
interface Holder {
  /** The number of waits for which it has lent its permit. */
  waits: number;
  hasPermit: boolean;
  ended: boolean;
}

/** Listens to the last permit: when it is taken, and when one is free again. */
export interface SemaphoreListener {
  becameFull(): void;
  becameFree(): void;
}

/** Bounds how much is handled at the same time; who comes first is served first. */
export class Semaphore {
  listener?: SemaphoreListener;
  #free: number;
  readonly #queue: (() => void)[] = [];
  /** The holders of permits, by the object that they work for. Not found by the asynchronous context: on Node 20 that costs each event a third more time. */
  readonly #holders = new WeakMap<object, Holder>();

  constructor(readonly permits: number) {
    this.#free = permits;
  }

  /** The number of those who wait for a permit. */
  get waiting(): number {
    return this.#queue.length;
  }

  /** Runs the work for an owner, such as an event, as soon as a permit is free. */
  async run<T>(owner: object, work: () => Promise<T>): Promise<T> {
    await this.acquire();
    const holder: Holder = { waits: 0, hasPermit: true, ended: false };
    this.#holders.set(owner, holder);
    try {
      return await work();
    } finally {
      holder.ended = true;
      this.lend(holder);
    }
  }

  /**
   * Lends the owner's permit to others while its work waits for something that may take long, such as a user's answer. Where the
   * owner holds no permit it just waits.
   */
  async suspend<T>(owner: object, wait: () => Promise<T>): Promise<T> {
    const holder = this.#holders.get(owner);
    if (holder === undefined || holder.ended) return wait();
    this.lend(holder);
    holder.waits += 1;
    try {
      return await wait();
    } finally {
      holder.waits -= 1;
      await this.resume(holder);
    }
  }

  /** Adds another object by which the owner's work may be named. */
  alias(owner: object, other: object): void {
    const holder = this.#holders.get(owner);
    if (holder) this.#holders.set(other, holder);
  }

  private lend(holder: Holder): void {
    if (!holder.hasPermit) return;
    holder.hasPermit = false;
    this.free();
  }

  /** Resumes the work when the permit is its own again, or lent for another of its waits. */
  private async resume(holder: Holder): Promise<void> {
    if (holder.ended || holder.waits > 0) return;
    await this.acquire();
    // While it queued, it may have ended, begun another wait, or got its permit for one that ended later.
    if (holder.ended || holder.waits > 0 || holder.hasPermit) this.free();
    else holder.hasPermit = true;
  }

  private acquire(): Promise<void> {
    if (this.#free > 0) {
      this.#free -= 1;
      if (this.#free === 0) this.listener?.becameFull();
      return Promise.resolve();
    }
    return new Promise((resolve) => {
      this.#queue.push(resolve);
    });
  }

  private free(): void {
    const next = this.#queue.shift();
    if (next) {
      next();
      return;
    }
    this.#free += 1;
    if (this.#free === 1) this.listener?.becameFree();
  }
}
