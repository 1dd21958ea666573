import { type Clock } from '../../common/index.js';
import { MinHeap } from '../../common/internal.js';
import { DeadlineWatch } from '../deadline-watch.js';

interface Entry {
  fire?: () => void;
}

/** Calls functions at given times, with one sleep for all of them. */
export class Timeouts {
  readonly #entries = new MinHeap<Entry>();
  readonly #watch: DeadlineWatch;

  constructor(clock: Clock) {
    this.#watch = new DeadlineWatch(clock, {
      next: () => {
        this.dropCancelled();
        return Promise.resolve(this.#entries.firstKey);
      },
      sweep: (now) => {
        while ((this.#entries.firstKey ?? Number.POSITIVE_INFINITY) <= now) this.#entries.pop()?.fire?.();
        return Promise.resolve();
      },
      failed: () => {
        // Neither of them throws.
      },
    });
  }

  /** The function that is returned takes it back. */
  at(time: number, fire: () => void): () => void {
    const entry: Entry = { fire };
    this.#entries.push(time, entry);
    this.#watch.plan(time);
    return () => {
      entry.fire = undefined;
    };
  }

  stop(): void {
    this.#watch.stop();
  }

  private dropCancelled(): void {
    while (this.#entries.first && !this.#entries.first.fire) this.#entries.pop();
  }
}
