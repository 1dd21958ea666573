import type { StatusDelays } from './engine/message-status.js';
import type { SimulatedPerson } from './engine/person.js';
import type { SimulatedPhoneNumberOptions } from './engine/phone-number.js';
import type { WebhookRetryOptions } from './http/webhooks/webhook-outbox.js';
import { SILENT, type SimulatorLogger } from './logger.js';

/**
 * How a simulator starts; everything has a default.
 * @publicApi
 */
export interface WhatsAppSimulatorOptions {
  /** @default 0, any free port */
  readonly port?: number | undefined;
  /** @default '127.0.0.1' */
  readonly host?: string | undefined;
  /** @default 'simulator-access-token' */
  readonly accessToken?: string | undefined;
  /** Further tokens that are valid too. @default [] */
  readonly accessTokens?: readonly string[] | undefined;
  /** Signs the webhooks and checks `appsecret_proof`. @default 'simulator-app-secret' */
  readonly appSecret?: string | undefined;
  /** Sent in the verification handshake. @default 'simulator-verify-token' */
  readonly verifyToken?: string | undefined;
  /** The WhatsApp Business Account's id. @default '102290129340398' */
  readonly businessAccountId?: string | undefined;
  /** @default one number: 106540352242922, +1 555 078 3881 */
  readonly phoneNumbers?: readonly SimulatedPhoneNumberOptions[] | undefined;
  /** Users with a name, a username or an id of their own. @default one: Ana, +16505551234 */
  readonly people?: readonly SimulatedPerson[] | undefined;
  /** Where webhooks go; without it none are sent. */
  readonly webhookUrl?: string | undefined;
  readonly statusDelays?: Partial<StatusDelays> | undefined;
  readonly webhookRetry?: Partial<WebhookRetryOptions> | undefined;
  /** How many accepted messages, and how many webhook deliveries, are kept. @default 10000 */
  readonly historyLimit?: number | undefined;
  /** @default silent */
  readonly logger?: SimulatorLogger | undefined;
}

/** The options with every default filled in. */
export interface ResolvedSimulatorOptions {
  readonly port: number;
  readonly host: string;
  readonly accessTokens: readonly [string, ...string[]];
  readonly appSecret: string;
  readonly verifyToken: string;
  readonly businessAccountId: string;
  readonly phoneNumbers: readonly [SimulatedPhoneNumberOptions, ...SimulatedPhoneNumberOptions[]];
  readonly people: readonly SimulatedPerson[];
  readonly webhookUrl: string | undefined;
  readonly statusDelays: StatusDelays;
  readonly webhookRetry: WebhookRetryOptions;
  readonly historyLimit: number;
  readonly logger: SimulatorLogger;
}

/** Meta's own example numbers, so that its samples run unchanged. */
const DEFAULT_PHONE_NUMBER: SimulatedPhoneNumberOptions = { id: '106540352242922' };
const DEFAULT_PERSON: SimulatedPerson = {
  phoneNumber: '+16505551234',
  name: 'Ana',
  userId: 'US.13491208655302741918',
};

/** Fills in the defaults. @throws Error for an empty list of phone numbers or a negative limit */
export function resolveOptions(options: WhatsAppSimulatorOptions): ResolvedSimulatorOptions {
  const [firstNumber, ...otherNumbers] = options.phoneNumbers ?? [DEFAULT_PHONE_NUMBER];
  if (!firstNumber) throw new Error('phoneNumbers: at least one is needed, or leave the option out.');
  const historyLimit = options.historyLimit ?? 10_000;
  if (!Number.isInteger(historyLimit) || historyLimit < 0) {
    throw new Error(`historyLimit must be a whole number from 0 on, got ${historyLimit}.`);
  }
  const [firstToken, ...otherTokens] = [
    ...(options.accessToken === undefined ? [] : [options.accessToken]),
    ...(options.accessTokens ?? []),
  ];
  return {
    port: options.port ?? 0,
    host: options.host ?? '127.0.0.1',
    accessTokens: [firstToken ?? 'simulator-access-token', ...otherTokens],
    appSecret: options.appSecret ?? 'simulator-app-secret',
    verifyToken: options.verifyToken ?? 'simulator-verify-token',
    businessAccountId: options.businessAccountId ?? '102290129340398',
    phoneNumbers: [firstNumber, ...otherNumbers],
    people: options.people ?? [DEFAULT_PERSON],
    webhookUrl: options.webhookUrl,
    statusDelays: { sentMs: 20, deliveredMs: 150, readMs: 600, ...options.statusDelays },
    webhookRetry: {
      maxAttempts: 8,
      firstDelayMs: 250,
      maxDelayMs: 30_000,
      timeoutMs: 10_000,
      ...options.webhookRetry,
    },
    historyLimit,
    logger: options.logger ?? SILENT,
  };
}
