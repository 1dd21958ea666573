import { WhatsAppError, type WhatsAppErrorOptions } from './whatsapp-error.js';

/**
 * A policy refused the message before any HTTP call: nothing was sent. Features subclass it with a `code` of their own.
 *
 * @publicApi
 */
export class SendRefusedError extends WhatsAppError {
  readonly code: string = 'WHATSAPP_SEND_REFUSED';

  constructor(
    /** The policy's name. */
    readonly policy: string,
    /** Why, in a sentence without content of the message. */
    readonly reason: string,
    options: WhatsAppErrorOptions = {},
  ) {
    super(`The message was refused by the policy "${policy}": ${reason}`, options);
  }
}
