export { redact, redactPhone, redactSentence, redactText } from './redaction.js';
