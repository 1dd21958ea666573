import { retry } from '@lifeomic/attempt';
import type { Clock } from '../../common/index.js';
import { relayed } from '../../common/internal.js';
import {
  GraphCallFailedError,
  SendCancelledError,
  SendOutcomeUnknownError,
  WhatsAppError,
} from '../../errors/index.js';
import type { RequestTracker } from '../call/graph-call.js';
import type { RetryPolicy } from './retry-policy.js';
import { shuttingDown } from '../call/cancellation.js';

/** The policy that decides on another attempt, and the signals that end the wait for it. */
export interface RetryOptions {
  readonly policy: RetryPolicy;
  readonly clock: Clock;
  /** The caller's. */
  readonly signal?: AbortSignal;
  /** The application's: it aborts when the application shuts down. */
  readonly closing: AbortSignal;
  /** Called for the waits between two attempts. */
  readonly tracker?: RequestTracker;
  /** Called with the length of each wait; the function that it returns is called when the wait is over. */
  readonly onRetryWait?: (delayMs: number) => () => void;
}

/**
 * Makes a call until it succeeds or the policy gives up; then rejects with the last error.
 *
 * @throws SendCancelledError where the signal aborts between two attempts
 * @throws RequestNotSentError where the application shuts down between two attempts and nothing was sent
 */
export function retryCall<T>(
  call: (attempts: number) => Promise<T>,
  { policy, clock, signal, closing, tracker, onRetryWait }: RetryOptions,
): Promise<T> {
  const startedAt = clock.monotonic();
  return retry(({ attemptNum }) => call(attemptNum + 1), {
    // Without a limit or delay of its own: the policy decides, and our clock sleeps.
    maxAttempts: 0,
    delay: 0,
    handleError: async (error: unknown, context) => {
      const attempts = context.attemptNum + 1;
      const delayMs =
        mayBeRepeated(error) && !closing.aborted
          ? policy.nextDelayMs({ error, attempts, elapsedMs: clock.monotonic() - startedAt })
          : undefined;
      if (delayMs === undefined) {
        context.abort();
        return;
      }
      // Of its own: whatever a clock does with a signal, thousands may wait on these two.
      const stop = relayed(signal, closing);
      const waited = onRetryWait?.(delayMs);
      tracker?.waiting();
      try {
        await clock.sleep(delayMs, stop.signal);
      } catch {
        if (signal?.aborted) throw new SendCancelledError({ cause: error, attempts });
        // That it was not sent is certain only where it was not carried out before either.
        if (closing.aborted && !(error instanceof GraphCallFailedError)) {
          throw shuttingDown({ cause: error, attempts });
        }
        context.abort();
      } finally {
        stop.letGo();
        waited?.();
        tracker?.resumed();
      }
    },
  });
}

/** Returns `false` for a request that may have been sent: it is never sent again, whatever a policy says. */
function mayBeRepeated(error: unknown): error is WhatsAppError {
  return (
    error instanceof WhatsAppError &&
    !(error instanceof SendCancelledError || error instanceof SendOutcomeUnknownError)
  );
}
