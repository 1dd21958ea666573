import { setTimeout as delay } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { Clock, type SleepOptions } from './clock.js';

/**
 * The machine's clock.
 *
 * @publicApi
 */
@Injectable()
export class SystemClock extends Clock {
  now(): number {
    return Date.now();
  }

  override monotonic(): number {
    return performance.now();
  }

  async sleep(ms: number, signal?: AbortSignal, { background = false }: SleepOptions = {}): Promise<void> {
    signal?.throwIfAborted();
    try {
      await delay(ms, undefined, { signal, ref: !background });
    } catch (error) {
      // timers/promises rejects with an AbortError of its own: give the caller the reason it aborted with.
      signal?.throwIfAborted();
      throw error;
    }
  }
}
