import type { Clock } from '../common/index.js';

/** The work of a {@link Repeater}. */
export interface RepeatedWork {
  /** Returns `true` while there is work; otherwise nothing is repeated until `start` is called again. */
  readonly isNeeded: () => boolean;
  /** Must not throw. */
  readonly work: () => Promise<void>;
}

/** Repeats its work while it is needed, with one background sleep in between and none where it is not. */
export class Repeater {
  readonly #stop = new AbortController();
  #running = false;

  constructor(
    private readonly clock: Clock,
    private readonly everyMs: number,
    private readonly repeated: RepeatedWork,
  ) {}

  /** Starts the repetition, the first time after `everyMs`. */
  start(): void {
    if (!this.#running) void this.run();
  }

  /** Stops and leaves no timer behind. */
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
