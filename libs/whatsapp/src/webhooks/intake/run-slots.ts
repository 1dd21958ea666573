/** One piece of work that holds a slot, or has lent it. */
interface Holder {
  suspended: number;
  ended: boolean;
}

/** Is told when the last slot is taken, and when one is free again. */
export interface SlotsWatcher {
  becameFull(): void;
  becameFree(): void;
}

/** Bounds how much is handled at the same time; who comes first is served first. */
export class RunSlots {
  watcher?: SlotsWatcher;
  #free: number;
  readonly #queue: (() => void)[] = [];
  /** By what they work for. Not found by the asynchronous context: on Node 20 that costs each event a third more time. */
  readonly #holders = new WeakMap<object, Holder>();

  constructor(readonly slots: number) {
    this.#free = slots;
  }

  /** How much waits for a slot. */
  get waiting(): number {
    return this.#queue.length;
  }

  /** Does the work for an owner, such as an event, as soon as a slot is free. */
  async run<T>(owner: object, work: () => Promise<T>): Promise<T> {
    await this.acquire();
    const holder: Holder = { suspended: 0, ended: false };
    this.#holders.set(owner, holder);
    try {
      return await work();
    } finally {
      holder.ended = true;
      if (holder.suspended === 0) this.free();
    }
  }

  /**
   * Lends the owner's slot to others while its work waits for something that may take long, such as a user's answer. Where the
   * owner holds no slot it just waits.
   */
  async suspend<T>(owner: object, wait: () => Promise<T>): Promise<T> {
    const holder = this.#holders.get(owner);
    if (holder === undefined || holder.ended) return wait();
    if (holder.suspended === 0) this.free();
    holder.suspended += 1;
    try {
      return await wait();
    } finally {
      await this.resume(holder);
    }
  }

  private async resume(holder: Holder): Promise<void> {
    if (holder.ended) return;
    // Still counted as suspended while it queues: the slot is not its own yet.
    if (holder.suspended === 1) await this.acquire();
    holder.suspended -= 1;
    if (holder.ended && holder.suspended === 0) this.free();
  }

  private acquire(): Promise<void> {
    if (this.#free > 0) {
      this.#free -= 1;
      if (this.#free === 0) this.watcher?.becameFull();
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
    if (this.#free === 1) this.watcher?.becameFree();
  }
}
