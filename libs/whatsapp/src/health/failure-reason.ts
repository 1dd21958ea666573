import { SendCancelledError, WhatsAppError } from '../errors/index.js';

/**
 * Why a check failed, for people on call. Our own errors hold no secrets; what parts of the application throw might, so only
 * its class is named.
 */
export function reasonOf(error: unknown, elapsedMs?: number): string {
  if (elapsedMs !== undefined) {
    // Cut off while it waited to try again: what made it wait says more than the time limit.
    return error instanceof SendCancelledError && error.cause instanceof WhatsAppError
      ? error.cause.message
      : `there was no answer within ${elapsedMs} ms`;
  }
  if (error instanceof WhatsAppError) return error.message;
  const thrown = error instanceof Error ? error.constructor.name : 'something that is no error';
  return `a part of the application (AccountResolver, RetryPolicy or Clock) threw ${thrown} before Meta had answered`;
}
