import { randomInt } from 'node:crypto';

/** The seed of this process: nobody outside can choose texts whose numbers collide. */
const seed = randomInt(2 ** 31);
const hashes = 2 ** 31;
const smallest = 16;

/** A number below 2^31 for a text, spread evenly. FNV-1a, finished as MurmurHash3 does it. */
export function hashOf(text: string): number {
  let hash = seed;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01_00_01_93);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85_eb_ca_6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2_b2_ae_35);
  return (hash ^ (hash >>> 16)) >>> 1;
}

/**
 * Finds slots by the hash of a text, with 11 to 14 bytes an entry and nothing for the garbage collector to look at. It keeps no text:
 * whoever finds a slot compares. A `Map` takes 28 to 73 bytes, and its keys besides.
 */
export class SlotIndex {
  #hashes = new Int32Array(smallest);
  /** The slot plus one; 0 where a place is free. */
  #slots = new Int32Array(smallest);
  #size = 0;

  add(hash: number, slot: number): void {
    if (4 * (this.#size + 1) > 3 * this.#slots.length) this.grow();
    this.#size += 1;
    this.put(hash, slot + 1);
  }

  delete(hash: number, slot: number): void {
    for (let place = this.first(hash); place >= 0; place = this.next(hash, place)) {
      if (this.slotAt(place) !== slot) continue;
      this.#size -= 1;
      this.close(place);
      return;
    }
  }

  /** The place of the first entry with this hash; -1 where there is none. */
  first(hash: number): number {
    return this.seek(hash, this.homeOf(hash));
  }

  /** The place of the entry that follows one; -1 where it was the last. */
  next(hash: number, place: number): number {
    return this.seek(hash, this.after(place));
  }

  slotAt(place: number): number {
    return (this.#slots[place] ?? 0) - 1;
  }

  private seek(hash: number, from: number): number {
    let place = from;
    while (this.#slots[place] !== 0) {
      if (this.#hashes[place] === hash) return place;
      place = this.after(place);
    }
    return -1;
  }

  private put(hash: number, entry: number): void {
    let place = this.homeOf(hash);
    while (this.#slots[place] !== 0) place = this.after(place);
    this.#hashes[place] = hash;
    this.#slots[place] = entry;
  }

  /** Moves what follows up, so that a search ends at the first free place. */
  private close(free: number): void {
    let hole = free;
    let place = this.after(hole);
    while (this.#slots[place] !== 0) {
      const hash = this.#hashes[place] ?? 0;
      const home = this.homeOf(hash);
      const isReached = hole < place ? hole < home && home <= place : hole < home || home <= place;
      if (!isReached) {
        this.#hashes[hole] = hash;
        this.#slots[hole] = this.#slots[place] ?? 0;
        hole = place;
      }
      place = this.after(place);
    }
    this.#slots[hole] = 0;
  }

  private grow(): void {
    const [oldHashes, oldSlots] = [this.#hashes, this.#slots];
    const length = Math.ceil(oldSlots.length * 1.25);
    this.#hashes = new Int32Array(length);
    this.#slots = new Int32Array(length);
    for (let place = 0; place < oldSlots.length; place += 1) {
      const entry = oldSlots[place] ?? 0;
      if (entry !== 0) this.put(oldHashes[place] ?? 0, entry);
    }
  }

  private homeOf(hash: number): number {
    return Math.floor(hash * (this.#slots.length / hashes));
  }

  private after(place: number): number {
    return place + 1 === this.#slots.length ? 0 : place + 1;
  }
}
