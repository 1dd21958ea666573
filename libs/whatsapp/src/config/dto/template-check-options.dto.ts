import { IsIn } from 'class-validator';
import type { WhatsAppTemplateCheckOptions } from './whatsapp-options.js';
import { IsMilliseconds } from './is-milliseconds.decorator.js';

/** The rules and defaults for `templateCheck`. */
export class TemplateCheckOptionsDto implements WhatsAppTemplateCheckOptions {
  @IsIn(['off', 'warn', 'block'], { message: 'expected "off", "warn" or "block"' })
  mode: 'off' | 'warn' | 'block' = 'block';

  @IsMilliseconds(0)
  maxAgeMs = 3_600_000;
}
