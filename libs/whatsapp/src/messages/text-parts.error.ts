import { WhatsAppError } from '../errors/index.js';
import type { SendResult } from './pipeline/send-result.js';

/**
 * A long text was split into parts, and one of them could not be sent. What went out before it stays sent.
 *
 * @publicApi
 */
export class TextPartsError extends WhatsAppError {
  readonly code = 'WHATSAPP_TEXT_PARTS';

  constructor(
    /** The parts that Meta accepted, in order. */
    readonly sent: readonly SendResult[],
    /** The parts that were not accepted, the one that failed first. */
    readonly remaining: readonly string[],
    options: { cause: unknown },
  ) {
    super(`Part ${sent.length + 1} of ${sent.length + remaining.length} of a long text was not accepted`, {
      ...options,
      advice:
        'Look at `cause`: where its outcome is unknown, that part may have been sent. Then send what is in `remaining`.',
    });
  }
}
