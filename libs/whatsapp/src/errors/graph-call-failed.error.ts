import { WhatsAppError, type WhatsAppErrorOptions } from './whatsapp-error.js';

/** The details of a call without a usable answer. */
export interface GraphCallFailedOptions extends WhatsAppErrorOptions {
  /** The status of the answer, where there was one. */
  httpStatus?: number;
}

/**
 * A call that is safe to repeat (a read, a read receipt) got no answer, or one that is not Meta's (a proxy's HTML page,
 * half a body). It may or may not have been carried out, and calling again does no harm.
 *
 * @publicApi
 */
export class GraphCallFailedError extends WhatsAppError {
  readonly code = 'WHATSAPP_GRAPH_CALL_FAILED';
  readonly httpStatus?: number;

  constructor(
    /** The reason in a word or two, e.g. `headers-timeout`, `reset`, `not an answer of the Graph API`. */
    readonly reason: string,
    { httpStatus, retryable = true, ...options }: GraphCallFailedOptions = {},
  ) {
    super(
      `The Graph API gave no usable answer: ${reason}${httpStatus === undefined ? '' : ` (HTTP ${httpStatus})`}`,
      {
        retryable,
        advice: retryable
          ? 'The call is safe to repeat: try again later.'
          : 'The same call would be answered in the same way: look at what answers in place of Meta (a proxy, `graph.baseUrl`), or at what the call asks for.',
        ...options,
      },
    );
    this.httpStatus = httpStatus;
  }
}
