export { consentProviders } from './consent-providers.js';
export { ConsentPolicy } from './consent.policy.js';
