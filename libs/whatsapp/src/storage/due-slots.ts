/**
 * Slots in the order of their due times, the earliest first: a heap that knows the place of each slot, so that a due time which is
 * moved or gone leaves nothing behind. 16 bytes a slot.
 */
export class DueSlots {
  readonly #heap: number[] = [];
  /** The position of each slot in the heap plus one; 0 where it is not in the heap. */
  #places = new Int32Array(16);

  constructor(private readonly dueAt: (slot: number) => number) {}

  get first(): number | undefined {
    return this.#heap[0];
  }

  /** Moves a slot to the position of its due time, or adds it. */
  set(slot: number): void {
    if (slot >= this.#places.length) this.grow(slot);
    const known = this.#places[slot] ?? 0;
    const place = known === 0 ? this.#heap.length : known - 1;
    this.sink(slot, this.rise(slot, place));
  }

  delete(slot: number): void {
    const place = (this.#places[slot] ?? 0) - 1;
    if (place < 0) return;
    this.#places[slot] = 0;
    const last = this.#heap.pop();
    if (last === undefined || last === slot) return;
    this.sink(last, this.rise(last, place));
  }

  /** The place that is left for a slot which is due earlier than those above. */
  private rise(slot: number, from: number): number {
    const due = this.dueAt(slot);
    let place = from;
    while (place > 0) {
      const parent = (place - 1) >> 1;
      const above = this.#heap[parent] ?? slot;
      if (this.dueAt(above) <= due) break;
      this.put(above, place);
      place = parent;
    }
    return place;
  }

  private sink(slot: number, from: number): void {
    const due = this.dueAt(slot);
    const { length } = this.#heap;
    let place = from;
    for (;;) {
      let child = 2 * place + 1;
      if (child >= length) break;
      let below = this.#heap[child] ?? slot;
      const other = this.#heap[child + 1];
      if (other !== undefined && this.dueAt(other) < this.dueAt(below)) {
        below = other;
        child += 1;
      }
      if (this.dueAt(below) >= due) break;
      this.put(below, place);
      place = child;
    }
    this.put(slot, place);
  }

  private put(slot: number, place: number): void {
    this.#heap[place] = slot;
    this.#places[slot] = place + 1;
  }

  private grow(slot: number): void {
    const grown = new Int32Array(Math.ceil((slot + 1) * 1.25));
    grown.set(this.#places);
    this.#places = grown;
  }
}
