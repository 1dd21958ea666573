const none = -1;
const fewest = 16;

/**
 * The packed records of a collection, each in a numbered slot: its text, and its numbers in columns of typed arrays, 52 bytes a slot.
 * Slots that are free are used again.
 */
export class RecordColumns {
  readonly texts: string[] = [];
  layouts = new Uint16Array(fewest);
  /** NaN where there is none. */
  dueAt = new Float64Array(fewest);
  /** NaN where there is none. */
  expiresAt = new Float64Array(fewest);
  /** The number of the last write; 0 where the slot is free. */
  written = new Float64Array(fewest);
  /** The number of the first write. */
  first = new Float64Array(fewest);
  /** The records that were written before and after each; for a free slot, `#after` is the next free one. */
  #before = new Int32Array(fewest);
  #after = new Int32Array(fewest);
  #oldest = none;
  #newest = none;
  #free = none;

  /** The slot that was written longest ago. */
  get oldest(): number | undefined {
    return this.#oldest === none ? undefined : this.#oldest;
  }

  /** The slot that was written next after one. */
  after(slot: number): number | undefined {
    const after = this.#after[slot] ?? none;
    return after === none ? undefined : after;
  }

  /** A free slot, from now on the one that was written last. */
  take(): number {
    let slot = this.#free;
    if (slot === none) {
      slot = this.texts.length;
      if (slot === this.written.length) this.grow();
      this.texts.push('');
      this.dueAt[slot] = Number.NaN;
    } else this.#free = this.#after[slot] ?? none;
    this.append(slot);
    return slot;
  }

  /** Makes a slot the one that was written last. */
  touch(slot: number): void {
    if (slot === this.#newest) return;
    this.unlink(slot);
    this.append(slot);
  }

  release(slot: number): void {
    this.unlink(slot);
    this.texts[slot] = '';
    this.written[slot] = 0;
    this.dueAt[slot] = Number.NaN;
    this.#after[slot] = this.#free;
    this.#free = slot;
  }

  private append(slot: number): void {
    this.#before[slot] = this.#newest;
    this.#after[slot] = none;
    if (this.#newest === none) this.#oldest = slot;
    else this.#after[this.#newest] = slot;
    this.#newest = slot;
  }

  private unlink(slot: number): void {
    const before = this.#before[slot] ?? none;
    const after = this.#after[slot] ?? none;
    if (before === none) this.#oldest = after;
    else this.#after[before] = after;
    if (after === none) this.#newest = before;
    else this.#before[after] = before;
  }

  private grow(): void {
    const length = Math.ceil(this.written.length * 1.25);
    this.layouts = grown(new Uint16Array(length), this.layouts);
    this.dueAt = grown(new Float64Array(length), this.dueAt);
    this.expiresAt = grown(new Float64Array(length), this.expiresAt);
    this.written = grown(new Float64Array(length), this.written);
    this.first = grown(new Float64Array(length), this.first);
    this.#before = grown(new Int32Array(length), this.#before);
    this.#after = grown(new Int32Array(length), this.#after);
  }
}

function grown<T extends Uint16Array | Int32Array | Float64Array>(column: T, before: T): T {
  column.set(before);
  return column;
}
