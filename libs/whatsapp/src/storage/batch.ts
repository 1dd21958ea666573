interface Waiting<Item, Answer> {
  readonly item: Item;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

/** A call that has taken so many milliseconds holds up no other: what it waits for may be somebody's lock. */
const slowMs = 50;

/**
 * Gathers what is asked for until nothing else can go on without an answer, and while as many calls are under way as may be, so that it
 * goes to the server in one call.
 */
export class Batch<Item, Answer> {
  #waiting: Waiting<Item, Answer>[] = [];
  #underWay = 0;
  #isScheduled = false;

  constructor(
    private readonly call: (items: readonly Item[]) => Promise<readonly Answer[]>,
    private readonly callsAtOnce: () => number = () => Number.POSITIVE_INFINITY,
    private readonly maxItems = 500,
  ) {}

  ask(item: Item): Promise<Answer> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ item, resolve, reject });
      this.schedule();
    });
  }

  private schedule(): void {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    // What is asked from within a promise is followed by all other promises that go on, and only then by the next tick.
    void Promise.resolve().then(() => process.nextTick(() => this.flush()));
  }

  private flush(): void {
    this.#isScheduled = false;
    while (this.#waiting.length > 0 && this.#underWay < this.callsAtOnce()) {
      void this.send(this.#waiting.splice(0, this.maxItems));
    }
  }

  /** Counts a call until the first of: what it gives is called, it is slow. */
  private begun(): () => void {
    let isUnderWay = true;
    this.#underWay += 1;
    const ended = (): void => {
      if (!isUnderWay) return;
      isUnderWay = false;
      clearTimeout(slow);
      this.#underWay -= 1;
      if (this.#waiting.length > 0) this.schedule();
    };
    const slow = setTimeout(ended, slowMs);
    return ended;
  }

  private async send(waiting: readonly Waiting<Item, Answer>[]): Promise<void> {
    const ended = this.begun();
    try {
      const answers = (await this.call(waiting.map(({ item }) => item))).values();
      for (const { resolve, reject } of waiting) {
        const { value, done } = answers.next();
        if (done)
          reject(
            new Error(
              'The store answered for fewer items than it was asked for: read() and write() answer for each, in order',
            ),
          );
        else resolve(value);
      }
    } catch (error) {
      for (const { reject } of waiting) reject(error);
    } finally {
      ended();
    }
  }
}
