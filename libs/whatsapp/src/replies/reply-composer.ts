import { Logger } from '@nestjs/common';
import type { Clock } from '../common/index.js';
import { WhatsAppValidationError } from '../errors/index.js';
import {
  MessageComposer,
  type ComposerOptions,
  type MarkAsReadOptions,
  type MessageContent,
  type RecipientComposer,
  type SendOptions,
  type SendResult,
  type WhatsAppMessagesService,
} from '../messages/index.js';
import type { DeletedMessages } from './deleted-messages.js';
import type { MessageReference } from './reply-target.js';
import { warningsFor, type ReplyResult } from './reply-warnings.js';

/**
 * Answers one message: everything it sends quotes that message.
 *
 * @publicApi
 */
export class ReplyComposer extends MessageComposer<ReplyResult> {
  private readonly logger = new Logger('WhatsAppReplies');

  constructor(
    /** The message that is answered. */
    readonly target: MessageReference,
    private readonly messages: WhatsAppMessagesService,
    private readonly clock: Clock,
    private readonly deleted: DeletedMessages,
  ) {
    super();
  }

  /**
   * Sends any content as a quoting reply.
   *
   * Where the quote bubble will not show (templates; messages older than 30 days, or deleted) the message goes out all the same, and the
   * result's `warnings` say why. On KaiOS it does not show on audio, images and video either.
   *
   * @throws WhatsAppValidationError for a reaction, which cannot quote: use {@link react}
   */
  async send(content: MessageContent, options?: SendOptions): Promise<ReplyResult> {
    if (typeof content !== 'object' || content === null) {
      throw new WhatsAppValidationError([
        { path: '', message: 'must be an object: the content of one message as Meta writes it' },
      ]);
    }
    if ('reaction' in content) {
      throw new WhatsAppValidationError([
        { path: 'type', message: 'a reaction cannot be a quoting reply: use react(emoji) instead' },
      ]);
    }
    const result = await this.#answering({ quote: this.target.messageId }).send(content, options);
    const { messageId, sentAt } = this.target;
    const answered = { sentAt, isDeleted: this.deleted.has(messageId) };
    const warnings = warningsFor(typeOf(content), answered, this.clock.now());
    for (const warning of warnings) this.logger.warn(`Reply ${result.messageId}: ${warning.message}`);
    return { ...result, warnings };
  }

  /** Reacts to the message with one emoji. Meta tells only by webhook that a target was older than 30 days or deleted (131009). */
  react(emoji: string, options?: SendOptions): Promise<SendResult> {
    return this.#answering().reaction({ message_id: this.target.messageId, emoji }, options);
  }

  /** Removes a reaction. */
  unreact(options?: SendOptions): Promise<SendResult> {
    return this.react('', options);
  }

  /** Marks the message as read, and with `typing` shows that an answer is being written. */
  markAsRead(options?: MarkAsReadOptions): Promise<void> {
    return this.messages.markAsRead(this.target.messageId, options);
  }

  /** Shows the typing indicator until the answer is sent, for 25 seconds at most. Meta allows it only together with the read receipt. */
  typing(options: Omit<MarkAsReadOptions, 'typing'> = {}): Promise<void> {
    return this.markAsRead({ ...options, typing: true });
  }

  /** Sends a part. Only the first part of a long text quotes: a bubble on each would read like several answers. */
  protected override async sendPart(
    part: string,
    index: number,
    options?: SendOptions,
  ): Promise<ReplyResult> {
    if (index === 0) return this.text(part, options);
    return { ...(await this.#answering().text(part, options)), warnings: [] };
  }

  #answering(options?: Pick<ComposerOptions, 'quote'>): RecipientComposer {
    return this.messages.to(this.target.to, { ...options, answeredEventAt: this.target.sentAt });
  }
}

function typeOf(content: MessageContent): string {
  return content.type ?? ('template' in content ? 'template' : '');
}
