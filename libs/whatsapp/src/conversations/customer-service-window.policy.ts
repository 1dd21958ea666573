import { Inject, Injectable, Logger } from '@nestjs/common';
import { WHATSAPP_RESOLVED_OPTIONS, type ResolvedWhatsAppOptions } from '../config/internal.js';
import {
  WhatsAppSendPolicy,
  type PendingSend,
  type SendPolicy,
  type TemplateContent,
  type WhatsAppMessage,
} from '../messages/index.js';
import { WhatsAppUsers } from '../webhooks/index.js';
import { CustomerServiceWindowClosedError } from './customer-service-window-closed.error.js';
import { CustomerServiceWindows } from './customer-service-windows.js';
import { FallbackTemplates } from './fallback-templates.js';

/**
 * Stops a message that Meta would refuse because the customer service window is closed, or sends a template in its place.
 *
 * Templates always pass, and so does everything that goes to a group: a window belongs to one user and one business number
 * (platform rules, service windows), and a group has no user whose messages would open it.
 */
@Injectable()
@WhatsAppSendPolicy({ order: 100 })
export class CustomerServiceWindowPolicy implements SendPolicy {
  private readonly logger = new Logger('WhatsAppConversations');
  private readonly mode: 'off' | 'warn' | 'block';

  constructor(
    private readonly windows: CustomerServiceWindows,
    private readonly users: WhatsAppUsers,
    private readonly fallbacks: FallbackTemplates,
    @Inject(WHATSAPP_RESOLVED_OPTIONS) { conversations }: Pick<ResolvedWhatsAppOptions, 'conversations'>,
  ) {
    this.mode = conversations.window;
  }

  /** @throws CustomerServiceWindowClosedError */
  async check(send: PendingSend): Promise<void | WhatsAppMessage> {
    if (this.mode === 'off' || send.type === 'template') return;
    const closedAt = await this.closedAt(send);
    if (closedAt === undefined) return;
    if (this.mode === 'warn') {
      this.logger.warn(
        `A message of type ${send.type} goes to a user whose customer service window closed at ${closedAt.toISOString()}: Meta will refuse it`,
      );
      return;
    }
    const template = await this.fallbackOf(send);
    if (template === undefined) throw new CustomerServiceWindowClosedError(closedAt);
    return templateInstead(send, template);
  }

  /** `undefined` where the window is not known to be closed. */
  private async closedAt(send: PendingSend): Promise<Date | undefined> {
    try {
      const found = await this.users.recipientOf(send);
      const window = found && this.windows.of(found);
      return window?.state === 'closed' ? window.expiresAt : undefined;
    } catch (error) {
      // What is not known blocks nothing.
      const reason = error instanceof Error ? error.name : typeof error;
      this.logger.error(`Looking the window up failed with ${reason}: the message goes out unchecked`);
      return undefined;
    }
  }

  private async fallbackOf(send: PendingSend): Promise<TemplateContent | undefined> {
    // An emoji on a message of days ago is not worth a template.
    if (send.type === 'reaction') return undefined;
    const { fallbackTemplate } = send.options;
    if (fallbackTemplate !== undefined) return fallbackTemplate ?? undefined;
    return this.fallbacks.find(send);
  }
}

function templateInstead({ message }: PendingSend, template: TemplateContent): WhatsAppMessage {
  // All that is about the message's way and not about its content.
  const { to, recipient, recipient_type, biz_opaque_callback_data, recipient_identity_key_hash } = message;
  const whom = to === undefined ? { recipient: recipient ?? '' } : { to, recipient };
  const way = { recipient_type, biz_opaque_callback_data, recipient_identity_key_hash };
  return { ...whom, ...way, type: 'template', template };
}
