import { MinHeap } from './min-heap.js';

interface Entry<T> {
  readonly value: T;
  next?: Entry<T>;
}

/** All of one time, in the order in which they came. */
interface Batch<T> {
  first: Entry<T>;
  last: Entry<T>;
}

/** A queue that returns the oldest item first, and among equally old items the one that came first. Taking in and giving out never walk through what waits. */
export class TimedQueue<T> {
  readonly #times = new MinHeap<number>();
  readonly #batches = new Map<number, Batch<T>>();

  push(at: number, value: T): void {
    const entry: Entry<T> = { value };
    this.append(at, { first: entry, last: entry });
  }

  shift(): T | undefined {
    const at = this.#times.first;
    const batch = at === undefined ? undefined : this.#batches.get(at);
    if (at === undefined || batch === undefined) return undefined;
    const { value, next } = batch.first;
    if (next) batch.first = next;
    else {
      this.#batches.delete(at);
      this.#times.pop();
    }
    return value;
  }

  /** Moves all items of another queue into this one: an item that is equally old stands behind those that are here. */
  takeAll(other: TimedQueue<T>): void {
    for (const [at, batch] of other.#batches) this.append(at, batch);
    other.#batches.clear();
    other.#times.clear();
  }

  private append(at: number, batch: Batch<T>): void {
    const known = this.#batches.get(at);
    if (known) {
      known.last.next = batch.first;
      known.last = batch.last;
    } else {
      this.#batches.set(at, batch);
      this.#times.push(at, at);
    }
  }
}
