export { ConsentKeywords } from './consent-keywords.js';
export {
  mergeConsents,
  type ConsentFacts,
  type ConsentRecord,
  type ConsentStatement,
} from './consent-record.js';
export type { ConsentMoment, ConsentStatus } from './consent-status.js';
export { ConsentStoreFullError } from './consent-store-full.error.js';
export { ConsentStore, type ConsentHolder } from './consent-store.js';
export { MarketingOptOutError } from './marketing-opt-out.error.js';
export { MemoryConsentStore } from './memory-consent-store.js';
export { OptInMissingError } from './opt-in-missing.error.js';
export { WhatsAppConsent, type ConsentDetails } from './whatsapp-consent.service.js';
