/** A key and what it is sorted by; equal ones are in the order of their keys. */
type Ranked = readonly [rank: number, key: string];

/** Keys in the order of a number. A place is found in logarithmic time; the shift of what follows is a block move. */
export class SortedKeys {
  readonly #entries: Ranked[];

  constructor(entries: readonly Ranked[]) {
    this.#entries = entries.toSorted(compare);
  }

  add(entry: Ranked): void {
    this.#entries.splice(this.placeOf(entry), 0, entry);
  }

  delete(entry: Ranked): void {
    const place = this.placeOf(entry);
    const found = this.#entries[place];
    if (found && compare(found, entry) === 0) this.#entries.splice(place, 1);
  }

  /** The entries from the one that follows a cursor, or from the first. */
  *after(cursor: string | undefined): Generator<Ranked> {
    let place = 0;
    if (cursor !== undefined) {
      const [rank = '', ...key] = cursor.split(':');
      const entry: Ranked = [Number(rank), key.join(':')];
      place = this.placeOf(entry);
      const found = this.#entries[place];
      if (found && compare(found, entry) === 0) place += 1;
    }
    for (let entry = this.#entries[place]; entry; entry = this.#entries[place]) {
      yield entry;
      place += 1;
    }
  }

  /** Names an entry, for {@link after}. */
  static cursor([rank, key]: Ranked): string {
    return `${rank}:${key}`;
  }

  /** Where the entry stands, or would. */
  private placeOf(entry: Ranked): number {
    let from = 0;
    let to = this.#entries.length;
    while (from < to) {
      const middle = (from + to) >>> 1;
      const other = this.#entries[middle];
      if (other && compare(other, entry) < 0) from = middle + 1;
      else to = middle;
    }
    return from;
  }
}

function compare([rank, key]: Ranked, [otherRank, otherKey]: Ranked): number {
  if (rank !== otherRank) return rank - otherRank;
  if (key === otherKey) return 0;
  return key < otherKey ? -1 : 1;
}
