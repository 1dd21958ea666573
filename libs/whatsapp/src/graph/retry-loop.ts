import { retry } from '@lifeomic/attempt';
import type { Clock } from '../common/index.js';
import { SendCancelledError, WhatsAppError } from '../errors/index.js';
import type { RetryPolicy } from './retry-policy.js';

/**
 * Makes a call until it succeeds or the policy gives up; then rejects with the last error.
 *
 * @throws SendCancelledError where the signal aborts between two attempts
 */
export function retryCall<T>(
  call: (attempts: number) => Promise<T>,
  { policy, clock, signal }: { policy: RetryPolicy; clock: Clock; signal?: AbortSignal },
): Promise<T> {
  const startedAt = clock.now();
  return retry(({ attemptNum }) => call(attemptNum + 1), {
    // Without a limit or delay of its own: the policy decides, and our clock sleeps.
    maxAttempts: 0,
    delay: 0,
    handleError: async (error: unknown, context) => {
      const attempts = context.attemptNum + 1;
      const delayMs =
        error instanceof WhatsAppError && !(error instanceof SendCancelledError)
          ? policy.nextDelayMs({ error, attempts, elapsedMs: clock.now() - startedAt })
          : undefined;
      if (delayMs === undefined) {
        context.abort();
        return;
      }
      try {
        await clock.sleep(delayMs, signal);
      } catch {
        throw new SendCancelledError({ cause: error, attempts });
      }
    },
  });
}
