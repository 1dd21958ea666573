import { Inject, Injectable, Logger } from '@nestjs/common';
import { WHATSAPP_RESOLVED_OPTIONS, type ResolvedWhatsAppOptions } from '../config/internal.js';
import { WhatsAppServiceWindowError, type GraphApiError } from '../errors/index.js';
import {
  WhatsAppSendPolicy,
  type PendingSend,
  type SendPolicy,
  type TemplateContent,
  type WhatsAppMessage,
} from '../messages/index.js';
import { WhatsAppUsersService } from '../webhooks/index.js';
import { WhatsAppWindowsService } from './whatsapp-windows.service.js';
import type { CustomerServiceWindow } from './customer-service-window.js';
import { FallbackTemplates } from './fallback-templates.js';
import { LateFallbacks } from './late-fallbacks.js';
import { policyRefusal } from '../errors/internal.js';

/** Meta's code for a message that the customer service window does not allow. */
const windowClosed = 131047;

/**
 * Stops a message that Meta would refuse because the customer service window is closed, or sends a template in its place.
 *
 * Templates always pass, and so does everything that goes to a group: a window belongs to one user and one business number
 * (platform rules, service windows), and a group has no user whose messages would open it.
 */
@Injectable()
@WhatsAppSendPolicy({ order: 100 })
export class CustomerServiceWindowPolicy implements SendPolicy {
  private readonly logger = new Logger('WhatsAppConversationsService');
  private readonly mode: 'off' | 'warn' | 'block';

  constructor(
    private readonly windows: WhatsAppWindowsService,
    private readonly users: WhatsAppUsersService,
    private readonly fallbacks: FallbackTemplates,
    private readonly late: LateFallbacks,
    @Inject(WHATSAPP_RESOLVED_OPTIONS) { conversations }: Pick<ResolvedWhatsAppOptions, 'conversations'>,
  ) {
    this.mode = conversations.window;
  }

  async lookUp(send: PendingSend): Promise<void> {
    if (this.mode !== 'off' && send.type !== 'template') await this.users.recipientOf(send);
  }

  /** @throws WhatsAppServiceWindowError */
  async check(send: PendingSend): Promise<void | WhatsAppMessage> {
    if (this.mode === 'off' || send.type === 'template') return;
    const window = await this.windowOf(send);
    if (window?.state === 'unknown' && this.mode === 'block') await this.keepFallback(send);
    if (window?.state !== 'closed' || window.expiresAt === undefined) return;
    const closedAt = window.expiresAt;
    if (this.mode === 'warn') {
      this.logger.warn(
        `A message of type ${send.type} goes to a user whose customer service window closed at ${closedAt.toISOString()}: Meta will refuse it`,
      );
      return;
    }
    const template = await this.fallbackOf(send);
    if (template === undefined) throw windowClosedSince(closedAt);
    return templateInstead(send, template);
  }

  /** Meta knew that the window is closed, and nobody here did. */
  async instead(send: PendingSend, error: GraphApiError): Promise<void | WhatsAppMessage> {
    if (this.mode !== 'block' || send.type === 'template' || send.recipient.kind === 'group') return;
    if (error.graphCode !== windowClosed) return;
    const template = await this.fallbackOf(send);
    if (template === undefined) return;
    await this.noteRefusal(send);
    return templateInstead(send, template);
  }

  /** `undefined` where it cannot be known, as for a group. */
  private async windowOf(send: PendingSend): Promise<CustomerServiceWindow | undefined> {
    try {
      const found = await this.users.recipientOf(send);
      return found && this.windows.of(found);
    } catch (error) {
      // What is not known blocks nothing.
      const reason = error instanceof Error ? error.name : typeof error;
      this.logger.error(`Looking the window up failed with ${reason}: the message goes out unchecked`);
      return undefined;
    }
  }

  private async keepFallback(send: PendingSend): Promise<void> {
    const template = await this.fallbackOf(send);
    if (template === undefined) return;
    try {
      await this.late.keep(send, template);
    } catch (error) {
      const reason = error instanceof Error ? error.name : typeof error;
      this.logger.error(
        `Keeping a fallback template failed with ${reason}: it does not go out if Meta refuses the message by a status`,
      );
    }
  }

  private async noteRefusal(send: PendingSend): Promise<void> {
    try {
      await this.windows.refused(send);
    } catch (error) {
      const reason = error instanceof Error ? error.name : typeof error;
      this.logger.error(`Keeping that a window is closed failed with ${reason}`);
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

function windowClosedSince(closedAt: Date): WhatsAppServiceWindowError {
  const fields = policyRefusal({
    policy: 'customer service window',
    reason: `the user's window closed at ${closedAt.toISOString()}: the last message or call of the user is more than 24 hours old, so only a template may be sent`,
    graphCode: windowClosed,
    advice:
      'Send a template, declare one in `conversations.fallbackTemplate` or in `SendOptions.fallbackTemplate`, or wait until the user writes.',
  });
  return new WhatsAppServiceWindowError({ ...fields, closedAt });
}
