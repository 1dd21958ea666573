import { registerAs } from '@nestjs/config';
import { optionsFromEnvironment } from './options-from-environment.js';

/**
 * The module's options from `WHATSAPP_*` environment variables, for `@nestjs/config`. All that an app needs is
 * `WhatsAppModule.forRootAsync(whatsappConfig.asProvider())`.
 *
 * | variable | option |
 * |---|---|
 * | `WHATSAPP_PHONE_NUMBER_ID` | `phoneNumberId` |
 * | `WHATSAPP_ACCESS_TOKEN` | `accessToken` |
 * | `WHATSAPP_BUSINESS_ACCOUNT_ID` | `businessAccountId` |
 * | `WHATSAPP_APP_ID` | `appId` |
 * | `WHATSAPP_APP_SECRET` | `appSecret`; several with commas between them while one is being rotated |
 * | `WHATSAPP_VERIFY_TOKEN` | `verifyToken` |
 * | `WHATSAPP_GRAPH_VERSION` | `graph.version` |
 * | `WHATSAPP_BASE_URL` | `graph.baseUrl` |
 * | `WHATSAPP_ALLOW_INSECURE_HTTP` | `graph.allowInsecureHttp`: `true` or `false` |
 * | `WHATSAPP_CONNECT_TIMEOUT_MS` | `graph.connectTimeoutMs` |
 * | `WHATSAPP_HEADERS_TIMEOUT_MS` | `graph.headersTimeoutMs` |
 * | `WHATSAPP_BODY_TIMEOUT_MS` | `graph.bodyTimeoutMs` |
 * | `WHATSAPP_MAX_CONNECTIONS` | `graph.maxConnections` |
 * | `WHATSAPP_RETRY_MAX_ATTEMPTS` | `retry.maxAttempts` |
 * | `WHATSAPP_RETRY_MAX_TOTAL_MS` | `retry.maxTotalMs` |
 * | `WHATSAPP_RETRY_BASE_DELAY_MS` | `retry.baseDelayMs` |
 * | `WHATSAPP_RETRY_MAX_DELAY_MS` | `retry.maxDelayMs` |
 * | `WHATSAPP_RETRY_ON_UNKNOWN_ERRORS` | `retry.onUnknownErrors`: `retry` or `unknown` |
 * | `WHATSAPP_NUMBERS_WITHOUT_PLUS` | `recipients.numbersWithoutPlus`: `refuse` or `international` |
 * | `WHATSAPP_DEFAULT_COUNTRY` | `recipients.defaultCountry` |
 * | `WHATSAPP_MAX_BODY_BYTES` | `messages.maxBodyBytes` |
 * | `WHATSAPP_CALLBACK_DATA` | `messages.callbackData`: `correlated` or `raw` |
 * | `WHATSAPP_ENFORCE_THROUGHPUT` | `throughput.enforce`: `true` or `false` |
 * | `WHATSAPP_MESSAGES_PER_SECOND` | `throughput.messagesPerSecond` |
 *
 * An empty variable counts as unset, white space around a value is dropped, and other `WHATSAPP_*` variables are ignored.
 * Several accounts cannot be described this way: write a factory of your own for those.
 *
 * @throws WhatsAppConfigurationError where a variable cannot be read; the values are checked when the module starts
 * @publicApi
 */
export const whatsappConfig = registerAs('whatsapp', () => optionsFromEnvironment(process.env));
