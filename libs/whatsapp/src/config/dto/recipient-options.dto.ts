import { IsIn, ValidateBy } from 'class-validator';
import { isSupportedCountry } from 'libphonenumber-js/max';
import type { WhatsAppRecipientOptions } from './whatsapp-options.js';
import { Given } from './given.decorator.js';

/** The rules and defaults for `recipients`. */
export class RecipientOptionsDto implements WhatsAppRecipientOptions {
  @IsIn(['refuse', 'international'], { message: 'expected "refuse" or "international"' })
  numbersWithoutPlus: 'refuse' | 'international' = 'refuse';

  @Given()
  @ValidateBy({
    name: 'isCountry',
    validator: {
      validate: (value: unknown) => typeof value === 'string' && isSupportedCountry(value),
      defaultMessage: () => 'expected a country as two capital letters (ISO 3166-1), e.g. "IN"',
    },
  })
  defaultCountry?: string;
}
