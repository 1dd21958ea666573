const SECOND_MS = 1000;
/** The number of times that are kept: as many as the largest limit needs. */
const REMEMBERED = 1000;

/** The times of a number's newest messages, in a ring. */
class Times {
  private readonly ring = new Float64Array(REMEMBERED).fill(-Infinity);
  private next = 0;

  add(now: number): void {
    this.ring[this.next] = now;
    this.next = (this.next + 1) % REMEMBERED;
  }

  /** Oldest first. */
  get all(): number[] {
    const { ring, next } = this;
    return [...ring.subarray(next), ...ring.subarray(0, next)].filter(Number.isFinite);
  }

  /** Returns the time of the n-th newest message, `-Infinity` where there were fewer. */
  newest(n: number): number {
    return this.ring[(this.next - n + REMEMBERED) % REMEMBERED] ?? -Infinity;
  }
}

/**
 * The messages of each business number, both ways. The second slides: however seconds are laid over time, none holds
 * more than was admitted. Refused messages do not count.
 */
export class Traffic {
  private readonly numbers = new Map<string, Times>();

  /** @param limit up to 1000 @returns whether there is room for one more in the last 1000 ms */
  hasRoom(phoneNumberId: string, now: number, limit: number): boolean {
    return now - this.timesOf(phoneNumberId).newest(limit) >= SECOND_MS;
  }

  /** Counts a message: one that comes in, or that nothing refuses. */
  note(phoneNumberId: string, now: number): void {
    this.timesOf(phoneNumberId).add(now);
  }

  /** The times of each number's newest messages, oldest first. */
  get all(): ReadonlyMap<string, readonly number[]> {
    return new Map([...this.numbers].map(([id, times]) => [id, times.all]));
  }

  clear(): void {
    this.numbers.clear();
  }

  private timesOf(phoneNumberId: string): Times {
    const known = this.numbers.get(phoneNumberId);
    if (known) return known;
    const times = new Times();
    this.numbers.set(phoneNumberId, times);
    return times;
  }
}
