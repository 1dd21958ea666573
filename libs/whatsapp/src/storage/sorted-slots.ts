/** The number of slots in one array at most: that many are moved for one that comes or goes. */
const chunkSize = 512;

/** Compares two slots, as `Array.prototype.sort` asks for it. */
export type CompareSlots = (one: number, other: number) => number;

/** Slots in an order. A place is found in logarithmic time, and a few hundred slots are moved for one that comes or goes. */
export class SortedSlots {
  readonly #chunks: number[][] = [];

  constructor(
    slots: readonly number[],
    private readonly compare: CompareSlots,
  ) {
    const sorted = slots.toSorted(compare);
    for (let from = 0; from < sorted.length; from += chunkSize) {
      this.#chunks.push(sorted.slice(from, from + chunkSize));
    }
  }

  add(slot: number): void {
    const last = this.#chunks.length - 1;
    const index = Math.min(this.chunkOf(slot), last);
    const chunk = this.#chunks[index];
    if (chunk === undefined) {
      this.#chunks.push([slot]);
      return;
    }
    const place = this.placeIn(chunk, (other) => this.compare(other, slot));
    if (chunk[place] === slot) return;
    if (chunk.length < chunkSize) chunk.splice(place, 0, slot);
    // Most come at an end: what is there is left as it is, and full.
    else if (place === chunkSize && index === last) this.#chunks.push([slot]);
    else if (place === 0 && index === 0) this.#chunks.unshift([slot]);
    else {
      const half = chunk.splice(chunkSize / 2);
      this.#chunks.splice(index + 1, 0, half);
      if (place <= chunk.length) chunk.splice(place, 0, slot);
      else half.splice(place - chunkSize / 2, 0, slot);
    }
  }

  /** Removes a slot; its rank must be the same as when it was added. */
  delete(slot: number): void {
    const index = this.chunkOf(slot);
    const chunk = this.#chunks[index];
    if (chunk === undefined) return;
    const place = this.placeIn(chunk, (other) => this.compare(other, slot));
    if (chunk[place] !== slot) return;
    if (chunk.length === 1) this.#chunks.splice(index, 1);
    else chunk.splice(place, 1);
  }

  get isEmpty(): boolean {
    return this.#chunks.length === 0;
  }

  /** All from the first on that stands behind, for which `order` is positive. */
  *behind(order: (slot: number) => number): Generator<number> {
    let index = this.search(this.#chunks.length, (at) => {
      const last = this.#chunks[at]?.at(-1);
      return last !== undefined && order(last) > 0;
    });
    const first = this.#chunks[index];
    let place = first ? this.search(first.length, (at) => order(first[at] ?? 0) > 0) : 0;
    for (let chunk = first; chunk; chunk = this.#chunks[index]) {
      for (let slot = chunk[place]; slot !== undefined; slot = chunk[place]) {
        yield slot;
        place += 1;
      }
      index += 1;
      place = 0;
    }
  }

  /** The chunk that the slot stands in, or the one behind the last. */
  private chunkOf(slot: number): number {
    return this.search(this.#chunks.length, (at) => {
      const last = this.#chunks[at]?.at(-1);
      return last !== undefined && this.compare(last, slot) >= 0;
    });
  }

  private placeIn(chunk: readonly number[], order: (other: number) => number): number {
    return this.search(chunk.length, (at) => order(chunk[at] ?? 0) >= 0);
  }

  /** The first index from which on something holds. */
  private search(length: number, holds: (index: number) => boolean): number {
    let from = 0;
    let to = length;
    while (from < to) {
      const middle = (from + to) >>> 1;
      if (holds(middle)) to = middle;
      else from = middle + 1;
    }
    return from;
  }
}
