import { WhatsAppError, type WhatsAppErrorOptions } from './whatsapp-error.js';

/**
 * The request provably never left (DNS, connection refused, TLS, connect timeout, no access token): nothing was sent,
 * and sending again cannot send twice.
 *
 * @publicApi
 */
export class RequestNotSentError extends WhatsAppError {
  readonly code = 'WHATSAPP_REQUEST_NOT_SENT';

  constructor(
    /** Why, in a word, e.g. `dns`, `connect`, `tls`, `connect-timeout`. */
    readonly reason: string,
    options: WhatsAppErrorOptions = {},
  ) {
    super(`The request to Meta was not sent: ${reason}`, {
      retryable: true,
      advice: 'Nothing was sent. Check the network, DNS and TLS to the Graph API, then send again.',
      ...options,
    });
  }
}
