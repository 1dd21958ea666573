import { IsIn, IsInt, Min } from 'class-validator';
import type { WhatsAppMessageOptions } from './whatsapp-options.js';
import { IsMilliseconds } from './is-milliseconds.decorator.js';

/** The rules and defaults for `messages`. */
export class MessageOptionsDto implements WhatsAppMessageOptions {
  @IsInt({ message: 'expected a whole number of bytes' })
  @Min(1024, { message: 'expected at least 1024 bytes' })
  maxBodyBytes = 262_144;

  @IsIn(['correlated', 'raw'], { message: 'expected "correlated" or "raw"' })
  callbackData: 'correlated' | 'raw' = 'correlated';

  @IsMilliseconds(1)
  idempotencyTtlMs = 604_800_000;
}
