import { WhatsAppError } from '../../errors/index.js';

/**
 * A handler asked for a reply to an event that cannot be replied to.
 *
 * @publicApi
 */
export class ReplyNotPossibleError extends WhatsAppError {
  readonly code = 'WHATSAPP_REPLY_NOT_POSSIBLE';

  constructor(
    /** The reason in a sentence. */
    readonly reason: string,
    advice: string,
  ) {
    super(`There is nothing to reply to: ${reason}`, { advice });
  }
}
