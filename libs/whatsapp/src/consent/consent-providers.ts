import type { Provider } from '@nestjs/common';
import { ConsentKeywords } from './consent-keywords.js';
import { ConsentStore } from './consent-store.js';
import { ConsentTracker } from './consent-tracker.js';
import { ConsentPolicy } from './consent.policy.js';
import { WhatsAppConsentService } from './whatsapp-consent.service.js';

/** Consent, and the parts that use it. */
export const consentProviders: Provider[] = [
  ConsentStore,
  WhatsAppConsentService,
  ConsentKeywords,
  ConsentTracker,
  ConsentPolicy,
];
