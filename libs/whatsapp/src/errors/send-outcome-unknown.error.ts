import { WhatsAppError, type WhatsAppErrorOptions } from './whatsapp-error.js';

/** The details of a send whose outcome is unknown. */
export interface SendOutcomeUnknownOptions extends Omit<WhatsAppErrorOptions, 'retryable' | 'advice'> {
  /** The id that comes back in the message's status webhooks, if it was sent; not with `messages.callbackData: 'raw'`. */
  correlationId?: string;
  /** The status of the answer, where there was one. */
  httpStatus?: number;
}

/**
 * The request had started and no answer tells what became of it: the message may have been sent. Meta knows no
 * idempotency key, so do not send it again blindly: wait for a status webhook that carries the correlation id.
 *
 * @publicApi
 */
export class SendOutcomeUnknownError extends WhatsAppError {
  readonly code = 'WHATSAPP_SEND_OUTCOME_UNKNOWN';
  readonly correlationId?: string;
  readonly httpStatus?: number;

  constructor(
    /** The reason why the outcome is not known, in a word or two, e.g. `headers-timeout`, `reset`, `answer without a message id`. */
    readonly reason: string,
    { correlationId, httpStatus, ...options }: SendOutcomeUnknownOptions = {},
  ) {
    super(
      `It is not known whether the message was sent (${reason}${httpStatus === undefined ? '' : `, HTTP ${httpStatus}`})` +
        (correlationId === undefined ? '' : `; correlation id ${correlationId}`),
      {
        ...options,
        retryable: false,
        advice:
          'Do not send it again blindly, it could arrive twice: wait for a status webhook with this correlation id ' +
          '(none has it with `messages.callbackData: "raw"`), or send again only where a second message does no harm.',
      },
    );
    this.correlationId = correlationId;
    this.httpStatus = httpStatus;
  }
}
