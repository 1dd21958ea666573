import type { Provider } from '@nestjs/common';
import { Clock } from '../common/index.js';
import { WHATSAPP_RESOLVED_OPTIONS, type ResolvedWhatsAppOptions } from '../config/internal.js';
import { WhatsAppStorage } from '../storage/index.js';
import { WhatsAppDeletionsService } from './deletions/whatsapp-deletions.service.js';
import { MessageForgetterRegistry } from './deletions/message-forgetters.js';
import { WebhookEndpoint } from './endpoint/webhook-endpoint.js';
import { WebhookVerifier } from './endpoint/webhook-verifier.js';
import { WhatsAppSignatureGuard } from './endpoint/whatsapp-signature.guard.js';
import { ConversationLockManager } from './intake/conversation-lock-manager.js';
import { EventClaims } from './intake/event-claims.js';
import { EventDispatcher } from './intake/event-dispatcher.js';
import { EventResolver } from './intake/event-resolver.js';
import { HandlerRunner } from './intake/handler-runner.js';
import { InboundHandlerRegistry } from './intake/inbound-handler-registry.js';
import { InboundStreams } from './intake/inbound-streams.js';
import { InterceptorChain } from './intake/interceptor-chain.js';
import { Semaphore } from './intake/semaphore.js';
import { UserTracker } from './users/user-tracker.js';
import { WebhookIntake } from './intake/webhook-intake.js';
import { WhatsAppUsersService } from './users/whatsapp-users.service.js';
import { WhatsAppWebhooksService } from './endpoint/whatsapp-webhooks.service.js';

/** The ports of receiving with their default adapters, and the parts that use them. */
export const webhookProviders: Provider[] = [
  {
    provide: EventClaims,
    useFactory: (storage: WhatsAppStorage, { webhooks }: ResolvedWhatsAppOptions) =>
      new EventClaims(storage, webhooks),
    inject: [WhatsAppStorage, WHATSAPP_RESOLVED_OPTIONS],
  },
  {
    provide: ConversationLockManager,
    useFactory: (storage: WhatsAppStorage, clock: Clock, { webhooks }: ResolvedWhatsAppOptions) =>
      new ConversationLockManager(storage, clock, webhooks.leaseMs),
    inject: [WhatsAppStorage, Clock, WHATSAPP_RESOLVED_OPTIONS],
  },
  {
    provide: Semaphore,
    useFactory: ({ webhooks }: ResolvedWhatsAppOptions) => new Semaphore(webhooks.concurrency),
    inject: [WHATSAPP_RESOLVED_OPTIONS],
  },
  InboundHandlerRegistry,
  InboundStreams,
  InterceptorChain,
  EventResolver,
  HandlerRunner,
  EventDispatcher,
  WebhookIntake,
  WhatsAppUsersService,
  UserTracker,
  MessageForgetterRegistry,
  WhatsAppDeletionsService,
  WebhookVerifier,
  WebhookEndpoint,
  WhatsAppSignatureGuard,
  WhatsAppWebhooksService,
];
