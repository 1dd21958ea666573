import type { MessageContent, ReactionContent } from './dto/index.js';
import { MessageComposer } from './message-composer.js';
import type { SendOptions } from './pipeline/send-options.js';
import type { SendResult } from './pipeline/send-result.js';

/** Options that a composer adds to every message. */
export interface ComposerOptions {
  /** The `wamid.…` of a message to quote; `WhatsAppRepliesService` also says where the quote will not show. */
  readonly quote?: string;
  /** The time of the event that the messages answer, where they answer one: consent is not asked for within 24 hours. */
  readonly answeredEventAt?: Date;
}

/** Sends to one recipient; made by `WhatsAppMessagesService.to`. */
export class RecipientComposer extends MessageComposer {
  constructor(
    private readonly envelope: object,
    private readonly dispatch: (message: object, options?: SendOptions) => Promise<SendResult>,
  ) {
    super();
  }

  send(content: MessageContent, options?: SendOptions): Promise<SendResult> {
    return this.dispatch({ ...content, ...this.envelope }, options);
  }

  /** Reacts to a message with one emoji; an empty string takes the reaction back. */
  reaction(reaction: ReactionContent, options?: SendOptions): Promise<SendResult> {
    return this.send({ type: 'reaction', reaction }, options);
  }
}
