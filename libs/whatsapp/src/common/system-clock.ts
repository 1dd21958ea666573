import { Injectable } from '@nestjs/common';
import { Clock, type SleepOptions } from './clock.js';
import { onAbort } from './on-abort.js';

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
    let end: (() => void) | undefined;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      if (background) timer.unref();
      const letGo = signal && onAbort(signal, resolve);
      end = () => {
        clearTimeout(timer);
        letGo?.();
      };
    });
    end?.();
    signal?.throwIfAborted();
  }
}
