import { IsIn, ValidateBy } from 'class-validator';
import { isRecord } from '../../common/internal.js';
import type { WhatsAppConversationOptions, WhatsAppTemplateToSend } from './whatsapp-options.js';
import { Given } from './given.decorator.js';
import { IsMilliseconds } from './is-milliseconds.decorator.js';

const sevenDaysMs = 604_800_000;

/** The rules and defaults for `conversations`. */
export class ConversationOptionsDto implements WhatsAppConversationOptions {
  @IsIn(['off', 'warn', 'block'], { message: 'expected "off", "warn" or "block"' })
  window: 'off' | 'warn' | 'block' = 'block';

  @Given()
  @ValidateBy({
    name: 'isTemplate',
    validator: {
      validate: isTemplate,
      defaultMessage: () =>
        'expected a template as it is sent, e.g. { name: "come_back", language: { code: "en_US" } }',
    },
  })
  fallbackTemplate?: WhatsAppTemplateToSend;

  // A window that was forgotten is unknown, and an entry must outlive the 72 hours of a free entry point.
  @IsMilliseconds(345_600_000)
  windowTtlMs = sevenDaysMs;
}

/** Only as much as a template cannot do without; the message validator says the rest at start-up. */
function isTemplate(value: unknown): boolean {
  if (!isRecord(value) || typeof value['name'] !== 'string') return false;
  return isRecord(value['language']) && typeof value['language']['code'] === 'string';
}
