import type { Clock } from '../common/index.js';

/** The longest sleep, in milliseconds: however far the next deadline is, it is looked up again after ten minutes, because another process may have set an earlier one. */
const longestNapMs = 600_000;

/** The shortest pause before work that failed is tried again: a second, and then each time twice as long, up to a minute. */
const shortestRetryMs = 1000;
const longestRetryMs = 60_000;

/** The work of a {@link DeadlineTracker}. */
export interface DeadlineWork {
  /** Returns the time of the next deadline; `undefined` where there is none, and then nothing is watched until `plan` is called. */
  readonly next: () => Promise<number | undefined>;
  /** Handles everything whose deadline has passed; throws where it could handle nothing. */
  readonly sweep: (now: number) => Promise<void>;
  /** Receives the errors of `next` and `sweep`; they are tried again. */
  readonly failed: (error: unknown) => void;
}

/** Wakes up at deadlines: one sleep for all of them, and none where there are none. */
export class DeadlineTracker {
  #wakeAt = Number.POSITIVE_INFINITY;
  #nap?: AbortController;
  #running = false;
  /** The earliest deadline that was planned since the last look-up began, which may not have seen it. */
  #planned = Number.POSITIVE_INFINITY;
  #retryMs = shortestRetryMs;
  #stopped = false;

  constructor(
    private readonly clock: Clock,
    private readonly work: DeadlineWork,
  ) {}

  /** Plans a sweep for a deadline at this time, or for one that may exist. */
  plan(at: number = Number.NEGATIVE_INFINITY): void {
    if (this.#stopped) return;
    this.#planned = Math.min(this.#planned, at);
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
      try {
        const next = await this.next();
        if (next === Number.POSITIVE_INFINITY) break;
        if (await this.sleptUntil(next)) await this.sweep();
        this.#retryMs = shortestRetryMs;
      } catch (error) {
        this.work.failed(error);
        await this.sleptUntil(this.clock.now() + this.#retryMs);
        this.#retryMs = Math.min(2 * this.#retryMs, longestRetryMs);
      }
    }
    this.#running = false;
  }

  private async next(): Promise<number> {
    this.#planned = Number.POSITIVE_INFINITY;
    const found = (await this.work.next()) ?? Number.POSITIVE_INFINITY;
    return Math.min(found, this.#planned);
  }

  /** `false` where it was woken before. */
  private async sleptUntil(at: number): Promise<boolean> {
    const now = this.clock.now();
    if (at <= now) return true;
    if (this.#stopped) return false;
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

  private async sweep(): Promise<void> {
    await this.work.sweep(this.clock.now());
    // A million may be due at once: others get their turn in between.
    await nextTurn();
  }
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
