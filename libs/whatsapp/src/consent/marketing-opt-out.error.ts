import { SendRefusedError } from '../errors/index.js';
import type { ConsentMoment } from './consent-status.js';

/**
 * The marketing message was not sent, because the user does not want any.
 *
 * @publicApi
 */
export class MarketingOptOutError extends SendRefusedError {
  override readonly code = 'WHATSAPP_MARKETING_OPT_OUT';

  constructor(
    /** When and where the user said so. */
    readonly since: ConsentMoment,
  ) {
    super(
      'consent',
      `the user has wanted no marketing messages since ${since.at.toISOString()} (source: ${since.source})`,
      {
        equivalentGraphCode: 131050,
        advice: since.source.startsWith('whatsapp:')
          ? 'Send this user no marketing until the user resumes it in WhatsApp.'
          : 'Send this user no marketing until the user agrees again; record that with WhatsAppConsentService.grant().',
      },
    );
  }
}
