import { IsIn, IsNotEmpty, IsString, Matches, ValidateBy, type ValidationArguments } from 'class-validator';
import type { WhatsAppTemplateDefinition } from './whatsapp-options.js';
import { Given } from './given.decorator.js';

/** How many seconds a template of each category may be given to live (platform rules, time-to-live). */
const timeToLive: Readonly<Record<string, readonly [from: number, to: number]>> = {
  authentication: [30, 900],
  utility: [30, 43_200],
  marketing: [43_200, 2_592_000],
};

/** The rules for one entry of `templates`. */
export class TemplateDefinitionDto implements WhatsAppTemplateDefinition {
  @Matches(/^[a-z0-9_]{1,512}$/, { message: 'expected 1 to 512 small letters, digits and underscores' })
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
      validate: (value: unknown, args) => {
        const [from, to] = secondsOf(args);
        return value === -1 || (Number.isInteger(value) && Number(value) >= from && Number(value) <= to);
      },
      defaultMessage: (args) => {
        const [from, to, whose] = secondsOf(args);
        return `expected ${from} to ${to} seconds${whose}, or -1 for 30 days`;
      },
    },
  })
  ttlSeconds?: number;
}

/** The bounds of the category that stands beside it; of any category where that one is not known. */
function secondsOf(
  args: ValidationArguments | undefined,
): readonly [from: number, to: number, whose: string] {
  const template = args?.object;
  const category = template instanceof TemplateDefinitionDto ? template.category : '';
  const bounds = Object.hasOwn(timeToLive, category) ? timeToLive[category] : undefined;
  return bounds ? [...bounds, ` for ${category}`] : [30, 2_592_000, ''];
}
