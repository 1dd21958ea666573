import { AsyncLocalStorage } from 'node:async_hooks';

/** One piece of work that holds a slot, or has lent it. */
interface Holder {
  suspended: number;
  ended: boolean;
}

/** Bounds how much is handled at the same time; who comes first is served first. */
export class RunSlots {
  #free: number;
  readonly #queue: (() => void)[] = [];
  readonly #holder = new AsyncLocalStorage<Holder>();

  constructor(slots: number) {
    this.#free = slots;
  }

  /** Does the work as soon as a slot is free. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    await this.acquire();
    const holder: Holder = { suspended: 0, ended: false };
    try {
      return await this.#holder.run(holder, work);
    } finally {
      holder.ended = true;
      if (holder.suspended === 0) this.free();
    }
  }

  /**
   * Lends the slot of whoever calls to others while it waits for something that may take long, such as a user's answer. Outside
   * of a slot it just waits.
   */
  async suspend<T>(wait: () => Promise<T>): Promise<T> {
    const holder = this.#holder.getStore();
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
      return Promise.resolve();
    }
    return new Promise((resolve) => {
      this.#queue.push(resolve);
    });
  }

  private free(): void {
    const next = this.#queue.shift();
    if (next) next();
    else this.#free += 1;
  }
}
