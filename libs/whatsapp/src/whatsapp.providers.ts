import type { Abstract, InjectionToken, Provider, Type } from '@nestjs/common';
import { AccessTokenProvider, AccountResolver, AccountDirectory } from './accounts/index.js';
import { ConfiguredAccessToken, NoTenants } from './accounts/internal.js';
import { Clock, IdGenerator, SystemClock } from './common/index.js';
import { UuidGenerator } from './common/internal.js';
import {
  DEFAULT_ACCOUNT,
  resolveOptions,
  WHATSAPP_RESOLVED_OPTIONS,
  type ResolvedWhatsAppOptions,
} from './config/internal.js';
import { WhatsAppConsentService, ConsentKeywords } from './consent/index.js';
import { consentProviders } from './consent/internal.js';
import { WhatsAppWindowsService, WhatsAppConversationsService } from './conversations/index.js';
import { conversationProviders } from './conversations/internal.js';
import { deliveryProviders } from './delivery/internal.js';
import { WhatsAppDeliveryService } from './delivery/index.js';
import { RepeatGuard, RepeatStore } from './repeats/internal.js';
import { WhatsAppSequencesService } from './sequences/index.js';
import { sequenceProviders } from './sequences/internal.js';
import {
  AxiosGraphTransport,
  BackoffRetryPolicy,
  createWhatsAppHttpService,
  GraphClient,
  GraphTransport,
  RetryPolicy,
  WhatsAppHttpService,
} from './graph/index.js';
import { handlerProviders } from './handlers/internal.js';
import { mediaProviders } from './media/internal.js';
import { WhatsAppMediaService } from './media/index.js';
import {
  IdempotencyStore,
  IdempotentSends,
  LabelWarnings,
  LimitedPost,
  MessagePreparer,
  PolicyChain,
  ReadReceipts,
  SendExtensions,
  SendNotifier,
  SendPipeline,
  SendWaits,
} from './messages/internal.js';
import {
  MessageValidator,
  TemplateDefinitions,
  WhatsAppMessagePipe,
  WhatsAppMessagesService,
} from './messages/index.js';
import { RecipientNormalizer } from './recipients/index.js';
import { WhatsAppRepliesService } from './replies/index.js';
import { DeletedMessages } from './replies/internal.js';
import { templateProviders } from './templates/internal.js';
import { WhatsAppTemplatesService } from './templates/index.js';
import { NumberRates, WhatsAppThroughputService } from './throughput/index.js';
import { throughputProviders } from './throughput/internal.js';
import {
  InboundHandlerRegistry,
  WhatsAppDeletionsService,
  WhatsAppSignatureGuard,
  WhatsAppUsersService,
  WhatsAppWebhooksService,
  WebhookVerifier,
} from './webhooks/index.js';
import { webhookProviders } from './webhooks/internal.js';
import { WhatsAppStorage } from './storage/index.js';
import { UserDataSources, UserDirectory } from './users/internal.js';
import { assertNotRequestScoped, tokenOf } from './whatsapp.replacement-scopes.js';
import { WebhookPathClashes } from './whatsapp.webhook-paths.js';
import { MemoryWarning } from './whatsapp.memory-warning.js';
import { storageProviders } from './whatsapp.storage.js';
import { WHATSAPP_MODULE_OPTIONS } from './whatsapp.module-definition.js';
import { WhatsAppService } from './whatsapp.service.js';
import { AccountServices } from './whatsapp.account-services.js';
import { getWhatsAppToken } from './whatsapp.tokens.js';

/** The providers that applications may inject. */
export const publicTokens: (Type | Abstract<unknown>)[] = [
  WhatsAppService,
  WhatsAppMessagesService,
  WhatsAppRepliesService,
  WhatsAppMediaService,
  WhatsAppTemplatesService,
  WhatsAppMessagePipe,
  WhatsAppHttpService,
  WhatsAppStorage,
  AccountDirectory,
  GraphClient,
  MessageValidator,
  RecipientNormalizer,
  TemplateDefinitions,
  WhatsAppWebhooksService,
  WhatsAppSignatureGuard,
  // What the guard needs, wherever it is used.
  WebhookVerifier,
  InboundHandlerRegistry,
  WhatsAppUsersService,
  WhatsAppWindowsService,
  WhatsAppConversationsService,
  WhatsAppConsentService,
  ConsentKeywords,
  WhatsAppDeletionsService,
  WhatsAppThroughputService,
  NumberRates,
  WhatsAppDeliveryService,
  WhatsAppSequencesService,
  Clock,
];

/** Every port with its default adapter. Replaced by a provider of the same token in `forRoot({ providers })`. */
const ports: Provider[] = [
  { provide: Clock, useClass: SystemClock },
  { provide: IdGenerator, useClass: UuidGenerator },
  { provide: AccountResolver, useClass: NoTenants },
  { provide: AccessTokenProvider, useClass: ConfiguredAccessToken },
  { provide: GraphTransport, useClass: AxiosGraphTransport },
  { provide: RetryPolicy, useClass: BackoffRetryPolicy },
  IdempotencyStore,
  fromOptions(WhatsAppHttpService, ({ graph }) => createWhatsAppHttpService(graph)),
];

const services: Provider[] = [
  AccountDirectory,
  UserDirectory,
  UserDataSources,
  RecipientNormalizer,
  GraphClient,
  fromOptions(MessageValidator, ({ messages }) => new MessageValidator(messages)),
  WhatsAppMessagePipe,
  DeletedMessages,
  SendExtensions,
  IdempotentSends,
  SendWaits,
  MessagePreparer,
  PolicyChain,
  SendNotifier,
  LimitedPost,
  SendPipeline,
  ReadReceipts,
  LabelWarnings,
  WebhookPathClashes,
  AccountServices,
  {
    provide: WhatsAppService,
    useFactory: (all: AccountServices) => all.of(DEFAULT_ACCOUNT),
    inject: [AccountServices],
  },
  {
    provide: WhatsAppMessagesService,
    useFactory: ({ messages }: WhatsAppService) => messages,
    inject: [WhatsAppService],
  },
  {
    provide: WhatsAppRepliesService,
    useFactory: ({ replies }: WhatsAppService) => replies,
    inject: [WhatsAppService],
  },
  {
    provide: WhatsAppMediaService,
    useFactory: ({ media }: WhatsAppService) => media,
    inject: [WhatsAppService],
  },
  {
    provide: WhatsAppTemplatesService,
    useFactory: ({ templates }: WhatsAppService) => templates,
    inject: [WhatsAppService],
  },
];

const ownProviders: readonly Provider[] = [
  ...storageProviders,
  ...ports,
  ...services,
  ...webhookProviders,
  ...conversationProviders,
  ...consentProviders,
  ...throughputProviders,
  ...deliveryProviders,
  ...sequenceProviders,
  RepeatStore,
  RepeatGuard,
  ...mediaProviders,
  ...templateProviders,
  ...handlerProviders,
];

const ownTokens: ReadonlySet<InjectionToken> = new Set(ownProviders.map(tokenOf));

/** Everything that one registration of the module holds, before the application's replacements. */
export function coreProviders(
  accountNames: readonly string[],
  replacements: readonly Provider[],
): Provider[] {
  assertNotRequestScoped(replacements, ownTokens);
  const replaced = new Set(replacements.map(tokenOf));
  return [
    {
      provide: WHATSAPP_RESOLVED_OPTIONS,
      useFactory: (options: unknown) =>
        resolveOptions(options, {
          accountNames,
          accountResolver: replaced.has(AccountResolver),
          accessTokenProvider: replaced.has(AccessTokenProvider),
          storage: replaced.has(WhatsAppStorage),
        }),
      inject: [WHATSAPP_MODULE_OPTIONS],
    },
    ...ownProviders,
    MemoryWarning,
  ];
}

/** The injection tokens of the declared accounts and the default one. */
export function accountTokens(accountNames: readonly string[]): string[] {
  return accountProviders(accountNames).map(({ provide }) => provide);
}

/** One `WhatsAppService` for each declared account and the default one, for `@InjectWhatsApp(name)`. */
export function accountProviders(accountNames: readonly string[]) {
  return [...new Set([DEFAULT_ACCOUNT, ...accountNames])].map((name) => ({
    provide: getWhatsAppToken(name),
    useFactory: (all: AccountServices) => all.of(name),
    inject: [AccountServices],
  }));
}

function fromOptions<T>(
  token: Type<T> | Abstract<T>,
  make: (options: ResolvedWhatsAppOptions) => T,
): Provider {
  return { provide: token, useFactory: make, inject: [WHATSAPP_RESOLVED_OPTIONS] };
}
