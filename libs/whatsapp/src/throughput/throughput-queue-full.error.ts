import { WhatsAppError } from '../errors/index.js';

/**
 * Says that a message was not sent, because as many as `throughput.maxWaiting` allows wait for its business number already.
 *
 * @publicApi
 */
export class ThroughputQueueFullError extends WhatsAppError {
  readonly code = 'WHATSAPP_THROUGHPUT_QUEUE_FULL';

  constructor(
    readonly phoneNumberId: string,
    readonly maxWaiting: number,
  ) {
    super(`The message was not sent: ${maxWaiting} messages wait for number ${phoneNumberId} already`, {
      retryable: true,
      advice:
        'Send more slowly, raise `throughput.maxWaiting`, or ask Meta for a higher throughput of the number.',
    });
  }
}
