import type { StatusDelays } from './engine/people/status-delays.js';
import type { SimulatedPerson } from './engine/people/person.js';
import type { SimulatedPhoneNumberOptions } from './engine/numbers/phone-number.js';
import { RULE_NAMES, type RulesOption } from './engine/state/rule-switches.js';
import type { FurtherAccount } from './engine/account/further-account.js';
import type { SimulatedTemplate } from './engine/templates/template-definition.js';
import type { TemplateReviewOptions } from './engine/services/template-reviews.js';
import { checkOptions, unknownName, type OptionKind } from './check-options.js';
import { DEMO_ANA, DEMO_PEOPLE } from './demo/demo-people.js';
import { DEMO_TEMPLATES, HELLO_WORLD } from './demo/demo-templates.js';
import { checkAllowedHost } from './http/access/host-names.js';
import type { WebhookBatchOptions } from './http/webhooks/webhook-batches.js';
import type { WebhookRetryOptions } from './http/webhooks/webhook-outbox.js';
import { checkWebhookUrl, type WebhookSubscriptionOptions } from './http/webhooks/webhook-subscription.js';
import { SILENT, type SimulatorLogger } from './common/logger.js';

/**
 * The options of a simulator; everything has a default.
 * @publicApi
 */
export interface WhatsAppSimulatorOptions {
  /** @default 0, any free port */
  readonly port?: number | undefined;
  /** @default '127.0.0.1' */
  readonly host?: string | undefined;
  /**
   * Names without port, beside those of this machine and `host`, under which a browser may open the chat page and call the control API.
   * @default []
   */
  readonly allowedHosts?: readonly string[] | undefined;
  /** The token of the control API, at least 16 letters and digits. @default none on a loopback address, else a new one at each start */
  readonly controlToken?: string | undefined;
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
  /** The id of the Meta app whose webhooks, uploads and tokens these are. @default '634974688087057' */
  readonly appId?: string | undefined;
  /** @default one number: 106540352242922, +1 555 078 3881 */
  readonly phoneNumbers?: readonly SimulatedPhoneNumberOptions[] | undefined;
  /** Users with a name, a username, an id or habits of their own. @default one: Ana, +16505551234 */
  readonly people?: readonly SimulatedPerson[] | undefined;
  /** The templates of the account. @default one: hello_world in en_US, approved */
  readonly templates?: readonly SimulatedTemplate[] | undefined;
  /** Further accounts of the same business, from which templates can be migrated. @default [] */
  readonly furtherAccounts?: readonly FurtherAccount[] | undefined;
  /** The way in which new and edited templates are reviewed. @default approved after a second */
  readonly templateReview?: Partial<TemplateReviewOptions> | undefined;
  /**
   * Which of Meta's rules are kept: `'meta'` all; `'lenient'` those that follow from what a test has set up itself;
   * an object switches single ones.
   * @default 'lenient'; 'meta' with `demo`
   */
  readonly rules?: RulesOption | undefined;
  /** A handful of people with different habits, a template of each kind, and Ana has just written. @default false */
  readonly demo?: boolean | undefined;
  /** Makes lots and ids repeatable. @default none: they differ from run to run */
  readonly seed?: number | undefined;
  /** The time at which the simulated clock starts. @default now */
  readonly startAt?: Date | undefined;
  /** Simulated seconds a real second; 0: the clock stands still until it is moved on. @default 1 */
  readonly speed?: number | undefined;
  /** The target of webhooks; without it none are sent. */
  readonly webhookUrl?: string | undefined;
  /** Further apps that get the same webhooks, each with its own URL, secret and fields. @default [] */
  readonly subscriptions?: readonly WebhookSubscriptionOptions[] | undefined;
  /** The number of updates in one POST. @default one */
  readonly webhookBatch?: Partial<WebhookBatchOptions> | undefined;
  readonly statusDelays?: Partial<StatusDelays> | undefined;
  readonly webhookRetry?: Partial<WebhookRetryOptions> | undefined;
  /** The number of messages, and of webhook deliveries, that are kept. @default 10000 */
  readonly historyLimit?: number | undefined;
  /** @default silent */
  readonly logger?: SimulatorLogger | undefined;
}

/** The options with every default filled in. */
export interface ResolvedSimulatorOptions {
  readonly port: number;
  readonly host: string;
  readonly allowedHosts: readonly string[];
  readonly controlToken: string | undefined;
  readonly accessTokens: readonly [string, ...string[]];
  readonly appSecret: string;
  readonly verifyToken: string;
  readonly businessAccountId: string;
  readonly appId: string;
  readonly phoneNumbers: readonly [SimulatedPhoneNumberOptions, ...SimulatedPhoneNumberOptions[]];
  readonly people: readonly SimulatedPerson[];
  readonly templates: readonly SimulatedTemplate[];
  readonly furtherAccounts: readonly FurtherAccount[];
  readonly templateReview: TemplateReviewOptions;
  readonly rules: RulesOption;
  readonly demo: boolean;
  readonly seed: number | undefined;
  readonly startAt: number | undefined;
  readonly speed: number;
  readonly webhookUrl: string | undefined;
  readonly subscriptions: readonly WebhookSubscriptionOptions[];
  readonly webhookBatch: WebhookBatchOptions;
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

/** The kind of each option. */
const OPTION_KINDS: Readonly<Record<keyof WhatsAppSimulatorOptions, OptionKind>> = {
  port: 'number',
  host: 'text',
  allowedHosts: 'list',
  controlToken: 'text',
  accessToken: 'text',
  accessTokens: 'list',
  appSecret: 'text',
  verifyToken: 'text',
  businessAccountId: 'text',
  appId: 'text',
  phoneNumbers: 'list',
  people: 'list',
  templates: 'list',
  furtherAccounts: 'list',
  templateReview: 'object',
  rules: 'rules',
  demo: 'boolean',
  seed: 'number',
  startAt: 'date',
  speed: 'number',
  webhookUrl: 'text',
  subscriptions: 'list',
  webhookBatch: 'object',
  statusDelays: 'object',
  webhookRetry: 'object',
  historyLimit: 'number',
  logger: 'object',
};

/** Fills in the defaults. @throws Error for an unknown option or one of another kind, an empty list of phone numbers, a negative limit a bad webhook URL, allowed host or control token */
export function resolveOptions(options: WhatsAppSimulatorOptions): ResolvedSimulatorOptions {
  checkOptions(options, OPTION_KINDS);
  if (typeof options.rules === 'object') {
    for (const name of Object.keys(options.rules)) {
      if (!RULE_NAMES.some((rule) => rule === name)) throw new Error(unknownName('rule', name, RULE_NAMES));
    }
  }
  const [firstNumber, ...otherNumbers] = options.phoneNumbers ?? [DEFAULT_PHONE_NUMBER];
  if (!firstNumber) throw new Error('phoneNumbers: at least one is needed, or leave the option out.');
  const historyLimit = options.historyLimit ?? 10_000;
  if (!Number.isInteger(historyLimit) || historyLimit < 0) {
    throw new Error(`historyLimit must be a whole number from 0 on, got ${historyLimit}.`);
  }
  if (options.webhookUrl !== undefined) checkWebhookUrl(options.webhookUrl);
  for (const host of options.allowedHosts ?? []) checkAllowedHost(host);
  checkControlToken(options.controlToken);
  for (const { url } of options.subscriptions ?? []) checkWebhookUrl(url);
  const [firstToken, ...otherTokens] = [
    ...(options.accessToken === undefined ? [] : [options.accessToken]),
    ...(options.accessTokens ?? []),
  ];
  const demo = options.demo ?? false;
  return {
    port: options.port ?? 0,
    host: options.host ?? '127.0.0.1',
    allowedHosts: options.allowedHosts ?? [],
    controlToken: options.controlToken,
    accessTokens: [firstToken ?? 'simulator-access-token', ...otherTokens],
    appSecret: options.appSecret ?? 'simulator-app-secret',
    verifyToken: options.verifyToken ?? 'simulator-verify-token',
    businessAccountId: options.businessAccountId ?? '102290129340398',
    appId: options.appId ?? '634974688087057',
    phoneNumbers: [firstNumber, ...otherNumbers],
    people: options.people ?? (demo ? [DEMO_ANA, ...DEMO_PEOPLE] : [DEFAULT_PERSON]),
    templates: options.templates ?? (demo ? [HELLO_WORLD, ...DEMO_TEMPLATES] : [HELLO_WORLD]),
    furtherAccounts: options.furtherAccounts ?? [],
    templateReview: { decision: 'approve', afterMs: 1000, ...options.templateReview },
    rules: options.rules ?? (demo ? 'meta' : 'lenient'),
    demo,
    seed: options.seed,
    startAt: options.startAt?.getTime(),
    speed: options.speed ?? 1,
    webhookUrl: options.webhookUrl,
    subscriptions: options.subscriptions ?? [],
    webhookBatch: { maxUpdates: 1, waitMs: 100, ...options.webhookBatch },
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

function checkControlToken(token: string | undefined): void {
  if (token === undefined || /^[\w.~-]{16,}$/.test(token)) return;
  throw new Error('controlToken must have at least 16 characters: letters, digits, "-", ".", "_" and "~".');
}
