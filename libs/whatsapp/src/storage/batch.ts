interface Waiting<Item, Answer> {
  readonly item: Item;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

/** Gathers what is asked for within a tick, so that it goes to the server in one call. */
export class Batch<Item, Answer> {
  #waiting: Waiting<Item, Answer>[] = [];

  constructor(
    private readonly call: (items: readonly Item[]) => Promise<readonly Answer[]>,
    private readonly maxItems = 500,
  ) {}

  ask(item: Item): Promise<Answer> {
    return new Promise((resolve, reject) => {
      if (this.#waiting.length === 0) void Promise.resolve().then(() => this.flush());
      this.#waiting.push({ item, resolve, reject });
    });
  }

  private flush(): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (let from = 0; from < waiting.length; from += this.maxItems) {
      void this.send(waiting.slice(from, from + this.maxItems));
    }
  }

  private async send(waiting: readonly Waiting<Item, Answer>[]): Promise<void> {
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
    }
  }
}
