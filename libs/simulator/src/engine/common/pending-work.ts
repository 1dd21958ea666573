/** Counts what is under way, so that a test can wait until nothing is. */
export class PendingWork {
  private running = 0;
  private waiters: (() => void)[] = [];

  /** @returns to be called when it is over; further calls do nothing */
  begin(): () => void {
    let over = false;
    this.running += 1;
    return () => {
      if (over) return;
      over = true;
      this.running -= 1;
      if (this.running === 0) for (const resolve of this.waiters.splice(0)) resolve();
    };
  }

  /** Resolves when nothing is under way. */
  settled(): Promise<void> {
    if (this.running === 0) return Promise.resolve();
    return new Promise((resolve) => this.waiters.push(resolve));
  }
}
