import { WhatsAppError } from './whatsapp-error.js';

/**
 * The module was set up wrongly. Lists every problem at once; values of secrets are never printed.
 *
 * @publicApi
 */
export class WhatsAppConfigurationError extends WhatsAppError {
  readonly code = 'WHATSAPP_CONFIGURATION';

  constructor(
    readonly problems: readonly string[],
    options: { cause?: unknown } = {},
  ) {
    super(
      `WhatsAppModule is not configured correctly:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`,
      options,
    );
  }
}
