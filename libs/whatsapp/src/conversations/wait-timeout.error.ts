import { WhatsAppError } from '../errors/index.js';

/**
 * The user did not answer in time.
 *
 * @publicApi
 */
export class WaitTimeoutError extends WhatsAppError {
  readonly code = 'WHATSAPP_WAIT_TIMEOUT';

  constructor(readonly timeoutMs: number) {
    super(`No matching message came within ${timeoutMs} ms`);
  }
}
