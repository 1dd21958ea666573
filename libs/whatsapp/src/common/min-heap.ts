/**
 * Keeps values in the order of a number, mostly a time: the smallest comes out first. Two arrays side by side and no object for
 * each entry, because there may be a million: 21 bytes each. Our own, because what is published either needs an object for each
 * (46 bytes with `@datastructures-js/heap` 4.3, 66 with `heap-js` 2.7, and twice the time) or is an ES module only (`flatqueue`,
 * `tinyqueue`), which Jest cannot load in an application that is CommonJS.
 */
export class MinHeap<T> {
  readonly #keys: number[] = [];
  readonly #values: T[] = [];

  get size(): number {
    return this.#keys.length;
  }

  /** The smallest number; `undefined` where there is none. */
  get firstKey(): number | undefined {
    return this.#keys[0];
  }

  /** The value with the smallest number, which stays in. */
  get first(): T | undefined {
    return this.#values[0];
  }

  push(key: number, value: T): void {
    let index = this.#keys.length;
    this.#keys.push(key);
    this.#values.push(value);
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (this.keyAt(parent) <= key) break;
      this.move(parent, index);
      index = parent;
    }
    this.#keys[index] = key;
    this.#values[index] = value;
  }

  /** Removes and returns the value with the smallest number. */
  pop(): T | undefined {
    const first = this.#values[0];
    const key = this.#keys.pop();
    const value = this.#values.pop();
    if (key !== undefined && value !== undefined && this.#keys.length > 0) this.sink(key, value);
    return first;
  }

  clear(): void {
    this.#keys.length = 0;
    this.#values.length = 0;
  }

  private sink(key: number, value: T): void {
    const { length } = this.#keys;
    let index = 0;
    for (;;) {
      let child = 2 * index + 1;
      if (child >= length) break;
      if (child + 1 < length && this.keyAt(child + 1) < this.keyAt(child)) child += 1;
      if (this.keyAt(child) >= key) break;
      this.move(child, index);
      index = child;
    }
    this.#keys[index] = key;
    this.#values[index] = value;
  }

  private move(from: number, to: number): void {
    const value = this.#values[from];
    if (value !== undefined) this.#values[to] = value;
    this.#keys[to] = this.keyAt(from);
  }

  private keyAt(index: number): number {
    return this.#keys[index] ?? Number.POSITIVE_INFINITY;
  }
}
