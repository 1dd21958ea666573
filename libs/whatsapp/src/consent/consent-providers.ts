import type { Provider } from '@nestjs/common';
import { WHATSAPP_RESOLVED_OPTIONS, type ResolvedWhatsAppOptions } from '../config/internal.js';
import { ConsentKeywords } from './consent-keywords.js';
import { ConsentStore } from './consent-store.js';
import { ConsentTracker } from './consent-tracker.js';
import { ConsentPolicy } from './consent.policy.js';
import { MemoryConsentStore } from './memory-consent-store.js';
import { WhatsAppConsent } from './whatsapp-consent.service.js';

/** The port of consent with its default adapter, and the parts that use it. */
export const consentProviders: Provider[] = [
  {
    provide: ConsentStore,
    useFactory: ({ consent }: ResolvedWhatsAppOptions) => new MemoryConsentStore(consent),
    inject: [WHATSAPP_RESOLVED_OPTIONS],
  },
  WhatsAppConsent,
  ConsentKeywords,
  ConsentTracker,
  ConsentPolicy,
];
