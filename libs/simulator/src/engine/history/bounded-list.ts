/** A list that keeps its newest entries only, so that a simulator that runs for days stays small. */
export class BoundedList<T> {
  private items: T[] = [];
  private dropped = 0;

  /** @param limit the most entries kept */
  constructor(private readonly limit: number) {}

  /** The number of entries ever added, dropped ones included. */
  get total(): number {
    return this.dropped + this.items.length;
  }

  add(item: T): void {
    this.items.push(item);
    // Cutting once per `limit` entries costs less than a shift on each of them.
    if (this.items.length >= 2 * this.limit) {
      this.dropped += this.items.length - this.limit;
      this.items = this.limit === 0 ? [] : this.items.slice(-this.limit);
    }
  }

  /** A copy of the kept entries, oldest first. */
  toArray(): T[] {
    return this.limit === 0 ? [] : this.items.slice(-this.limit);
  }

  clear(): void {
    this.dropped += this.items.length;
    this.items = [];
  }
}
