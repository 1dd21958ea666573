import { WhatsAppError } from '../errors/index.js';

/**
 * The user did not answer in time, or not where the question waits.
 *
 * @publicApi
 */
export class WaitTimeoutError extends WhatsAppError {
  readonly code = 'WHATSAPP_WAIT_TIMEOUT';

  constructor(
    readonly timeoutMs: number,
    /** The user wrote meanwhile, but no message of the user came to this process: it went to another one, where nobody waits. */
    readonly isElsewhere = false,
  ) {
    super(
      isElsewhere
        ? `The user wrote within ${timeoutMs} ms, but the webhook came to another process than the one that waits`
        : `No matching message came within ${timeoutMs} ms`,
      isElsewhere
        ? {
            advice:
              'waitFor sees the webhooks of its own process alone. Where several receive webhooks, keep the question in your own records and take the answer in a handler.',
          }
        : {},
    );
  }
}
