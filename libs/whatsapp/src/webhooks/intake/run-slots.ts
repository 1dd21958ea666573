/** One piece of work that holds a slot, or has lent it. */
interface Holder {
  /** How many waits it has lent its slot for. */
  waits: number;
  hasSlot: boolean;
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
    const holder: Holder = { waits: 0, hasSlot: true, ended: false };
    this.#holders.set(owner, holder);
    try {
      return await work();
    } finally {
      holder.ended = true;
      this.lend(holder);
    }
  }

  /**
   * Lends the owner's slot to others while its work waits for something that may take long, such as a user's answer. Where the
   * owner holds no slot it just waits.
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

  /** Another object by which the owner's work may be named too. */
  alias(owner: object, other: object): void {
    const holder = this.#holders.get(owner);
    if (holder) this.#holders.set(other, holder);
  }

  private lend(holder: Holder): void {
    if (!holder.hasSlot) return;
    holder.hasSlot = false;
    this.free();
  }

  /** It goes on when the slot is its own again, or lent for another of its waits. */
  private async resume(holder: Holder): Promise<void> {
    if (holder.ended || holder.waits > 0) return;
    await this.acquire();
    // While it queued, it may have ended, begun another wait, or got its slot for one that ended later.
    if (holder.ended || holder.waits > 0 || holder.hasSlot) this.free();
    else holder.hasSlot = true;
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
