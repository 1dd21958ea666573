/** Waits that all end at once when the simulator stops. */
export class Timers {
  private readonly waiting = new Map<NodeJS.Timeout, (elapsed: boolean) => void>();
  private stopped = false;

  /** @returns whether the time has passed: `false` where the simulator stopped instead */
  wait(ms: number): Promise<boolean> {
    if (this.stopped) return Promise.resolve(false);
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.waiting.delete(timer);
        resolve(true);
      }, ms);
      this.waiting.set(timer, resolve);
    });
  }

  stop(): void {
    this.stopped = true;
    for (const [timer, resolve] of this.waiting) {
      clearTimeout(timer);
      resolve(false);
    }
    this.waiting.clear();
  }
}
