import { SendRefusedError } from '../errors/index.js';

/**
 * The template was not sent, because the user is not known to have agreed to be written to.
 *
 * @publicApi
 */
export class OptInMissingError extends SendRefusedError {
  override readonly code = 'WHATSAPP_OPT_IN_MISSING';

  constructor(
    /** Whether the user's consent was revoked, or none was ever recorded. */
    readonly optIn: 'revoked' | 'unknown',
  ) {
    super(
      'consent',
      optIn === 'revoked' ? 'the user has revoked the consent' : 'no opt-in of the user is recorded',
      {
        advice:
          'Record the opt-in with WhatsAppConsentService.grant() where you collect it, or set the option `consent.requireOptIn` to "off".',
      },
    );
  }
}
