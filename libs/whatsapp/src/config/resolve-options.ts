import { hideSecrets } from '../observability/internal.js';
import { WhatsAppStorage, type StorageEncryption } from '../storage/index.js';
import { checkAccounts } from './check-accounts.js';
import { AccountOptionsDto } from './dto/account-options.dto.js';
import { ConsentOptionsDto } from './dto/consent-options.dto.js';
import { ConversationOptionsDto } from './dto/conversation-options.dto.js';
import { DeliveryOptionsDto } from './dto/delivery-options.dto.js';
import { GraphOptionsDto } from './dto/graph-options.dto.js';
import { MediaOptionsDto } from './dto/media-options.dto.js';
import { MemoryOptionsDto, StorageOptionsDto } from './dto/memory-options.dto.js';
import { MessageOptionsDto } from './dto/message-options.dto.js';
import { ModuleOptionsDto } from './dto/module-options.dto.js';
import { RecipientOptionsDto } from './dto/recipient-options.dto.js';
import { RepeatGuardOptionsDto } from './dto/repeat-guard-options.dto.js';
import { RetryOptionsDto } from './dto/retry-options.dto.js';
import { TemplateCheckOptionsDto } from './dto/template-check-options.dto.js';
import { TemplateDefinitionDto } from './dto/template-definition.dto.js';
import { ThroughputOptionsDto } from './dto/throughput-options.dto.js';
import { WebhookOptionsDto } from './dto/webhook-options.dto.js';
import { OptionProblems } from './option-problems.js';
import type { ResolveOptionsContext } from './resolve-options-context.js';
import type { ResolvedWhatsAppAccount, ResolvedWhatsAppOptions } from './resolved-options.js';
import type { WhatsAppAccountOptions, WhatsAppTemplateDefinition } from './dto/whatsapp-options.js';

/** What the module's options say of the Meta app, for accounts that say nothing of theirs. */
type MetaApp = Pick<ResolvedWhatsAppOptions, 'appId' | 'appSecrets'>;

/**
 * Checks the module's options and fills in the defaults.
 *
 * @throws WhatsAppConfigurationError that lists every problem at once, without the value of any option
 */
export function resolveOptions(input: unknown, context: ResolveOptionsContext = {}): ResolvedWhatsAppOptions {
  const problems = new OptionProblems();
  const options = problems.check(ModuleOptionsDto, input, '');
  const accounts = checkAccounts(options, context, problems);
  const graph = checkGraph(options.graph, problems);
  const retry = checkRetry(options.retry, problems);
  const recipients = checkRecipients(options.recipients, problems);
  const messages = problems.checkOptional(MessageOptionsDto, options.messages, 'messages');
  const media = problems.checkOptional(MediaOptionsDto, options.media, 'media');
  const templateCheck = problems.checkOptional(
    TemplateCheckOptionsDto,
    options.templateCheck,
    'templateCheck',
  );
  const webhooks = checkWebhooks(options.webhooks, problems);
  const conversations = problems.checkOptional(
    ConversationOptionsDto,
    options.conversations,
    'conversations',
  );
  const consent = problems.checkOptional(ConsentOptionsDto, options.consent, 'consent');
  const throughput = problems.checkOptional(ThroughputOptionsDto, options.throughput, 'throughput');
  const delivery = problems.checkOptional(DeliveryOptionsDto, options.delivery, 'delivery');
  const repeatGuard = problems.checkOptional(RepeatGuardOptionsDto, options.repeatGuard, 'repeatGuard');
  const templates = checkTemplates(options.templates, problems);
  const storage = checkStorage(options.storage, context, problems);
  const encrypt = checkEncryption(options.encrypt, context, problems);
  problems.throwIfAny();

  const { verifyToken, appId } = options;
  const appSecrets = secretsOf(options.appSecret);
  const app = { appId, appSecrets };
  graph.baseUrl = graph.baseUrl.replace(/\/+$/, '');
  const resolved: ResolvedWhatsAppOptions = {
    accounts: new Map(accounts.map(({ name, account }) => [name, toAccount(name, account, app)])),
    appSecrets,
    appId,
    verifyToken,
    // What is given to axios may hold the password of a proxy.
    graph: Object.freeze(hideSecrets(graph, ['axios'])),
    retry: Object.freeze(retry),
    recipients: Object.freeze(recipients),
    messages: Object.freeze(messages),
    media: Object.freeze(media),
    templateCheck: Object.freeze(templateCheck),
    webhooks: Object.freeze(webhooks),
    conversations: Object.freeze(conversations),
    consent: Object.freeze(consent),
    throughput: Object.freeze(throughput),
    delivery: Object.freeze(delivery),
    repeatGuard: Object.freeze(repeatGuard),
    storage,
    encrypt,
    templates: Object.freeze(templates.map((template) => toTemplate(template))),
  };
  return Object.freeze(hideSecrets(resolved, ['appSecrets', 'verifyToken', 'encrypt']));
}

/**
 * Checks the account that an `AccountResolver` answered with for a tenant.
 *
 * @throws WhatsAppConfigurationError that names the tenant and every problem, without the value of any option
 */
export function resolveAccount(
  input: unknown,
  tenant: string,
  app: MetaApp = { appSecrets: [] },
): ResolvedWhatsAppAccount {
  const problems = new OptionProblems();
  const account = problems.check(AccountOptionsDto, input, `tenant "${tenant}"`);
  problems.throwIfAny();
  return toAccount(tenant, account, app);
}

function toAccount(name: string, options: WhatsAppAccountOptions, app: MetaApp): ResolvedWhatsAppAccount {
  const { phoneNumberId, businessAccountId, accessToken, appSecret, appId = app.appId } = options;
  const appSecrets = appSecret === undefined ? app.appSecrets : secretsOf(appSecret);
  const account = { name, phoneNumberId, businessAccountId, appId, accessToken, appSecrets };
  return Object.freeze(hideSecrets(account, ['accessToken', 'appSecrets']));
}

function secretsOf(appSecret: string | readonly string[] = []): readonly string[] {
  return Object.freeze(typeof appSecret === 'string' ? [appSecret] : [...appSecret]);
}

function toTemplate(template: WhatsAppTemplateDefinition): Readonly<WhatsAppTemplateDefinition> {
  // Meta writes 30 days as -1.
  if (template.ttlSeconds === -1) template.ttlSeconds = 2_592_000;
  return Object.freeze(template);
}

/** An adapter as it is, or how much the memory keeps. */
function checkStorage(
  input: unknown,
  { storage: isReplaced }: ResolveOptionsContext,
  problems: OptionProblems,
): ResolvedWhatsAppOptions['storage'] {
  if (isReplaced && input !== undefined) {
    problems.add(
      'storage',
      'not together with a provider of WhatsAppStorage in `providers`: leave one of them out',
    );
  }
  if (input instanceof WhatsAppStorage) return input;
  const { memory } = problems.checkOptional(StorageOptionsDto, input, 'storage');
  return Object.freeze(problems.checkOptional(MemoryOptionsDto, memory, 'storage.memory'));
}

/** As it is: it may be an instance of a class. */
function checkEncryption(
  input: StorageEncryption | null | undefined,
  { storage: isReplaced }: ResolveOptionsContext,
  problems: OptionProblems,
): ResolvedWhatsAppOptions['encrypt'] {
  if (input === undefined || input === null) return undefined;
  if (typeof input.encrypt !== 'function' || typeof input.decrypt !== 'function') {
    problems.add('encrypt', 'expected an object with the functions `encrypt(text)` and `decrypt(text)`');
  }
  if (isReplaced) {
    problems.add(
      'encrypt',
      'not together with a provider of WhatsAppStorage in `providers`: provide `new EncryptedStorage(storage, { encrypt, decrypt })` instead',
    );
  }
  return input;
}

function checkGraph(input: unknown, problems: OptionProblems): GraphOptionsDto {
  const graph = problems.checkOptional(GraphOptionsDto, input, 'graph');
  if (!graph.allowInsecureHttp && isInsecure(graph.baseUrl)) {
    problems.add(
      'graph.baseUrl',
      'http: would send access tokens in the clear: use https:, or allow it with `graph.allowInsecureHttp`',
    );
  }
  if (typeof graph.baseUrl === 'string' && /\/v\d+\.\d+\/*$/.test(graph.baseUrl)) {
    problems.add(
      'graph.baseUrl',
      'expected an address without the version, which is the option `graph.version`: it would stand there twice',
    );
  }
  return graph;
}

/** Whether tokens sent there could be read on the way; what never leaves this machine cannot. */
function isInsecure(baseUrl: unknown): boolean {
  if (typeof baseUrl !== 'string' || !URL.canParse(baseUrl)) return false;
  const { protocol, hostname } = new URL(baseUrl);
  return protocol === 'http:' && !/^(localhost|.+\.localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);
}

function checkRetry(input: unknown, problems: OptionProblems): RetryOptionsDto {
  const retry = problems.checkOptional(RetryOptionsDto, input, 'retry');
  if (retry.maxDelayMs < retry.baseDelayMs) {
    problems.add('retry.maxDelayMs', 'expected at least as much as `retry.baseDelayMs`');
  }
  return retry;
}

function checkRecipients(input: unknown, problems: OptionProblems): RecipientOptionsDto {
  const recipients = problems.checkOptional(RecipientOptionsDto, input, 'recipients');
  if (recipients.defaultCountry !== undefined && recipients.numbersWithoutPlus === 'international') {
    problems.add(
      'recipients.defaultCountry',
      'not together with `recipients.numbersWithoutPlus: "international"`: a number without "+" is one or the other',
    );
  }
  return recipients;
}

function checkWebhooks(input: unknown, problems: OptionProblems): WebhookOptionsDto {
  const webhooks = problems.checkOptional(WebhookOptionsDto, input, 'webhooks');
  if (webhooks.allowUnsigned && process.env['NODE_ENV'] === 'production') {
    problems.add(
      'webhooks.allowUnsigned',
      'not in production (NODE_ENV): anybody could send webhooks; set `appSecret` instead',
    );
  }
  return webhooks;
}

function checkTemplates(input: unknown = [], problems: OptionProblems): TemplateDefinitionDto[] {
  if (!Array.isArray(input)) {
    problems.add('templates', 'expected a list of template definitions');
    return [];
  }
  const templates = input.map((item: unknown, index) =>
    problems.check(TemplateDefinitionDto, item, `templates[${index}]`),
  );
  checkTemplatesDiffer(templates, problems);
  return templates;
}

/** Of two definitions of one template the later one would count, and nobody would see it. */
function checkTemplatesDiffer(templates: readonly TemplateDefinitionDto[], problems: OptionProblems): void {
  const seen = new Map<string, number>();
  for (const [index, { name, language }] of templates.entries()) {
    if (name === undefined) continue;
    const key = JSON.stringify([name, language]);
    const first = seen.get(key);
    if (first === undefined) seen.set(key, index);
    else problems.add(`templates[${index}]`, `the same name and language as templates[${first}]`);
  }
}
