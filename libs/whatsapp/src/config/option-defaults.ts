import type { ResolvedWhatsAppOptions } from './resolved-options.js';

/** The name of the account that the short form of the options configures, and of the one used where none is named. */
export const DEFAULT_ACCOUNT = 'default';

/** What holds where an option is left out; `whatsapp-options.ts` documents each with `@default`. */
export const OPTION_DEFAULTS = {
  graph: {
    version: 'v24.0',
    baseUrl: 'https://graph.facebook.com',
    allowInsecureHttp: false,
    connectTimeoutMs: 5_000,
    headersTimeoutMs: 30_000,
    bodyTimeoutMs: 30_000,
    maxConnections: 128,
  },
  retry: { maxAttempts: 4, maxTotalMs: 60_000, baseDelayMs: 500, maxDelayMs: 30_000 },
  recipients: { numbersWithoutPlus: 'refuse' },
  messages: { maxBodyBytes: 262_144 },
} as const satisfies Pick<ResolvedWhatsAppOptions, 'graph' | 'retry' | 'recipients' | 'messages'>;
