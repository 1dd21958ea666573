/** A random generator that gives the same numbers for the same seed (mulberry32). Good for drawing lots, not for secrets. */
export class SeededRandom {
  private state: number;

  /** @param seed a whole number from 0 to 2^32 - 1 */
  constructor(readonly seed: number) {
    this.state = seed >>> 0;
  }

  /** The position; setting it goes on from there. */
  get position(): number {
    return this.state;
  }

  set position(position: number) {
    this.state = position >>> 0;
  }

  /** A number from 0 up to, but not including, 1. */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let mixed = this.state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }

  /** Returns this number of bytes. */
  bytes(length: number): Buffer {
    const bytes = Buffer.allocUnsafe(length);
    for (let place = 0; place < length; place += 1) bytes[place] = Math.floor(this.next() * 256);
    return bytes;
  }
}
