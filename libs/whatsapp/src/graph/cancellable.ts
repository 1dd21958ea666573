import { onAbort } from '../common/internal.js';
import { SendCancelledError } from '../errors/index.js';

/**
 * Waits for what comes before a request, such as a token or a policy, but only until the signal aborts: whoever is slow cannot
 * keep a cancelled call. What goes on behind it is forgotten, also where it fails.
 *
 * @throws SendCancelledError as soon as the signal aborts
 * @internal
 */
export async function cancellable<T>(
  work: () => T | Promise<T>,
  signal: AbortSignal | undefined,
  attempts?: number,
): Promise<T> {
  if (signal === undefined) return work();
  const cancelled = (): SendCancelledError => new SendCancelledError({ cause: signal.reason, attempts });
  if (signal.aborted) throw cancelled();
  let letGo: (() => void) | undefined;
  const aborted = new Promise<never>((_resolve, reject) => {
    letGo = onAbort(signal, () => reject(cancelled()));
  });
  try {
    return await Promise.race([work(), aborted]);
  } finally {
    letGo?.();
  }
}
