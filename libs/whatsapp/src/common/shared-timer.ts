import type { Clock } from './clock.js';

/**
 * One background sleep for all that is due at some time or other, so that none of it needs a timer of its own. Times are those of
 * `Clock.monotonic`.
 */
export class SharedTimer {
  readonly #wakers: ((now: number) => number)[] = [];
  #wakeAt = Number.POSITIVE_INFINITY;
  #nap?: AbortController;
  #stopped = false;

  constructor(private readonly clock: Clock) {}

  /**
   * @param wake does what is due by now, and says when something is due next; `Infinity` where nothing is. It may be woken sooner
   * than it asked for, and must not throw
   */
  add(wake: (now: number) => number): void {
    this.#wakers.push(wake);
  }

  now(): number {
    return this.clock.monotonic();
  }

  /** Makes sure that it wakes at this time. Where it wakes before that anyway, this costs nothing. */
  wakeBy(at: number): void {
    if (at >= this.#wakeAt || this.#stopped) return;
    this.#wakeAt = at;
    this.#nap?.abort(new Error('something is due sooner'));
    void this.sleep();
  }

  /** Leaves no timer behind. */
  stop(): void {
    this.#stopped = true;
    this.#nap?.abort(new Error('stopped'));
  }

  private async sleep(): Promise<void> {
    const nap = new AbortController();
    this.#nap = nap;
    try {
      const ms = Math.max(0, Math.ceil(this.#wakeAt - this.now()));
      await this.clock.sleep(ms, nap.signal, { background: true });
    } catch {
      // A sleep that ends sooner has taken its place, or nothing is due any more.
      return;
    }
    if (this.#nap !== nap || this.#stopped) return;
    this.#nap = undefined;
    this.#wakeAt = Number.POSITIVE_INFINITY;
    const now = this.now();
    for (const wake of this.#wakers) this.wakeBy(wake(now));
  }
}
