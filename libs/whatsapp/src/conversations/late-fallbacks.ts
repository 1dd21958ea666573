import { Inject, Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { WHATSAPP_RESOLVED_OPTIONS, type ResolvedWhatsAppOptions } from '../config/internal.js';
import { WhatsAppError } from '../errors/index.js';
import type { PendingSend, TemplateContent } from '../messages/index.js';
import { replyKeyPrefix, SendPipeline } from '../messages/internal.js';
import { WhatsAppStorage } from '../storage/index.js';
import type { CollectionName } from '../storage/internal.js';
import {
  InboundHandlerRegistry,
  type HandlerOutcome,
  type InboundEvent,
  type InboundHandler,
} from '../webhooks/index.js';
import { failedWith } from '../webhooks/internal.js';

/** A template that is sent if Meta says by a status that the window was closed. */
interface LateFallback {
  readonly account: string;
  readonly to?: string;
  readonly recipient?: string;
  readonly template: TemplateContent;
}

const collection: CollectionName = 'fallbacks';
/** Meta's code for a message that the customer service window does not allow. */
const windowClosed = 131047;
/** The time for which Meta may deliver a status again. */
const keptMs = 7 * 86_400_000;

/**
 * Sends the fallback template of a message that Meta accepted and then refused, because its window had been unknown here and was closed:
 * once, however often the status comes and wherever. It needs the correlation id in the status, so nothing of it happens with
 * `messages.callbackData: 'raw'`.
 */
@Injectable()
export class LateFallbacks implements InboundHandler, OnModuleInit {
  readonly id = 'nestjs-whatsapp:late-fallbacks';
  readonly order = -80;
  private readonly logger = new Logger('WhatsAppConversationsService');
  readonly #isCorrelated: boolean;

  constructor(
    private readonly storage: WhatsAppStorage,
    private readonly pipeline: SendPipeline,
    private readonly handlers: InboundHandlerRegistry,
    @Inject(WHATSAPP_RESOLVED_OPTIONS) { messages }: Pick<ResolvedWhatsAppOptions, 'messages'>,
  ) {
    this.#isCorrelated = messages.callbackData === 'correlated';
  }

  onModuleInit(): void {
    if (this.#isCorrelated) this.handlers.add(this);
  }

  /** Before the message goes out: its status may be faster than Meta's answer. */
  async keep({ correlationId, account, recipient }: PendingSend, template: TemplateContent): Promise<void> {
    if (!this.#isCorrelated) return;
    const { to, recipient: userId } = recipient;
    const value: LateFallback = { account: account.name, to, recipient: userId, template };
    await this.storage.update<LateFallback>(
      collection,
      correlationId,
      (_before, now) => ({ value, expiresAt: now + keptMs }),
      'absent',
    );
  }

  matches(event: InboundEvent): boolean {
    return event.kind === 'status' && event.correlationId !== undefined && failedWith(event, windowClosed);
  }

  async handle(event: InboundEvent): Promise<HandlerOutcome> {
    if (event.kind !== 'status' || event.correlationId === undefined) return 'skipped';
    const { correlationId } = event;
    const [found] = await this.storage.getMany<LateFallback>(collection, [correlationId]);
    if (found === undefined) return 'skipped';
    const { account, to, recipient, template } = found.value;
    try {
      await this.pipeline.send({
        account,
        endpoint: 'messages',
        input: {
          ...(to !== undefined && { to }),
          ...(recipient !== undefined && { recipient }),
          type: 'template',
          template,
        },
        // The status may come again, also to another process.
        options: { idempotencyKey: `${replyKeyPrefix}fallback|${correlationId}` },
      });
    } catch (error) {
      if (!(error instanceof WhatsAppError) || error.retryable) throw error;
      this.logger.error(
        `The template in place of a message that Meta refused was not sent: ${error.message}`,
      );
    }
    await this.storage.update(collection, correlationId, () => 'drop');
    return 'handled';
  }
}
