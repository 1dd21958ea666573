export { hideSecrets } from './hide-secrets.js';
export { redact, redactPhone, redactSentence, redactText } from './redaction.js';
