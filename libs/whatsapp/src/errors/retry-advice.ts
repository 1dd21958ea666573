/**
 * Advice on whether, and when, the same request may be sent again. Meta's vocabulary has no such
 * field: this is read from the description of each code.
 *
 * @publicApi
 */
export type RetryAdvice =
  /** The same request can never succeed. */
  | { readonly kind: 'never' }
  /** Only after the request or the configuration was changed. */
  | { readonly kind: 'fix' }
  /** Exponential backoff with jitter, at most `maxRetries` times, no delay shorter than `minDelayMs`. */
  | { readonly kind: 'backoff'; readonly maxRetries?: number; readonly minDelayMs?: number }
  /** The pair limit's own schedule: 4^X seconds, X = 0, 1, 2, …; other recipients are not affected. */
  | { readonly kind: 'pair' }
  /** Not before `ms` milliseconds have passed, or not before the event named in `until`. */
  | { readonly kind: 'wait'; readonly ms?: number; readonly until?: string }
  /** Do not send again: part of it was carried out, or a webhook will tell. */
  | { readonly kind: 'status' };

/** Returns `true` when the advice allows the same request to be sent again later without a change. */
export function isRetryable(advice: RetryAdvice): boolean {
  return advice.kind === 'backoff' || advice.kind === 'pair' || advice.kind === 'wait';
}
