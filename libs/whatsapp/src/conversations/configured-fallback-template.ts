import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { WHATSAPP_RESOLVED_OPTIONS, type ResolvedWhatsAppOptions } from '../config/internal.js';
import { WhatsAppConfigurationError, WhatsAppValidationError } from '../errors/index.js';
import { MessageValidator, type TemplateContent } from '../messages/index.js';
import { FallbackTemplates } from './fallback-templates.js';

/** The default {@link FallbackTemplates}: the template of the option `conversations.fallbackTemplate`, for every message. */
@Injectable()
export class ConfiguredFallbackTemplate extends FallbackTemplates implements OnModuleInit {
  private readonly template?: ResolvedWhatsAppOptions['conversations']['fallbackTemplate'];
  #checked?: TemplateContent;

  constructor(
    @Inject(WHATSAPP_RESOLVED_OPTIONS) { conversations }: Pick<ResolvedWhatsAppOptions, 'conversations'>,
    private readonly validator: MessageValidator,
  ) {
    super();
    this.template = conversations.fallbackTemplate;
  }

  /** A mistake is seen at start-up, and not when the first window has closed. */
  onModuleInit(): void {
    if (this.template === undefined) return;
    try {
      const example = { to: '+16505551234', type: 'template', template: this.template };
      const { message } = this.validator.validate(example);
      if ('template' in message) this.#checked = message.template;
    } catch (error) {
      if (!(error instanceof WhatsAppValidationError)) throw error;
      throw new WhatsAppConfigurationError(
        error.issues.map(
          ({ path, message }) => `conversations.${path.replace(/^template/, 'fallbackTemplate')}: ${message}`,
        ),
      );
    }
  }

  find(): TemplateContent | undefined {
    return this.#checked;
  }
}
