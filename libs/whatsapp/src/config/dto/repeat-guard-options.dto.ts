import { IsIn } from 'class-validator';
import type { WhatsAppRepeatGuardOptions } from './whatsapp-options.js';
import { IsMilliseconds } from './is-milliseconds.decorator.js';

/** The rules and defaults for `repeatGuard`. */
export class RepeatGuardOptionsDto implements WhatsAppRepeatGuardOptions {
  @IsIn(['off', 'warn', 'block'], { message: 'expected "off", "warn" or "block"' })
  mode: 'off' | 'warn' | 'block' = 'off';

  @IsMilliseconds(1)
  windowMs = 3_600_000;
}
