import { IsIn, IsNotEmpty, IsString, ValidateBy } from 'class-validator';
import type { WhatsAppTemplateDefinition } from '../whatsapp-options.js';
import { Given } from './given.decorator.js';

/** The rules for one entry of `templates`. */
export class TemplateDefinitionDto implements WhatsAppTemplateDefinition {
  @IsString({ message: 'expected the name of the template' })
  @IsNotEmpty({ message: 'expected the name of the template' })
  name!: string;

  @Given()
  @IsString({ message: 'expected a language code, e.g. "en_US"' })
  @IsNotEmpty({ message: 'expected a language code, e.g. "en_US"' })
  language?: string;

  @IsIn(['authentication', 'marketing', 'utility'], {
    message: 'expected "authentication", "marketing" or "utility"',
  })
  category!: 'authentication' | 'marketing' | 'utility';

  @Given()
  @ValidateBy({
    name: 'isTimeToLive',
    validator: {
      validate: (value: unknown) =>
        typeof value === 'number' &&
        Number.isInteger(value) &&
        (value === -1 || (value >= 30 && value <= 2_592_000)),
      defaultMessage: () => 'expected 30 to 2592000 seconds, or -1 for 30 days',
    },
  })
  ttlSeconds?: number;
}
