import { SendOutcomeUnknownError, WhatsAppError } from '../errors/index.js';
import type { SendResult } from './pipeline/send-result.js';

/**
 * A long text was split into parts, and one of them could not be sent. What went out before it stays sent, so do not send the
 * whole text again: `retryable`, like the status that `WhatsAppExceptionFilter` answers with, is that of the failed part's `cause`.
 *
 * @publicApi
 */
export class TextPartsError extends WhatsAppError {
  readonly code = 'WHATSAPP_TEXT_PARTS';
  // None of them is enumerable, so that neither texts nor numbers end up in a log by themselves.
  /** The parts that Meta accepted, in order. */
  declare readonly sent: readonly SendResult[];
  /** The part of which nobody knows whether it was sent, where the `cause` is a `SendOutcomeUnknownError`; it is not in `remaining`. */
  declare readonly doubtful?: string;
  /** The parts that were certainly not sent, in order. */
  declare readonly remaining: readonly string[];

  /** @param unsent the part that failed, and those behind it */
  constructor(sent: readonly SendResult[], unsent: readonly string[], options: { cause: unknown }) {
    const { cause } = options;
    const isDoubtful = cause instanceof SendOutcomeUnknownError;
    super(
      `Part ${sent.length + 1} of ${sent.length + unsent.length} of a long text ${isDoubtful ? 'may or may not have been sent' : 'was not sent'}`,
      {
        cause,
        retryable: cause instanceof WhatsAppError && cause.retryable,
        advice: isDoubtful
          ? 'Find out what became of the part in `doubtful` (a status webhook with the `correlationId` of `cause` means that it was sent), then send what is in `remaining`.'
          : 'Look at `cause`, and send what is in `remaining` when its reason is gone.',
      },
    );
    const [failed, ...rest] = unsent;
    Object.defineProperties(this, {
      sent: { value: sent },
      doubtful: { value: isDoubtful ? failed : undefined },
      remaining: { value: isDoubtful ? rest : unsent },
    });
  }
}
