import type { Provider } from '@nestjs/common';
import { Clock } from '../common/index.js';
import { WHATSAPP_RESOLVED_OPTIONS, type ResolvedWhatsAppOptions } from '../config/internal.js';
import { AnswerWaits } from './answer-waits.js';
import { ConfiguredFallbackTemplate } from './configured-fallback-template.js';
import { CustomerServiceWindowPolicy } from './customer-service-window.policy.js';
import { CustomerServiceWindows } from './customer-service-windows.js';
import { FallbackTemplates } from './fallback-templates.js';
import { MemoryWindowStore } from './memory-window-store.js';
import { WhatsAppConversations } from './whatsapp-conversations.service.js';
import { WindowStore } from './window-store.js';
import { WindowTracker } from './window-tracker.js';

/** The ports of conversations with their default adapters, and the parts that use them. */
export const conversationProviders: Provider[] = [
  {
    provide: WindowStore,
    useFactory: (clock: Clock, { conversations }: ResolvedWhatsAppOptions) =>
      new MemoryWindowStore(clock, conversations),
    inject: [Clock, WHATSAPP_RESOLVED_OPTIONS],
  },
  { provide: FallbackTemplates, useClass: ConfiguredFallbackTemplate },
  CustomerServiceWindows,
  WindowTracker,
  CustomerServiceWindowPolicy,
  AnswerWaits,
  WhatsAppConversations,
];
