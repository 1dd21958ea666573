import { IsBoolean, IsIn, IsInt, Max, Min } from 'class-validator';
import type { WhatsAppWebhookOptions } from './whatsapp-options.js';
import { IsMilliseconds } from './is-milliseconds.decorator.js';

/** As long as Meta may deliver an event again. */
const sevenDaysMs = 604_800_000;

/** The rules and defaults for `webhooks`. */
export class WebhookOptionsDto implements WhatsAppWebhookOptions {
  @IsBoolean({ message: 'expected true or false' })
  allowUnsigned = false;

  @IsIn(['after-handlers', 'immediately'], { message: 'expected "after-handlers" or "immediately"' })
  acknowledge: 'after-handlers' | 'immediately' = 'after-handlers';

  @IsMilliseconds(1)
  deadlineMs = 5_000;

  @IsInt({ message: 'expected a whole number' })
  @Min(1, { message: 'expected at least 1' })
  @Max(1_000, { message: 'expected at most 1000' })
  maxAttempts = 5;

  @IsInt({ message: 'expected a whole number' })
  @Min(1, { message: 'expected at least 1' })
  concurrency = 64;

  @IsMilliseconds(1)
  handlerTimeoutMs = 60_000;

  @IsMilliseconds(1_000)
  leaseMs = 60_000;

  @IsMilliseconds(0)
  shutdownTimeoutMs = 10_000;

  @IsMilliseconds(1)
  claimTtlMs = sevenDaysMs;
}
