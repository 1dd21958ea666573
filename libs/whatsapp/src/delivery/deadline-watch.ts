import type { Clock } from '../common/index.js';

/** However far the next deadline is, it is looked up again after ten minutes: another process may have set an earlier one. */
const longestNapMs = 600_000;

/** What a {@link DeadlineWatch} asks and does. */
export interface DeadlineWork {
  /** When the next deadline is; `undefined` where there is none, and then nothing is watched until `plan` is called. */
  readonly next: () => Promise<number | undefined>;
  /** Sees to everything whose deadline has passed. */
  readonly sweep: (now: number) => Promise<void>;
  /** Is told what `next` or `sweep` threw; they are tried again. */
  readonly failed: (error: unknown) => void;
}

/** Wakes up at deadlines: one sleep for all of them, and none where there are none. */
export class DeadlineWatch {
  #wakeAt = Number.POSITIVE_INFINITY;
  #nap?: AbortController;
  #running = false;
  #planned = false;
  #stopped = false;

  constructor(
    private readonly clock: Clock,
    private readonly work: DeadlineWork,
  ) {}

  /** There is a deadline at this time, or there may be one. */
  plan(at: number = Number.NEGATIVE_INFINITY): void {
    if (this.#stopped) return;
    this.#planned = true;
    if (!this.#running) void this.run();
    else if (at < this.#wakeAt) this.#nap?.abort();
  }

  stop(): void {
    this.#stopped = true;
    this.#nap?.abort();
  }

  private async run(): Promise<void> {
    this.#running = true;
    while (!this.#stopped) {
      this.#planned = false;
      const next = await this.next();
      // Something was added while it was looked up.
      if (this.#planned) continue;
      if (next === undefined) break;
      if (await this.sleptUntil(next)) await this.sweep();
    }
    this.#running = false;
  }

  /** `false` where it was woken before. */
  private async sleptUntil(at: number): Promise<boolean> {
    const now = this.clock.now();
    if (at <= now) return true;
    const ms = Math.min(at - now, longestNapMs);
    this.#wakeAt = now + ms;
    const nap = new AbortController();
    this.#nap = nap;
    try {
      await this.clock.sleep(ms, nap.signal, { background: true });
      return at <= this.clock.now();
    } catch {
      return false;
    } finally {
      this.#nap = undefined;
    }
  }

  private async next(): Promise<number | undefined> {
    try {
      return await this.work.next();
    } catch (error) {
      this.work.failed(error);
      return this.clock.now() + longestNapMs;
    }
  }

  private async sweep(): Promise<void> {
    try {
      await this.work.sweep(this.clock.now());
      // A million may be due at once: others get their turn in between.
      await nextTurn();
    } catch (error) {
      this.work.failed(error);
      await this.sleptUntil(this.clock.now() + longestNapMs);
    }
  }
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
