import type { RequestTracker } from '../../graph/index.js';
import { HandlerTimedOutError } from './handler-failure.js';

/** The timer of a {@link HandlerTimeout}. */
export interface HandlerTimer {
  readonly timeoutMs: number;
  /** Milliseconds, as `Clock.monotonic`. */
  now(): number;
  /** The time of a run goes on, and is up then. */
  goesOn(deadline: number): void;
}

/** Measures the time that one run of a handler has worked itself, and gives the run up when that is too long. What it waits for is not counted. */
export class HandlerTimeout implements RequestTracker {
  /** The number of waits for which it has lent its permit. */
  suspensions = 0;
  #workedMs = 0;
  #since: number;
  #waits = 0;
  #error?: HandlerTimedOutError;
  #controller?: AbortController;

  constructor(
    readonly handlerId: string,
    readonly event: object,
    private readonly timer: HandlerTimer,
    /** Rejects the run. */
    private readonly fail: (error: HandlerTimedOutError) => void,
  ) {
    this.#since = timer.now();
  }

  /** The time when the run expires if it waits for nothing; `Infinity` while it waits. */
  get deadline(): number {
    return this.#waits > 0 ? Number.POSITIVE_INFINITY : this.#since + this.timer.timeoutMs - this.#workedMs;
  }

  get isOver(): boolean {
    return this.#error !== undefined;
  }

  /** Aborts when the run is given up. Made when somebody asks for it. */
  get signal(): AbortSignal {
    this.#controller ??= new AbortController();
    if (this.#error) this.#controller.abort(this.#error);
    return this.#controller.signal;
  }

  waiting(): void {
    if (this.#waits === 0) this.#workedMs += this.timer.now() - this.#since;
    this.#waits += 1;
  }

  resumed(): void {
    this.#waits -= 1;
    if (this.#waits > 0) return;
    this.#since = this.timer.now();
    this.timer.goesOn(this.deadline);
  }

  /** @throws HandlerTimedOutError where the run was given up */
  beforeRequest(): void {
    if (this.#error) throw new HandlerTimedOutError(this.handlerId, this.timer.timeoutMs);
  }

  /** Gives the run up. */
  expire(): void {
    this.#error = new HandlerTimedOutError(this.handlerId, this.timer.timeoutMs);
    this.fail(this.#error);
    this.#controller?.abort(this.#error);
  }
}
