import type { Provider } from '@nestjs/common';
import { Clock } from '../common/index.js';
import { WHATSAPP_RESOLVED_OPTIONS, type ResolvedWhatsAppOptions } from '../config/internal.js';
import { WhatsAppStorage } from '../storage/index.js';
import { WhatsAppDeletionsService } from './deletions/whatsapp-deletions.service.js';
import { MessageForgetters } from './deletions/message-forgetters.js';
import { WebhookEndpoint } from './endpoint/webhook-endpoint.js';
import { WebhookVerifier } from './endpoint/webhook-verifier.js';
import { WhatsAppSignatureGuard } from './endpoint/whatsapp-signature.guard.js';
import { ConversationLocks } from './intake/conversation-locks.js';
import { EventClaims } from './intake/event-claims.js';
import { EventDispatcher } from './intake/event-dispatcher.js';
import { EventResolver } from './intake/event-resolver.js';
import { HandlerTimeKeeper } from './intake/handler-time-keeper.js';
import { InboundHandlers } from './intake/inbound-handlers.js';
import { InboundStreams } from './intake/inbound-streams.js';
import { MessageInterceptors } from './intake/message-interceptors.js';
import { RunSlots } from './intake/run-slots.js';
import { UserTracker } from './users/user-tracker.js';
import { WebhookIntake } from './intake/webhook-intake.js';
import { WhatsAppUsersService } from './users/whatsapp-users.service.js';
import { WhatsAppWebhooksService } from './whatsapp-webhooks.service.js';

/** The ports of receiving with their default adapters, and the parts that use them. */
export const webhookProviders: Provider[] = [
  {
    provide: EventClaims,
    useFactory: (storage: WhatsAppStorage, { webhooks }: ResolvedWhatsAppOptions) =>
      new EventClaims(storage, webhooks),
    inject: [WhatsAppStorage, WHATSAPP_RESOLVED_OPTIONS],
  },
  {
    provide: ConversationLocks,
    useFactory: (storage: WhatsAppStorage, clock: Clock, { webhooks }: ResolvedWhatsAppOptions) =>
      new ConversationLocks(storage, clock, webhooks.leaseMs),
    inject: [WhatsAppStorage, Clock, WHATSAPP_RESOLVED_OPTIONS],
  },
  {
    provide: RunSlots,
    useFactory: ({ webhooks }: ResolvedWhatsAppOptions) => new RunSlots(webhooks.concurrency),
    inject: [WHATSAPP_RESOLVED_OPTIONS],
  },
  InboundHandlers,
  InboundStreams,
  MessageInterceptors,
  EventResolver,
  HandlerTimeKeeper,
  EventDispatcher,
  WebhookIntake,
  WhatsAppUsersService,
  UserTracker,
  MessageForgetters,
  WhatsAppDeletionsService,
  WebhookVerifier,
  WebhookEndpoint,
  WhatsAppSignatureGuard,
  WhatsAppWebhooksService,
];
