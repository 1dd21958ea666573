/** Counts what is under way, so that a test can wait until nothing is. */
export class PendingWork {
  private running = 0;
  private waiters: (() => void)[] = [];

  /** Counts this work until it ends, well or not. */
  track(work: Promise<unknown>): void {
    void this.count(work);
  }

  /** Resolves when nothing is under way. */
  settled(): Promise<void> {
    if (this.running === 0) return Promise.resolve();
    return new Promise((resolve) => this.waiters.push(resolve));
  }

  private async count(work: Promise<unknown>): Promise<void> {
    this.running += 1;
    await Promise.allSettled([work]);
    this.running -= 1;
    if (this.running > 0) return;
    const waiters = this.waiters;
    this.waiters = [];
    for (const resolve of waiters) resolve();
  }
}
