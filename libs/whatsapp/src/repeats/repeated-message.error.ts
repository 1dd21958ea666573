import { SendRefusedError } from '../errors/index.js';

/**
 * The same content went to the same recipient within `repeatGuard.windowMs` already: nothing was sent.
 *
 * @publicApi
 */
export class RepeatedMessageError extends SendRefusedError {
  override readonly code = 'WHATSAPP_REPEATED_MESSAGE';

  constructor(
    /** The correlation id of the message that went out before. */
    readonly earlier: string,
  ) {
    super('repeat guard', `the same content went to this recipient a while ago (send ${earlier})`, {
      advice:
        'Meta may treat repetitions as spam. Say something else, or wait; `repeatGuard.windowMs` sets for how long.',
    });
  }
}
