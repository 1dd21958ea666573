import { WhatsAppError, type WhatsAppErrorOptions } from './whatsapp-error.js';

/**
 * An `AbortSignal` stopped the call before it was sent: nothing was sent. A signal that aborts once the request has
 * started gives a `SendOutcomeUnknownError` instead.
 *
 * @publicApi
 */
export class SendCancelledError extends WhatsAppError {
  readonly code = 'WHATSAPP_SEND_CANCELLED';

  constructor(options: Pick<WhatsAppErrorOptions, 'cause' | 'attempts'> = {}) {
    super('The call was cancelled by its AbortSignal before it was sent', {
      ...options,
      advice: 'Nothing was sent. Send again if it is still wanted.',
    });
  }
}
