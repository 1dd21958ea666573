import type { Work } from './sqlite-store.js';
import { isBusy, retryDelayMs, unavailable } from './busy.js';

interface Job {
  readonly work: Work<void>;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
  readonly askedAt: number;
}

/** The number of jobs that are committed together at most: they take some milliseconds, and nothing else runs meanwhile. */
const maxJobs = 500;

/** Commits what is asked for at about the same time together, one group after the other; what was asked for first is done first. */
export class GroupCommit {
  #jobs: Job[] = [];

  constructor(
    /** Runs the work in a transaction. */
    private readonly transaction: (work: Work<void>) => void,
    private readonly waitMs: number,
  ) {}

  ask<T>(work: Work<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      let result: T;
      // The event loop takes a turn before each group: whoever does one thing after another would let nothing else run.
      if (this.#jobs.length === 0) setImmediate(() => this.commit());
      this.#jobs.push({
        work: (records, now) => {
          result = work(records, now);
        },
        resolve: () => resolve(result),
        reject,
        askedAt: performance.now(),
      });
    });
  }

  /** Resolves when all jobs are done. */
  async settled(): Promise<void> {
    while (this.#jobs.length > 0) await this.ask(() => undefined).catch(() => undefined);
  }

  private commit(): void {
    const group = this.#jobs.slice(0, maxJobs);
    try {
      this.transaction((records, now) => {
        for (const { work } of group) work(records, now);
      });
    } catch (error) {
      this.failed(group, error);
      return;
    }
    this.#jobs = this.#jobs.slice(group.length);
    for (const { resolve } of group) resolve();
    if (this.#jobs.length > 0) setImmediate(() => this.commit());
  }

  private failed(group: readonly Job[], error: unknown): void {
    const now = performance.now();
    const isFinal = isBusy(error) ? ({ askedAt }: Job) => now - askedAt >= this.waitMs : () => true;
    const waiting = this.#jobs.slice(group.length);
    this.#jobs = [...group.filter((job) => !isFinal(job)), ...waiting];
    for (const job of group) if (isFinal(job)) job.reject(unavailable(error));
    if (this.#jobs.length > 0) setTimeout(() => this.commit(), retryDelayMs());
  }
}
