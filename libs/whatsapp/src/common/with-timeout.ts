import type { Clock, SleepOptions } from './clock.js';

/** Waits for a promise, so many milliseconds at most; resolves with `undefined` where it takes longer. Leaves no timer behind. */
export async function withTimeout<T>(
  clock: Clock,
  ms: number,
  promise: Promise<T>,
  options?: SleepOptions,
): Promise<T | undefined> {
  const inTime = new AbortController();
  const late = clock.sleep(ms, inTime.signal, options).then(
    () => undefined,
    () => undefined,
  );
  try {
    return await Promise.race([promise, late]);
  } finally {
    inTime.abort(new Error('in time'));
  }
}
