export {
  classifyGraphError,
  type GraphErrorClassification,
  type GraphErrorSignals,
} from './classify-graph-error.js';
export { WhatsAppConfigurationError } from './configuration.error.js';
export {
  WhatsAppAccountManagementError,
  WhatsAppAuthenticationError,
  WhatsAppBillingError,
  WhatsAppCallingError,
  WhatsAppFlowError,
  WhatsAppGraphConfigurationError,
  WhatsAppGroupError,
  WhatsAppIntegrityError,
  WhatsAppInvalidRequestError,
  WhatsAppMediaError,
  WhatsAppOptOutError,
  WhatsAppPartialSuccessError,
  WhatsAppPaymentError,
  WhatsAppPermissionError,
  WhatsAppQualityError,
  WhatsAppRecipientError,
  WhatsAppRegistrationError,
  WhatsAppServiceWindowError,
  WhatsAppTemplateError,
  WhatsAppThrottlingError,
  WhatsAppTransientError,
  WhatsAppUnknownGraphError,
  type MediaRefusal,
} from './graph-api-error-kinds.js';
export {
  GraphApiError,
  type ErrorOrigin,
  type GraphErrorFields,
  type GraphErrorOptions,
} from './graph-api.error.js';
export { GraphCallFailedError, type GraphCallFailedOptions } from './graph-call-failed.error.js';
export { GRAPH_ERROR_CODES, type GraphErrorCode, type GraphErrorKind } from './graph-error-codes.js';
export { WhatsAppInvalidMessageException } from './invalid-message.exception.js';
export type { AccountObjects, ObjectSetting } from './meaning-of-words.js';
export { RequestNotSentError, type RequestNotSentOptions } from './request-not-sent.error.js';
export { isRetryable, type RetryAdvice } from './retry-advice.js';
export { SendCancelledError } from './send-cancelled.error.js';
export { SendOutcomeUnknownError, type SendOutcomeUnknownOptions } from './send-outcome-unknown.error.js';
export { SendRefusedError, type SendRefusedOptions } from './send-refused.error.js';
export type { TemplateIssue } from './template-issue.js';
export { UnknownAccountError } from './unknown-account.error.js';
export { WhatsAppValidationError, type ValidationIssue } from './validation.error.js';
export { WhatsAppExceptionFilter } from './whatsapp-exception.filter.js';
export { WhatsAppError, type WhatsAppErrorOptions } from './whatsapp-error.js';
