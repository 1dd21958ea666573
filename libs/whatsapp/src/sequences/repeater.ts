import type { Clock } from '../common/index.js';

/** What a {@link Repeater} does. */
export interface RepeatedWork {
  /** Whether there is anything to do; where not, nothing is repeated until `start` is called again. */
  readonly isNeeded: () => boolean;
  /** Must not throw. */
  readonly work: () => Promise<void>;
}

/** Does something again and again while it is needed, with one background sleep in between and none where it is not. */
export class Repeater {
  readonly #stop = new AbortController();
  #running = false;

  constructor(
    private readonly clock: Clock,
    private readonly everyMs: number,
    private readonly repeated: RepeatedWork,
  ) {}

  /** There is something to do, from `everyMs` from now on. */
  start(): void {
    if (!this.#running) void this.run();
  }

  /** Leaves no timer behind. */
  stop(): void {
    this.#stop.abort(new Error('stopped'));
  }

  private async run(): Promise<void> {
    const { signal } = this.#stop;
    this.#running = true;
    while (!signal.aborted && this.repeated.isNeeded()) {
      if (await this.slept(signal)) await this.repeated.work();
    }
    this.#running = false;
  }

  /** `false` where it was stopped. */
  private async slept(signal: AbortSignal): Promise<boolean> {
    try {
      await this.clock.sleep(this.everyMs, signal, { background: true });
      return true;
    } catch {
      return false;
    }
  }
}
