import type { WhatsAppError } from '../../errors/index.js';

/** A call to Meta that did not succeed. */
export interface FailedAttempt {
  /** The error; `GraphApiError.retry` holds what Meta's code table advises. */
  readonly error: WhatsAppError;
  /** The number of times that the call was made, this one included. */
  readonly attempts: number;
  /** Milliseconds since the first attempt began. */
  readonly elapsedMs: number;
}

/**
 * Decides whether a failed call is made again, and after how long.
 *
 * It is asked only where another attempt cannot send twice: never after an unknown outcome or a cancelled call.
 *
 * @publicApi
 */
export abstract class RetryPolicy {
  /** Milliseconds to wait before the next attempt; `undefined` to give up now. */
  abstract nextDelayMs(failed: FailedAttempt): number | undefined;
}
