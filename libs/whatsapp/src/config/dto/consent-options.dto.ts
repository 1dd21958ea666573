import { IsIn, ValidateBy } from 'class-validator';
import type { WhatsAppConsentOptions } from './whatsapp-options.js';

/** The rules and defaults for `consent`. */
export class ConsentOptionsDto implements WhatsAppConsentOptions {
  @IsIn(['off', 'warn', 'block'], { message: 'expected "off", "warn" or "block"' })
  requireOptIn: 'off' | 'warn' | 'block' = 'off';

  @IsIn(['templates', 'all'], { message: 'expected "templates" or "all"' })
  optInCovers: 'templates' | 'all' = 'templates';

  @ValidateBy({
    name: 'areKeywords',
    validator: {
      validate: (value: unknown) =>
        typeof value === 'boolean' || (Array.isArray(value) && value.length > 0 && value.every(isKeyword)),
      defaultMessage: () =>
        'expected true for the words that are built in, false, or a list of words, e.g. ["STOP", "BAJA"]',
    },
  })
  keywords: boolean | readonly string[] = false;

  @IsIn(['number', 'all'], { message: 'expected "number" or "all"' })
  scope: 'number' | 'all' = 'number';
}

function isKeyword(value: unknown): boolean {
  return typeof value === 'string' && value.trim() !== '';
}
