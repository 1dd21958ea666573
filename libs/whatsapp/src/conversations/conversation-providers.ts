import type { Provider } from '@nestjs/common';
import { AnswerWaits } from './answer-waits.js';
import { ConfiguredFallbackTemplate } from './configured-fallback-template.js';
import { CustomerServiceWindowPolicy } from './customer-service-window.policy.js';
import { WhatsAppWindowsService } from './whatsapp-windows.service.js';
import { FallbackTemplates } from './fallback-templates.js';
import { LateFallbacks } from './late-fallbacks.js';
import { WhatsAppConversationsService } from './whatsapp-conversations.service.js';
import { WindowStore } from './window-store.js';
import { WindowTracker } from './window-tracker.js';

/** The port of conversations with its default adapter, and the parts that use it. */
export const conversationProviders: Provider[] = [
  WindowStore,
  { provide: FallbackTemplates, useClass: ConfiguredFallbackTemplate },
  WhatsAppWindowsService,
  WindowTracker,
  LateFallbacks,
  CustomerServiceWindowPolicy,
  AnswerWaits,
  WhatsAppConversationsService,
];
