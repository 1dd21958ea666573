import { Inject, Injectable, Optional } from '@nestjs/common';
import { WHATSAPP_RESOLVED_OPTIONS, type ResolvedWhatsAppOptions } from '../../config/internal.js';
import { GraphApiError } from '../../errors/index.js';
import { RetryPolicy, type FailedAttempt } from './retry-policy.js';

/** The injection token of a {@link RandomSource}; without a provider `Math.random` is used. */
export const WHATSAPP_RANDOM_SOURCE = Symbol('WHATSAPP_RANDOM_SOURCE');

/** Returns a number from 0 up to, not including, 1. */
export type RandomSource = () => number;

/** The longest back-off of a pair, in milliseconds. */
const longestPairBackoffMs = 256_000;

/**
 * Milliseconds for which nothing should go to a user after so many refusals in a row (code 131056): 1, 4, 16, … seconds, as Meta
 * advises (4^X, X = 0, 1, 2, …), at most 256.
 */
export function pairBackoffMs(refusals: number): number {
  return Math.min(longestPairBackoffMs, 1000 * 4 ** (refusals - 1));
}

/** The limits of retries: how often and for how long. */
type RetryLimits = Omit<ResolvedWhatsAppOptions['retry'], 'onUnknownErrors'>;

/**
 * Retries what was provably not sent and what Meta's code table lets be sent again: exponential backoff with full
 * jitter, never sooner than Meta asked (`Retry-After`, the pair limit's 4^X seconds), at most `retry.maxAttempts`
 * attempts, and no attempt that would begin after `retry.maxTotalMs`.
 *
 * @publicApi
 */
@Injectable()
export class BackoffRetryPolicy extends RetryPolicy {
  readonly #limits: RetryLimits;
  readonly #random: RandomSource;

  constructor(
    @Inject(WHATSAPP_RESOLVED_OPTIONS) options: { readonly retry: RetryLimits },
    @Optional() @Inject(WHATSAPP_RANDOM_SOURCE) random: RandomSource = Math.random,
  ) {
    super();
    this.#limits = options.retry;
    this.#random = random;
  }

  nextDelayMs({ error, attempts, elapsedMs }: FailedAttempt): number | undefined {
    if (attempts >= this.#limits.maxAttempts || !error.retryable) {
      return undefined;
    }
    const delay =
      error instanceof GraphApiError ? this.#delayAdvised(error, attempts) : this.#jitter(attempts);
    return delay === undefined || elapsedMs + delay > this.#limits.maxTotalMs ? undefined : delay;
  }

  #delayAdvised({ kind, retry, retryAfterMs }: GraphApiError, attempts: number): number | undefined {
    switch (retry.kind) {
      case 'pair':
        return Math.max(pairBackoffMs(attempts), retryAfterMs ?? 0);
      case 'wait':
        if (retry.ms !== undefined) return Math.max(retry.ms, retryAfterMs ?? 0);
        // Until something happens that no time tells, except where it is throttling and Meta told one.
        return kind === 'throttling' && retryAfterMs !== undefined
          ? Math.max(this.#jitter(attempts), retryAfterMs)
          : undefined;
      case 'backoff':
        return attempts > (retry.maxRetries ?? Number.POSITIVE_INFINITY)
          ? undefined
          : Math.max((retry.minDelayMs ?? 0) + this.#jitter(attempts), retryAfterMs ?? 0);
      case 'never':
      case 'fix':
      case 'status':
      default:
        return undefined;
    }
  }

  #jitter(attempts: number): number {
    const { baseDelayMs, maxDelayMs } = this.#limits;
    return Math.floor(this.#random() * Math.min(maxDelayMs, baseDelayMs * 2 ** (attempts - 1)));
  }
}
