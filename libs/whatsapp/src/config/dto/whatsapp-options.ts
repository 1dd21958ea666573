import type { MemoryStorageOptions, StorageEncryption, WhatsAppStorage } from '../../storage/index.js';
import type { CreateAxiosDefaults } from 'axios';

/** One business phone number and the credentials to use it. */
export interface WhatsAppAccountOptions {
  /** The id of the business phone number (WhatsApp Manager → API set-up); digits, not the number itself. */
  phoneNumberId: string;
  /** A system user's or business token with `whatsapp_business_messaging`. May be left out where an `AccessTokenProvider` is given. */
  accessToken?: string;
  /** The id of the WhatsApp Business Account; needed for templates and other account calls. */
  businessAccountId?: string;
  /**
   * The id of the Meta app; named by uploads that give a handle (samples of template headers).
   * @default the module's own `appId`; without one, the app that the access token was made for
   */
  appId?: string;
  /**
   * The secret of the Meta app. Several while a secret is being rotated: the first one signs `appsecret_proof`, all of them
   * verify webhooks. @default the module's own `appSecret`; without one calls carry no proof
   */
  appSecret?: string | readonly string[];
}

/** Where and how the Graph API is reached. */
export interface WhatsAppGraphOptions {
  /** The version of the Graph API. @default 'v24.0' */
  version?: string;
  /** Where the Graph API is. @default 'https://graph.facebook.com' */
  baseUrl?: string;
  /**
   * Allows a `baseUrl` with `http:` on another host than this machine, e.g. a simulator in the next container. Access tokens
   * then travel in the clear. @default false
   */
  allowInsecureHttp?: boolean;
  /** Milliseconds until a connection must stand. @default 5000 */
  connectTimeoutMs?: number;
  /** Milliseconds from the request's end to the first byte of the answer. @default 30000 */
  headersTimeoutMs?: number;
  /** Milliseconds between two pieces of the answer's body. @default 30000 */
  bodyTimeoutMs?: number;
  /** Connections kept to one host at once. @default 128 */
  maxConnections?: number;
  /**
   * Handed to axios as it is (default transport only): `proxy`, `httpsAgent`, `headers`, …. With a proxy, an agent or an
   * adapter of your own, axios's usual HTTP adapter or yours carries the request.
   */
  axios?: CreateAxiosDefaults;
}

/** When and how often a request that was provably not carried out is tried again. */
export interface WhatsAppRetryOptions {
  /** Attempts in all, the first one included; 1 switches retries off. @default 4 */
  maxAttempts?: number;
  /**
   * Milliseconds from the first attempt after which no other is begun. Below 60 s a number that Meta holds in maintenance (code
   * 131057: wait a minute) is never tried again.
   * @default 90000
   */
  maxTotalMs?: number;
  /** The first delay's upper bound in milliseconds; doubles with each attempt, with full jitter. @default 500 */
  baseDelayMs?: number;
  /** No single delay is longer than this, in milliseconds, unless Meta asked for it. @default 30000 */
  maxDelayMs?: number;
  /**
   * What becomes of a call that does something (a send) where Meta answers 500 with an error that it calls unknown (code 1, 2,
   * 131000 or 131016). `'retry'` follows Meta's advice and makes it again, though it may have been carried out; `'unknown'` ends it
   * as `SendOutcomeUnknownError`. @default 'retry'
   */
  onUnknownErrors?: 'retry' | 'unknown';
}

/** How a phone number in `to` is read. */
export interface WhatsAppRecipientOptions {
  /**
   * What to do with a number that has no `+`. Meta puts the calling code of the *sending* number in front of it
   * (platform rules, phone number formats), so it is refused unless you say what it means:
   * `'international'` reads it as complete and puts a `+` in front.
   * @default 'refuse'
   */
  numbersWithoutPlus?: 'refuse' | 'international';
  /**
   * Reads a number without `+` as a national number of this country (ISO 3166-1 alpha-2, upper case). Not together with
   * `numbersWithoutPlus: 'international'`. @default none
   */
  defaultCountry?: string;
}

/** Limits of our own on what may be sent. */
export interface WhatsAppMessageOptions {
  /** Bytes of JSON that one message may have. @default 262144 */
  maxBodyBytes?: number;
  /**
   * What goes out in `biz_opaque_callback_data`. `'correlated'`: the library's correlation id and your own value of at most 400
   * characters. `'raw'`: your value untouched, of at most 512, and nothing where you give none; then no status can be matched to a
   * send whose outcome is unknown, so that it stays unknown until `delivery.unresolvedAfterMs` and is then reported as unresolved.
   * @default 'correlated'
   */
  callbackData?: 'correlated' | 'raw';
  /**
   * Milliseconds for which the same `idempotencyKey` gives the outcome of the first send.
   * @default 604800000 (7 days, as long as Meta may deliver a webhook again)
   */
  idempotencyTtlMs?: number;
}

/** How webhooks are received and handled. */
export interface WhatsAppWebhookOptions {
  /**
   * Takes webhooks that carry no signature, which anybody can send: for development only, and refused where `NODE_ENV` is
   * `production`. A signature that is there is checked all the same where there is an app secret. @default false
   */
  allowUnsigned?: boolean;
  /**
   * When Meta is answered 200. `'after-handlers'`: once every handler has succeeded or was given up, else 503, so that Meta
   * delivers again. `'immediately'`: as soon as the webhook is read; what a handler then fails at, or what runs when the process
   * dies, is lost. @default 'after-handlers'
   */
  acknowledge?: 'after-handlers' | 'immediately';
  /**
   * Milliseconds after which 503 is answered while handlers still run; they go on, and Meta's next delivery joins them. Meta
   * publishes no figure of its own for how long it waits. @default 5000
   */
  deadlineMs?: number;
  /** How often one handler is run for one event before the event goes to the dead letters. @default 5 */
  maxAttempts?: number;
  /** How many events the application's handlers handle at the same time; the library's own handlers take no slot. @default 64 */
  concurrency?: number;
  /**
   * Milliseconds of its own time after which one run of a handler counts as failed, and its conversation goes on. What it waits
   * for in `waitFor` is not counted, nor what its reply waits for (its turn, Meta's answer, another attempt). What it sends
   * through its reply from then on is refused. @default 60000
   */
  handlerTimeoutMs?: number;
  /**
   * Milliseconds for which a running handler is known to run without having said so again; after a crash another process takes
   * over as late as this. @default 60000
   */
  leaseMs?: number;
  /** Milliseconds that the shutdown waits for handlers. @default 10000 */
  shutdownTimeoutMs?: number;
  /** Milliseconds for which an event that was handled is known. @default 604800000 (7 days, as long as Meta may deliver again) */
  claimTtlMs?: number;
}

/** How fast messages go out. */
export interface WhatsAppThroughputOptions {
  /** Makes messages wait so that Meta's limits are kept. @default true */
  enforce?: boolean;
  /** Messages a second that a business number may send and receive (platform rules, throughput). @default 80 */
  messagesPerSecond?: number;
  /**
   * The same for single numbers, by `phoneNumberId`: 1000 after Meta's upgrade, 20 where it is also used in the Business app.
   * @default {}
   */
  numbers?: Readonly<Record<string, number>>;
  /** Asks Meta how many messages each number may send: in the background, again each hour and after an upgrade. @default false */
  readFromMeta?: boolean;
  /** How many messages may wait for the turn of one number; a further one is refused. @default 10000 */
  maxWaiting?: number;
}

/** A template as it is sent: Meta's `template` object. */
export interface WhatsAppTemplateToSend {
  name: string;
  language: { code: string; policy?: 'deterministic' };
  /** As in a template message; checked at start-up. */
  components?: readonly object[];
}

/** What is kept of conversations, and what becomes of messages that their customer service window does not allow. */
export interface WhatsAppConversationOptions {
  /**
   * What becomes of a message other than a template while the window is known to be closed: `'block'` refuses it before any
   * call to Meta, `'warn'` logs it and sends it, `'off'` does neither. Windows are kept account of either way. Where nothing is
   * known of a window, nothing is blocked. @default 'block'
   */
  window?: 'off' | 'warn' | 'block';
  /** Sent in place of a message that `'block'` would refuse. `SendOptions.fallbackTemplate` of a send counts more. @default none */
  fallbackTemplate?: WhatsAppTemplateToSend;
  /**
   * Milliseconds that a window is remembered after the last that was heard of it, at least 345600000 (4 days); from then on it
   * is unknown. @default 604800000 (7 days)
   */
  windowTtlMs?: number;
}

/** Who agreed to be written to, and who did not want it any more. */
export interface WhatsAppConsentOptions {
  /**
   * What becomes of a message to a user who is not known to have opted in: `'block'` refuses it, `'warn'` logs it and sends
   * it, `'off'` does neither. Meta requires an opt-in before a business writes first (platform rules, service windows and
   * consent). @default 'off'
   */
  requireOptIn?: 'off' | 'warn' | 'block';
  /**
   * What `requireOptIn` looks at: `'templates'`, or `'all'`, which is every message to a person, except a reply to an event of
   * the last 24 hours. @default 'templates'
   */
  optInCovers?: 'templates' | 'all';
  /**
   * Words that revoke the consent of a user who sends one of them and nothing else: `true` for those that are built in (`STOP`
   * and its like in several languages), or your own. The message still reaches your handlers. @default false
   */
  keywords?: boolean | readonly string[];
  /**
   * What a consent holds for: the business number that it was given to (`'number'`, as Meta counts the opt-outs in its app), or
   * every number of this module (`'all'`, where they are all of one business). @default 'number'
   */
  scope?: 'number' | 'all';
}

/** What is kept of each message that was sent. */
export interface WhatsAppDeliveryOptions {
  /** Keeps what becomes of each message. @default true */
  track?: boolean;
  /** Days that a message is remembered after its last change, at least 31: a day longer than a message can live. @default 31 */
  keepDays?: number;
  /** Milliseconds after the end of its time-to-live until a message that was not delivered counts as dropped; a day at most. @default 60000 */
  dropBufferMs?: number;
  /** Milliseconds until a send whose outcome is unknown, and of which no status has come, counts as unresolved. @default 3600000 */
  unresolvedAfterMs?: number;
}

/** What to do about the same content to the same recipient again (platform rules: it may be treated as spam). */
export interface WhatsAppRepeatGuardOptions {
  /** What becomes of a repetition: `'warn'` logs it, `'block'` refuses it as `RepeatedMessageError`, `'off'` does neither. @default 'off' */
  mode?: 'off' | 'warn' | 'block';
  /** Milliseconds within which the same content counts as a repetition. @default 3600000 */
  windowMs?: number;
}

/** How files are uploaded and downloaded. */
export interface WhatsAppMediaOptions {
  /** Where streams and links are put down while they are checked and uploaded. @default the system's directory for temporary files */
  temporaryDirectory?: string;
  /**
   * Lets `upload({ url })` fetch from this machine and from private networks. Only where no user can choose the link.
   * @default false
   */
  allowPrivateLinks?: boolean;
  /** A download of more bytes is given up. @default 104857600 (100 MB, what Meta takes at most) */
  maxDownloadBytes?: number;
  /** Milliseconds until a download, or what `upload({ url })` fetches, must be complete. @default 600000 (10 minutes) */
  downloadTimeoutMs?: number;
}

/** Whether template messages are held against the template that Meta has approved. */
export interface WhatsAppTemplateCheckOptions {
  /**
   * What becomes of a template message that does not fit: `'block'` refuses it before any call, `'warn'` logs it and sends it,
   * `'off'` does neither and asks Meta for no template. Only for accounts with `businessAccountId`. @default 'block'
   */
  mode?: 'off' | 'warn' | 'block';
  /** Milliseconds after which a copy of a template is read again, though webhooks keep it fresh. @default 3600000 */
  maxAgeMs?: number;
}

/** How much the memory of the process keeps, where `storage` is no adapter. */
export interface WhatsAppMemoryOptions {
  memory?: MemoryStorageOptions;
}

/** What is known of a message template without asking Meta. */
export interface WhatsAppTemplateDefinition {
  /** 1 to 512 small letters, digits and underscores; each name once for each language. */
  name: string;
  /** One language; left out, it holds for all languages. */
  language?: string;
  category: 'authentication' | 'marketing' | 'utility';
  /**
   * Seconds until Meta drops the message (`message_send_ttl_seconds`; platform rules, time-to-live): 30 to 900 for
   * authentication, 30 to 43200 for utility, 43200 to 2592000 for marketing, or -1 for 30 days. @default 600 for authentication, else 2592000
   */
  ttlSeconds?: number;
}

/**
 * The options of `WhatsAppModule.forRoot`. One account in short form, or several under `accounts`.
 *
 * @publicApi
 */
export interface WhatsAppModuleOptions extends Partial<WhatsAppAccountOptions> {
  /**
   * Several business phone numbers by name; not together with `phoneNumberId`, `accessToken` and `businessAccountId`. An
   * `appSecret` or `appId` beside it holds for every account and tenant that names none of its own.
   */
  accounts?: Readonly<Record<string, WhatsAppAccountOptions>>;
  /** The string that Meta echoes when it verifies the webhook URL. */
  verifyToken?: string;
  graph?: WhatsAppGraphOptions;
  retry?: WhatsAppRetryOptions;
  recipients?: WhatsAppRecipientOptions;
  messages?: WhatsAppMessageOptions;
  webhooks?: WhatsAppWebhookOptions;
  conversations?: WhatsAppConversationOptions;
  consent?: WhatsAppConsentOptions;
  media?: WhatsAppMediaOptions;
  templateCheck?: WhatsAppTemplateCheckOptions;
  throughput?: WhatsAppThroughputOptions;
  delivery?: WhatsAppDeliveryOptions;
  repeatGuard?: WhatsAppRepeatGuardOptions;
  /**
   * Where everything lives that must survive: `sqlite('whatsapp.db')` on one machine, `postgres(pool)` or `redis(client)` on many.
   * Or how much the memory of the process keeps. A provider of `WhatsAppStorage` in `providers` does the same; not both.
   * @default the memory of the process: lost when it ends, and not seen by others
   */
  storage?: WhatsAppStorage | WhatsAppMemoryOptions;
  /**
   * Encrypts the contents of records where they are stored. A provider of `WhatsAppStorage` is wrapped instead:
   * `new EncryptedStorage(storage, { encrypt, decrypt })`.
   * @default contents are stored as they are
   */
  encrypt?: StorageEncryption;
  /**
   * Templates whose category and time-to-live the library should know where it does not learn them from Meta: without
   * `businessAccountId`, or with `templateCheck.mode: 'off'`. @default []
   */
  templates?: readonly WhatsAppTemplateDefinition[];
}
