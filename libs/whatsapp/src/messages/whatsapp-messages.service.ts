import type {
  AudioContent,
  ContactContent,
  DocumentContent,
  ImageContent,
  InteractiveContent,
  LocationContent,
  MarketingMessageDto,
  MessageDto,
  PinContent,
  ReactionContent,
  StickerContent,
  TemplateContent,
  TextContent,
  VideoContent,
  WhatsAppMarketingMessage,
  WhatsAppMessage,
} from './dto/index.js';
import { assertCallOptions } from './arguments.rules.js';
import { addressOf, type MessageRecipient } from './message-recipient.js';
import type { SendOptions } from './pipeline/send-options.js';
import type { SendPipeline } from './pipeline/send-pipeline.js';
import type { SendRequest } from './pipeline/send-request.js';
import type { SendResult } from './pipeline/send-result.js';
import type { MarkAsReadOptions, ReadReceipts } from './read-receipts.js';
import { RecipientComposer, type ComposerOptions } from './recipient-composer.js';

/**
 * Sends messages from one account. Injected by class it sends from the default account;
 * `WhatsAppService.account(name).messages` sends from another.
 *
 * A resolved promise means that Meta accepted the message, not that it was delivered.
 *
 * @publicApi
 */
export class WhatsAppMessagesService {
  constructor(
    private readonly pipeline: Pick<SendPipeline, 'send'>,
    private readonly receipts: Pick<ReadReceipts, 'markAsRead'>,
    private readonly account?: string,
  ) {}

  /**
   * Sends a message in Meta's own shape, so that every example of Meta's documentation is a valid argument.
   * `messaging_product` may be left out, and so may `type` where one content key names it.
   *
   * @throws WhatsAppValidationError where the message breaks a rule; nothing was sent
   * @throws SendRefusedError where a policy refused it; nothing was sent
   * @throws GraphApiError, of the kind that says the remedy, where Meta rejected it; nothing was sent
   * @throws RequestNotSentError where Meta could not be reached; nothing was sent
   * @throws SendCancelledError where `options.signal` aborted in time; nothing was sent
   * @throws SendOutcomeUnknownError where no answer tells what became of it; it may have been sent, so do not resend it blindly
   */
  send(message: WhatsAppMessage | MessageDto, options?: SendOptions): Promise<SendResult> {
    return this.dispatch({ endpoint: 'messages', input: message, options });
  }

  /**
   * Sends a body that the library does not know yet, such as a message type that is newer than it. The content is not checked;
   * the recipient and the other envelope fields that the library knows are, and everything else is as with {@link send}.
   */
  sendRaw(body: Readonly<Record<string, unknown>>, options?: SendOptions): Promise<SendResult> {
    return this.dispatch({ endpoint: 'messages', input: body, raw: true, options });
  }

  /** Sends a marketing template through the Marketing Messages API (`/marketing_messages`). */
  sendMarketing(
    message: WhatsAppMarketingMessage | MarketingMessageDto,
    options?: SendOptions,
  ): Promise<SendResult> {
    return this.dispatch({ endpoint: 'marketing_messages', input: message, options });
  }

  /** Returns a composer for one recipient, with one method for each type and each kind of interactive message. */
  to(recipient: MessageRecipient, composerOptions?: ComposerOptions): RecipientComposer {
    const { quote, answeredEventAt } = composerOptions ?? {};
    const envelope = {
      ...addressOf(recipient),
      ...(quote !== undefined && { context: { message_id: quote } }),
    };
    return new RecipientComposer(envelope, (input, options) =>
      this.dispatch({ endpoint: 'messages', input, options, answeredEventAt }),
    );
  }

  /** Async, so that a mistake of the caller always comes as a rejection. */
  private async dispatch(request: Omit<SendRequest, 'account'>): Promise<SendResult> {
    assertCallOptions(request.options);
    return this.pipeline.send({ account: this.account, ...request });
  }

  /**
   * Marks a user's message as read, and with `typing` shows that an answer is being written. In a
   * chat of two the messages before it become read too. Do it within 30 days.
   */
  async markAsRead(messageId: string, options: MarkAsReadOptions = {}): Promise<void> {
    assertCallOptions(options);
    return this.receipts.markAsRead(this.account, messageId, options);
  }

  /** A text of 1 to 4096 characters. */
  sendText(to: MessageRecipient, text: string | TextContent, options?: SendOptions): Promise<SendResult> {
    return this.to(to).text(text, options);
  }

  /** A text of any length, in parts of at most 4096 characters. */
  sendLongText(to: MessageRecipient, text: string, options?: SendOptions): Promise<SendResult[]> {
    return this.to(to).longText(text, options);
  }

  sendImage(to: MessageRecipient, image: ImageContent, options?: SendOptions): Promise<SendResult> {
    return this.to(to).image(image, options);
  }

  sendVideo(to: MessageRecipient, video: VideoContent, options?: SendOptions): Promise<SendResult> {
    return this.to(to).video(video, options);
  }

  sendAudio(to: MessageRecipient, audio: AudioContent, options?: SendOptions): Promise<SendResult> {
    return this.to(to).audio(audio, options);
  }

  sendDocument(to: MessageRecipient, document: DocumentContent, options?: SendOptions): Promise<SendResult> {
    return this.to(to).document(document, options);
  }

  sendSticker(to: MessageRecipient, sticker: StickerContent, options?: SendOptions): Promise<SendResult> {
    return this.to(to).sticker(sticker, options);
  }

  sendLocation(to: MessageRecipient, location: LocationContent, options?: SendOptions): Promise<SendResult> {
    return this.to(to).location(location, options);
  }

  sendContacts(to: MessageRecipient, contacts: ContactContent[], options?: SendOptions): Promise<SendResult> {
    return this.to(to).contacts(contacts, options);
  }

  /** Reacts to a message with one emoji; an empty string takes the reaction back. */
  sendReaction(to: MessageRecipient, reaction: ReactionContent, options?: SendOptions): Promise<SendResult> {
    return this.to(to).reaction(reaction, options);
  }

  /** Any interactive message; {@link to} has a method for each kind. */
  sendInteractive(
    to: MessageRecipient,
    interactive: InteractiveContent,
    options?: SendOptions,
  ): Promise<SendResult> {
    return this.to(to).interactive(interactive, options);
  }

  /** An approved template: the only type that may be sent outside the customer service window. */
  sendTemplate(to: MessageRecipient, template: TemplateContent, options?: SendOptions): Promise<SendResult> {
    return this.to(to).template(template, options);
  }

  /** Pins or unpins a message of a group. */
  sendPin(group: string, pin: PinContent, options?: SendOptions): Promise<SendResult> {
    return this.to({ group }).pin(pin, options);
  }
}
