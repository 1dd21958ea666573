/** How an option is given: its values where it takes one of some words, else its kind. `object` has no form as an environment variable. */
type OptionType = 'text' | 'texts' | 'number' | 'boolean' | 'object' | readonly string[];

/** What code, tests and documentation say alike of one option. */
export interface OptionFacts {
  readonly type: OptionType;
  readonly unit?: 'ms' | 'bytes' | 'days' | 'messages a second';
  /** Left out where the default is no fixed value, or there is none. */
  readonly default?: string | number | boolean | object;
  /** The environment variable that `whatsappConfig` reads it from. */
  readonly variable?: `WHATSAPP_${string}`;
  /** How the doc comment in `dto/whatsapp-options.ts` begins. */
  readonly about: string;
}

/**
 * Every option of the module by its path. The environment is read by it; `test/docs/options.spec.ts` holds the interfaces, the defaults
 * of the DTOs, the README and the handbook against it.
 */
export const optionsTable: Readonly<Record<string, OptionFacts>> = {
  phoneNumberId: {
    type: 'text',
    variable: 'WHATSAPP_PHONE_NUMBER_ID',
    about:
      'The id of the business phone number (WhatsApp Manager → API set-up); digits, not the number itself.',
  },
  accessToken: {
    type: 'text',
    variable: 'WHATSAPP_ACCESS_TOKEN',
    about: "A system user's or business token with `whatsapp_business_messaging`.",
  },
  businessAccountId: {
    type: 'text',
    variable: 'WHATSAPP_BUSINESS_ACCOUNT_ID',
    about: 'The id of the WhatsApp Business Account; needed for templates and other account calls.',
  },
  appId: {
    type: 'text',
    variable: 'WHATSAPP_APP_ID',
    about: 'The id of the Meta app; named by uploads that give a handle (samples of template headers).',
  },
  appSecret: {
    type: 'texts',
    variable: 'WHATSAPP_APP_SECRET',
    about: 'The secret of the Meta app.',
  },
  accounts: {
    type: 'object',
    about:
      'Several business phone numbers by name; not together with `phoneNumberId`, `accessToken` and `businessAccountId`.',
  },
  verifyToken: {
    type: 'text',
    variable: 'WHATSAPP_VERIFY_TOKEN',
    about: 'The string that Meta echoes when it verifies the webhook URL.',
  },
  'graph.version': {
    type: 'text',
    default: 'v24.0',
    variable: 'WHATSAPP_GRAPH_VERSION',
    about: 'The version of the Graph API.',
  },
  'graph.baseUrl': {
    type: 'text',
    default: 'https://graph.facebook.com',
    variable: 'WHATSAPP_BASE_URL',
    about: 'Where the Graph API is.',
  },
  'graph.allowInsecureHttp': {
    type: 'boolean',
    default: false,
    variable: 'WHATSAPP_ALLOW_INSECURE_HTTP',
    about:
      'Allows a `baseUrl` with `http:` on another host than this machine, e.g. a simulator in the next container.',
  },
  'graph.connectTimeoutMs': {
    type: 'number',
    unit: 'ms',
    default: 5000,
    variable: 'WHATSAPP_CONNECT_TIMEOUT_MS',
    about: 'Milliseconds until a connection must stand.',
  },
  'graph.headersTimeoutMs': {
    type: 'number',
    unit: 'ms',
    default: 30_000,
    variable: 'WHATSAPP_HEADERS_TIMEOUT_MS',
    about: "Milliseconds from the request's end to the first byte of the answer.",
  },
  'graph.bodyTimeoutMs': {
    type: 'number',
    unit: 'ms',
    default: 30_000,
    variable: 'WHATSAPP_BODY_TIMEOUT_MS',
    about: "Milliseconds between two pieces of the answer's body.",
  },
  'graph.maxConnections': {
    type: 'number',
    default: 128,
    variable: 'WHATSAPP_MAX_CONNECTIONS',
    about: 'Connections kept to one host at once.',
  },
  'graph.axios': {
    type: 'object',
    about: 'Handed to axios as it is (default transport only): `proxy`, `httpsAgent`, `headers`, ….',
  },
  'retry.maxAttempts': {
    type: 'number',
    default: 4,
    variable: 'WHATSAPP_RETRY_MAX_ATTEMPTS',
    about: 'Attempts in all, the first one included; 1 switches retries off.',
  },
  'retry.maxTotalMs': {
    type: 'number',
    unit: 'ms',
    default: 90_000,
    variable: 'WHATSAPP_RETRY_MAX_TOTAL_MS',
    about: 'Milliseconds from the first attempt after which no other is begun.',
  },
  'retry.baseDelayMs': {
    type: 'number',
    unit: 'ms',
    default: 500,
    variable: 'WHATSAPP_RETRY_BASE_DELAY_MS',
    about: "The first delay's upper bound in milliseconds; doubles with each attempt, with full jitter.",
  },
  'retry.maxDelayMs': {
    type: 'number',
    unit: 'ms',
    default: 30_000,
    variable: 'WHATSAPP_RETRY_MAX_DELAY_MS',
    about: 'No single delay is longer than this, in milliseconds, unless Meta asked for it.',
  },
  'retry.onUnknownErrors': {
    type: ['retry', 'unknown'],
    default: 'retry',
    variable: 'WHATSAPP_RETRY_ON_UNKNOWN_ERRORS',
    about:
      'What becomes of a call that does something (a send) where Meta answers 500 with an error that it calls unknown (code 1, 2, 131000 or 131016).',
  },
  'recipients.numbersWithoutPlus': {
    type: ['refuse', 'international'],
    default: 'refuse',
    variable: 'WHATSAPP_NUMBERS_WITHOUT_PLUS',
    about: 'What to do with a number that has no `+`.',
  },
  'recipients.defaultCountry': {
    type: 'text',
    variable: 'WHATSAPP_DEFAULT_COUNTRY',
    about:
      'Reads a number without `+` as a national number of this country (ISO 3166-1 alpha-2, upper case).',
  },
  'messages.maxBodyBytes': {
    type: 'number',
    unit: 'bytes',
    default: 262_144,
    variable: 'WHATSAPP_MAX_BODY_BYTES',
    about: 'Bytes of JSON that one message may have.',
  },
  'messages.callbackData': {
    type: ['correlated', 'raw'],
    default: 'correlated',
    variable: 'WHATSAPP_CALLBACK_DATA',
    about: 'What goes out in `biz_opaque_callback_data`.',
  },
  'messages.idempotencyTtlMs': {
    type: 'number',
    unit: 'ms',
    default: 604_800_000,
    about: 'Milliseconds for which the same `idempotencyKey` gives the outcome of the first send.',
  },
  'webhooks.allowUnsigned': {
    type: 'boolean',
    default: false,
    about:
      'Takes webhooks that carry no signature, which anybody can send: for development only, and refused where `NODE_ENV` is `production`.',
  },
  'webhooks.acknowledge': {
    type: ['after-handlers', 'immediately'],
    default: 'after-handlers',
    about: 'When Meta is answered 200.',
  },
  'webhooks.deadlineMs': {
    type: 'number',
    unit: 'ms',
    default: 5000,
    about:
      "Milliseconds after which 503 is answered while handlers still run; they go on, and Meta's next delivery joins them.",
  },
  'webhooks.maxAttempts': {
    type: 'number',
    default: 5,
    about: 'How often one handler is run for one event before the event goes to the dead letters.',
  },
  'webhooks.concurrency': {
    type: 'number',
    default: 64,
    about:
      "How many events the application's handlers handle at the same time; the library's own handlers take no slot.",
  },
  'webhooks.handlerTimeoutMs': {
    type: 'number',
    unit: 'ms',
    default: 60_000,
    about:
      'Milliseconds of its own time after which one run of a handler counts as failed, and its conversation goes on.',
  },
  'webhooks.leaseMs': {
    type: 'number',
    unit: 'ms',
    default: 60_000,
    about:
      'Milliseconds for which a running handler is known to run without having said so again; after a crash another process takes over as late as this.',
  },
  'webhooks.shutdownTimeoutMs': {
    type: 'number',
    unit: 'ms',
    default: 10_000,
    about: 'Milliseconds that the shutdown waits for handlers.',
  },
  'webhooks.claimTtlMs': {
    type: 'number',
    unit: 'ms',
    default: 604_800_000,
    about: 'Milliseconds for which an event that was handled is known.',
  },
  'conversations.window': {
    type: ['off', 'warn', 'block'],
    default: 'block',
    about:
      "What becomes of a message other than a template while the window is known to be closed: `'block'` refuses it before any call to Meta, `'warn'` logs it and sends it, `'off'` does neither.",
  },
  'conversations.fallbackTemplate': {
    type: 'object',
    about: "Sent in place of a message that `'block'` would refuse.",
  },
  'conversations.windowTtlMs': {
    type: 'number',
    unit: 'ms',
    default: 604_800_000,
    about:
      'Milliseconds that a window is remembered after the last that was heard of it, at least 345600000 (4 days); from then on it is unknown.',
  },
  'consent.requireOptIn': {
    type: ['off', 'warn', 'block'],
    default: 'off',
    about:
      "What becomes of a message to a user who is not known to have opted in: `'block'` refuses it, `'warn'` logs it and sends it, `'off'` does neither.",
  },
  'consent.optInCovers': {
    type: ['templates', 'all'],
    default: 'templates',
    about:
      "What `requireOptIn` looks at: `'templates'`, or `'all'`, which is every message to a person, except a reply to an event of the last 24 hours.",
  },
  'consent.keywords': {
    type: 'object',
    default: false,
    about:
      'Words that revoke the consent of a user who sends one of them and nothing else: `true` for those that are built in (`STOP` and its like in several languages), or your own.',
  },
  'consent.scope': {
    type: ['number', 'all'],
    default: 'number',
    about:
      "What a consent holds for: the business number that it was given to (`'number'`, as Meta counts the opt-outs in its app), or every number of this module (`'all'`, where they are all of one business).",
  },
  'media.temporaryDirectory': {
    type: 'text',
    about: 'Where streams and links are put down while they are checked and uploaded.',
  },
  'media.allowPrivateLinks': {
    type: 'boolean',
    default: false,
    about: 'Lets `upload({ url })` fetch from this machine and from private networks.',
  },
  'media.maxDownloadBytes': {
    type: 'number',
    unit: 'bytes',
    default: 104_857_600,
    about: 'A download of more bytes is given up.',
  },
  'media.downloadTimeoutMs': {
    type: 'number',
    unit: 'ms',
    default: 600_000,
    about: 'Milliseconds until a download, or what `upload({ url })` fetches, must be complete.',
  },
  'templateCheck.mode': {
    type: ['off', 'warn', 'block'],
    default: 'block',
    about:
      "What becomes of a template message that does not fit: `'block'` refuses it before any call, `'warn'` logs it and sends it, `'off'` does neither and asks Meta for no template.",
  },
  'templateCheck.maxAgeMs': {
    type: 'number',
    unit: 'ms',
    default: 3_600_000,
    about: 'Milliseconds after which a copy of a template is read again, though webhooks keep it fresh.',
  },
  'throughput.enforce': {
    type: 'boolean',
    default: true,
    variable: 'WHATSAPP_ENFORCE_THROUGHPUT',
    about: "Makes messages wait so that Meta's limits are kept.",
  },
  'throughput.messagesPerSecond': {
    type: 'number',
    unit: 'messages a second',
    default: 80,
    variable: 'WHATSAPP_MESSAGES_PER_SECOND',
    about: 'Messages a second that a business number may send and receive (platform rules, throughput).',
  },
  'throughput.numbers': {
    type: 'object',
    default: {},
    about:
      "The same for single numbers, by `phoneNumberId`: 1000 after Meta's upgrade, 20 where it is also used in the Business app.",
  },
  'throughput.readFromMeta': {
    type: 'boolean',
    default: false,
    about:
      'Asks Meta how many messages each number may send: in the background, again each hour and after an upgrade.',
  },
  'throughput.maxWaiting': {
    type: 'number',
    default: 10_000,
    about: 'How many messages may wait for the turn of one number; a further one is refused.',
  },
  'delivery.track': {
    type: 'boolean',
    default: true,
    about: 'Keeps what becomes of each message.',
  },
  'delivery.keepDays': {
    type: 'number',
    unit: 'days',
    default: 31,
    about:
      'Days that a message is remembered after its last change, at least 31: a day longer than a message can live.',
  },
  'delivery.dropBufferMs': {
    type: 'number',
    unit: 'ms',
    default: 60_000,
    about:
      'Milliseconds after the end of its time-to-live until a message that was not delivered counts as dropped; a day at most.',
  },
  'delivery.unresolvedAfterMs': {
    type: 'number',
    unit: 'ms',
    default: 3_600_000,
    about:
      'Milliseconds until a send whose outcome is unknown, and of which no status has come, counts as unresolved.',
  },
  'repeatGuard.mode': {
    type: ['off', 'warn', 'block'],
    default: 'off',
    about:
      "What becomes of a repetition: `'warn'` logs it, `'block'` refuses it as `RepeatedMessageError`, `'off'` does neither.",
  },
  'repeatGuard.windowMs': {
    type: 'number',
    unit: 'ms',
    default: 3_600_000,
    about: 'Milliseconds within which the same content counts as a repetition.',
  },
  storage: {
    type: 'object',
    about:
      "Where everything lives that must survive: `sqlite('whatsapp.db')` on one machine, `postgres(pool)` or `redis(client)` on many.",
  },
  'storage.memory.maxRecords': {
    type: 'object',
    default: 100_000,
    about: 'The most records of each collection, or of the collections named.',
  },
  encrypt: {
    type: 'object',
    about: 'Encrypts the contents of records where they are stored.',
  },
  templates: {
    type: 'object',
    default: [],
    about:
      "Templates whose category and time-to-live the library should know where it does not learn them from Meta: without `businessAccountId`, or with `templateCheck.mode: 'off'`.",
  },
};
