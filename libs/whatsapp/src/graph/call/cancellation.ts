import { onAbort } from '../../common/internal.js';
import { RequestNotSentError, SendCancelledError, type WhatsAppErrorOptions } from '../../errors/index.js';

/**
 * Waits for what comes before a request, such as a token or a policy, but only until the signal aborts: whoever is slow cannot
 * keep a cancelled call. The work goes on behind it; what it gives or throws then is ignored.
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

/** Makes the error of a call that was not made (again) because the application shuts down. */
export function shuttingDown(
  options: Pick<WhatsAppErrorOptions, 'cause' | 'attempts'> = {},
): RequestNotSentError {
  return new RequestNotSentError('the application is shutting down', {
    ...options,
    advice: 'Nothing was sent. Send it again when the application runs again.',
  });
}
