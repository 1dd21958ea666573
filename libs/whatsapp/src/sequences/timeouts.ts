import { type Clock } from '../common/index.js';
import { MinHeap } from '../common/internal.js';
import { DeadlineTracker } from '../delivery/internal.js';
import { MonotonicClock } from './monotonic-clock.js';

interface Entry {
  readonly at: number;
  readonly fire: () => void;
}

/** Calls functions after a while, with one sleep for all of them, and in time also where the machine's clock is set. */
export class Timeouts {
  readonly #clock: MonotonicClock;
  readonly #tracker: DeadlineTracker;
  readonly #entries = new Set<Entry>();
  /** The entries of the heap; those that were taken back stay in until they come first, or most are such. */
  readonly #heap = new MinHeap<Entry>();

  constructor(clock: Clock) {
    this.#clock = new MonotonicClock(clock);
    this.#tracker = new DeadlineTracker(this.#clock, {
      next: () => {
        this.dropTakenBack();
        return Promise.resolve(this.#heap.firstKey);
      },
      sweep: (now) => {
        this.fireUntil(now);
        return Promise.resolve();
      },
      failed: () => {
        // Neither of them throws.
      },
    });
  }

  /** The number of entries, those that were taken back and are still there included. */
  get size(): number {
    return this.#heap.size;
  }

  /** The function that is returned takes it back. */
  after(ms: number, fire: () => void): () => void {
    const entry: Entry = { at: this.#clock.now() + ms, fire };
    this.#entries.add(entry);
    this.#heap.push(entry.at, entry);
    this.#tracker.plan(entry.at);
    return () => {
      this.#entries.delete(entry);
      if (this.#heap.size > 100 && this.#heap.size > 2 * this.#entries.size) this.rebuild();
    };
  }

  stop(): void {
    this.#tracker.stop();
  }

  private fireUntil(now: number): void {
    while ((this.#heap.firstKey ?? Number.POSITIVE_INFINITY) <= now) {
      const entry = this.#heap.pop();
      if (entry && this.#entries.delete(entry)) entry.fire();
    }
  }

  private dropTakenBack(): void {
    while (this.#heap.first && !this.#entries.has(this.#heap.first)) this.#heap.pop();
  }

  private rebuild(): void {
    this.#heap.clear();
    for (const entry of this.#entries) this.#heap.push(entry.at, entry);
  }
}
