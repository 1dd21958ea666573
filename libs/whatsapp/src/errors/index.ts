export { WhatsAppConfigurationError } from './configuration.error.js';
export { WhatsAppValidationError, type ValidationIssue } from './validation.error.js';
export { WhatsAppError, type WhatsAppErrorOptions } from './whatsapp-error.js';
