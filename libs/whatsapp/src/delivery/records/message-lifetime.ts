import { Injectable, Logger } from '@nestjs/common';
import { TemplateDefinitions, type PendingSend } from '../../messages/index.js';
import { templateOf } from '../../messages/internal.js';

/** Milliseconds that all messages live but templates with a time-to-live of their own, which is shorter (platform rules, time-to-live). */
export const longestLifetimeMs = 30 * 86_400_000;

/** Computes how long Meta tries to deliver a message. */
@Injectable()
export class MessageLifetime {
  private readonly logger = new Logger('WhatsAppDelivery');

  constructor(private readonly templates: TemplateDefinitions) {}

  /**
   * Milliseconds from when Meta accepted it: 30 days, or what the template's definition says. A marketing template's own
   * time-to-live counts only over `/marketing_messages` (platform rules, time-to-live).
   */
  async of(send: PendingSend): Promise<number> {
    const template = templateOf(send.message);
    if (template === undefined) return longestLifetimeMs;
    try {
      const traits = await this.templates.find(template.name, template.language, send.account);
      if (traits?.category === 'marketing' && send.endpoint !== 'marketing_messages')
        return longestLifetimeMs;
      return traits === undefined ? longestLifetimeMs : traits.ttlSeconds * 1000;
    } catch (error) {
      // The message is on its way and must be kept account of.
      this.logger.warn(
        `The time-to-live of template ${template.name} could not be looked up (${error instanceof Error ? error.name : 'unknown error'}); taken to be 30 days`,
      );
      return longestLifetimeMs;
    }
  }
}
