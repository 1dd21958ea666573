import type { Clock } from '../common/index.js';
import type { WhatsAppMessagesService } from '../messages/index.js';
import type { DeletedMessages } from './deleted-messages.js';
import { ReplyComposer } from './reply-composer.js';
import { toMessageReference, type ReplyTarget } from './reply-target.js';

/**
 * The contextual-reply helper of one account: answers a message with a quote of it, reacts to it, marks it as read.
 *
 * @example
 * ```ts
 * const reply = this.replies.to(inboundMessage);
 * await reply.typing();
 * await reply.text('On its way!');
 * ```
 * @publicApi
 */
export class WhatsAppRepliesService {
  constructor(
    private readonly messages: WhatsAppMessagesService,
    private readonly clock: Clock,
    private readonly deleted: DeletedMessages,
  ) {}

  /** A composer for answers to one message: an inbound message as the webhook gave it, or `{ messageId, to }`. */
  to(target: ReplyTarget): ReplyComposer {
    return new ReplyComposer(toMessageReference(target), this.messages, this.clock, this.deleted);
  }
}
