import { IsIn, IsInt, Max, Min } from 'class-validator';
import type { WhatsAppRetryOptions } from './whatsapp-options.js';
import { IsMilliseconds } from './is-milliseconds.decorator.js';

/** The rules and defaults for `retry`. */
export class RetryOptionsDto implements WhatsAppRetryOptions {
  @IsInt({ message: 'expected a whole number of attempts' })
  @Min(1, { message: 'expected at least 1, which switches retries off' })
  @Max(100, { message: 'expected at most 100' })
  maxAttempts = 4;

  @IsMilliseconds(0)
  maxTotalMs = 90_000;

  @IsMilliseconds(0)
  baseDelayMs = 500;

  @IsMilliseconds(0)
  maxDelayMs = 30_000;

  @IsIn(['retry', 'unknown'], { message: 'expected "retry" or "unknown"' })
  onUnknownErrors: 'retry' | 'unknown' = 'retry';
}
