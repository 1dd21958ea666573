const samples = 16;

/**
 * Estimates the clock of a server from its answers. An answer says what the time was at some moment after the question: taken as
 * the time of the question it is never behind, and ahead by no more than the answer took. So the least of several is nearest, also
 * where this process was too busy to look at an answer at once.
 */
export class StorageTime {
  readonly #offsets: number[] = [];
  #next = 0;
  #least: number | undefined;

  constructor(readonly monotonic: () => number = () => performance.now()) {}

  /** The server's clock now; `undefined` where nothing was learned yet. */
  now(): number | undefined {
    return this.#least === undefined ? undefined : Math.floor(this.monotonic() + this.#least);
  }

  /** @param askedAt `monotonic()` before the question */
  learn(askedAt: number, serverNow: number): void {
    this.#offsets[this.#next] = serverNow - askedAt;
    this.#next = (this.#next + 1) % samples;
    this.#least = Math.min(...this.#offsets);
  }
}
