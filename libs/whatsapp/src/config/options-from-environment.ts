import { WhatsAppConfigurationError } from '../errors/index.js';
import { hideOptionSecrets } from './hide-option-secrets.js';
import type { WhatsAppModuleOptions } from './dto/whatsapp-options.js';

/**
 * Reads the options from environment variables; `whatsapp.config.ts` lists them. Logged they show no secret.
 *
 * @throws WhatsAppConfigurationError that names every variable which is not the number or word that it should be
 */
export function optionsFromEnvironment(
  env: Readonly<Record<string, string | undefined>>,
): WhatsAppModuleOptions {
  const problems: string[] = [];
  const text = (name: string): string | undefined => env[name]?.trim() || undefined;
  const wholeNumber = (name: string): number | undefined => {
    const value = text(name);
    if (value === undefined || /^\d{1,15}$/.test(value))
      return value === undefined ? undefined : Number(value);
    problems.push(`${name}: expected a whole number, digits only`);
    return undefined;
  };
  const oneOf = <T extends string>(name: string, words: readonly T[]): T | undefined => {
    const value = text(name);
    const word = words.find((candidate) => candidate === value);
    if (value !== undefined && word === undefined) problems.push(`${name}: expected ${words.join(' or ')}`);
    return word;
  };
  const flag = (name: string): boolean | undefined => {
    const word = oneOf(name, ['true', 'false']);
    return word === undefined ? undefined : word === 'true';
  };
  const list = (name: string): string[] | undefined => {
    const items = (env[name] ?? '').split(',').map((item) => item.trim());
    const given = items.filter((item) => item !== '');
    return given.length === 0 ? undefined : given;
  };

  const options: WhatsAppModuleOptions = {
    phoneNumberId: text('WHATSAPP_PHONE_NUMBER_ID'),
    accessToken: text('WHATSAPP_ACCESS_TOKEN'),
    businessAccountId: text('WHATSAPP_BUSINESS_ACCOUNT_ID'),
    appId: text('WHATSAPP_APP_ID'),
    appSecret: list('WHATSAPP_APP_SECRET'),
    verifyToken: text('WHATSAPP_VERIFY_TOKEN'),
    graph: {
      version: text('WHATSAPP_GRAPH_VERSION'),
      baseUrl: text('WHATSAPP_BASE_URL'),
      allowInsecureHttp: flag('WHATSAPP_ALLOW_INSECURE_HTTP'),
      connectTimeoutMs: wholeNumber('WHATSAPP_CONNECT_TIMEOUT_MS'),
      headersTimeoutMs: wholeNumber('WHATSAPP_HEADERS_TIMEOUT_MS'),
      bodyTimeoutMs: wholeNumber('WHATSAPP_BODY_TIMEOUT_MS'),
      maxConnections: wholeNumber('WHATSAPP_MAX_CONNECTIONS'),
    },
    retry: {
      maxAttempts: wholeNumber('WHATSAPP_RETRY_MAX_ATTEMPTS'),
      maxTotalMs: wholeNumber('WHATSAPP_RETRY_MAX_TOTAL_MS'),
      baseDelayMs: wholeNumber('WHATSAPP_RETRY_BASE_DELAY_MS'),
      maxDelayMs: wholeNumber('WHATSAPP_RETRY_MAX_DELAY_MS'),
      onUnknownErrors: oneOf('WHATSAPP_RETRY_ON_UNKNOWN_ERRORS', ['retry', 'unknown']),
    },
    recipients: {
      numbersWithoutPlus: oneOf('WHATSAPP_NUMBERS_WITHOUT_PLUS', ['refuse', 'international']),
      defaultCountry: text('WHATSAPP_DEFAULT_COUNTRY'),
    },
    throughput: {
      enforce: flag('WHATSAPP_ENFORCE_THROUGHPUT'),
      messagesPerSecond: wholeNumber('WHATSAPP_MESSAGES_PER_SECOND'),
    },
    messages: {
      maxBodyBytes: wholeNumber('WHATSAPP_MAX_BODY_BYTES'),
      callbackData: oneOf('WHATSAPP_CALLBACK_DATA', ['correlated', 'raw']),
    },
  };
  if (problems.length > 0) throw new WhatsAppConfigurationError(problems);
  return hideOptionSecrets(options);
}
