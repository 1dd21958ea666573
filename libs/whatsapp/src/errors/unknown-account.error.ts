import { WhatsAppError } from './whatsapp-error.js';

/**
 * No account has this name, neither in the options nor with the `AccountResolver`.
 *
 * @publicApi
 */
export class UnknownAccountError extends WhatsAppError {
  readonly code = 'WHATSAPP_UNKNOWN_ACCOUNT';

  constructor(
    /** The name or tenant that was asked for. */
    readonly accountName: string,
    /** The names in the options. */
    readonly knownNames: readonly string[],
  ) {
    const known = knownNames.length === 0 ? 'none' : knownNames.map((name) => `"${name}"`).join(', ');
    super(`No WhatsApp account is named "${accountName}". Configured: ${known}`, {
      advice: 'Name one of the configured accounts, or let an AccountResolver know this tenant.',
    });
  }
}
