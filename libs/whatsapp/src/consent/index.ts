export { ConsentKeywords } from './consent-keywords.js';
export type { ConsentMoment, ConsentStatus } from './consent-status.js';
export { ConsentUnknownError } from './consent-unknown.error.js';
export { OptInMissingError } from './opt-in-missing.error.js';
export { WhatsAppConsentService, type ConsentDetails } from './whatsapp-consent.service.js';
