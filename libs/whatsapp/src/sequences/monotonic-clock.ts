import { Clock, type SleepOptions } from '../common/index.js';

/** A clock whose time goes on evenly when the machine's clock is set; it tells durations, not the time of day. */
export class MonotonicClock extends Clock {
  constructor(private readonly clock: Clock) {
    super();
  }

  now(): number {
    return this.clock.monotonic();
  }

  sleep(ms: number, signal?: AbortSignal, options?: SleepOptions): Promise<void> {
    return this.clock.sleep(ms, signal, options);
  }
}
