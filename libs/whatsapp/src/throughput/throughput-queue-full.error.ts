import { WhatsAppError } from '../errors/index.js';

/**
 * As many messages as `throughput.maxWaiting` allows wait for the turn of one business number already: nothing was sent.
 *
 * @publicApi
 */
export class ThroughputQueueFullError extends WhatsAppError {
  readonly code = 'WHATSAPP_THROUGHPUT_QUEUE_FULL';

  constructor(
    readonly phoneNumberId: string,
    readonly maxWaiting: number,
  ) {
    super(
      `The message was not sent: ${maxWaiting} messages wait for the turn of number ${phoneNumberId} already`,
      {
        retryable: true,
        advice:
          'Send more slowly, raise `throughput.maxWaiting`, or ask Meta for a higher throughput of the number.',
      },
    );
  }
}
