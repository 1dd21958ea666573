import { setTimeout as delay } from 'node:timers/promises';
import { Clock, type SleepOptions } from 'nestjs-whatsapp/extending';

/** A clock that goes so many times as fast as the real one, beside a simulator of the same speed. */
export class FastClock extends Clock {
  private readonly startedAt = Date.now();
  private readonly realStart = performance.now();

  constructor(private readonly speed: number) {
    super();
  }

  now(): number {
    return Math.floor(this.startedAt + (performance.now() - this.realStart) * this.speed);
  }

  async sleep(ms: number, signal?: AbortSignal, { background = false }: SleepOptions = {}): Promise<void> {
    await delay(ms / this.speed, undefined, { signal, ref: !background });
  }
}
