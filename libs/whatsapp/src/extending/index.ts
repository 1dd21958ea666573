export {
  AccessTokenProvider,
  AccountResolver,
  WhatsAppAccount,
  AccountDirectory,
} from '../accounts/index.js';
export { Clock, IdGenerator, SystemClock } from '../common/index.js';
export type { SleepOptions } from '../common/index.js';
export type { ResolvedWhatsAppAccount } from '../config/index.js';
export { FallbackTemplates } from '../conversations/index.js';
export { classifyGraphError, GRAPH_ERROR_CODES } from '../errors/index.js';
export type {
  AccountObjects,
  GraphCallFailedOptions,
  GraphErrorClassification,
  GraphErrorCode,
  GraphErrorFields,
  GraphErrorOptions,
  GraphErrorSignals,
  ObjectSetting,
  RequestNotSentOptions,
  SendOutcomeUnknownOptions,
  SendRefusedOptions,
  WhatsAppErrorOptions,
} from '../errors/index.js';
export {
  AxiosGraphTransport,
  BackoffRetryPolicy,
  createWhatsAppHttpService,
  GraphTransport,
  GraphTransportError,
  RetryPolicy,
  UndiciGraphTransport,
  WhatsAppHttpService,
} from '../graph/index.js';
export type {
  FailedAttempt,
  GraphBody,
  GraphRequest,
  GraphResponse,
  GraphTransportFailure,
  RequestTracker,
} from '../graph/index.js';
export { MEDIA_RULES, MediaTypeDetector } from '../media/index.js';
export type { MediaRule, MediaClaim } from '../media/index.js';
export {
  decodeCallbackData,
  SendRateLimiter,
  TemplateDefinitions,
  WhatsAppSendObserver,
  WhatsAppSendPolicy,
} from '../messages/index.js';
export type {
  CallbackData,
  PendingSend,
  SendEndpoint,
  SendingAccount,
  SendObserver,
  SendPolicy,
  SendPolicyOptions,
  TemplateTraits,
} from '../messages/index.js';
export { redact, redactPhone, redactSentence, redactText } from '../observability/index.js';
export { RecipientNormalizer } from '../recipients/index.js';
export type { NormalizedRecipient } from '../recipients/index.js';
export { CompareAndSetStorage, EncryptedStorage, MemoryStorage, WhatsAppStorage } from '../storage/index.js';
export type {
  Awaitable,
  Change,
  CompareAndSetOptions,
  Keep,
  ListQuery,
  MemoryStorageOptions,
  Page,
  RecordKey,
  RecordWrite,
  StoreAnswer,
  Stored,
  StoredPage,
  StoredRecord,
  TakeQuery,
  Updated,
  WriteAnswer,
} from '../storage/index.js';
export { NumberRates } from '../throughput/index.js';
export { InboundHandlerRegistry, WebhookVerifier } from '../webhooks/index.js';
export type { HandlerOutcome, InboundHandler } from '../webhooks/index.js';
export { WHATSAPP_MODULE_OPTIONS } from '../whatsapp.module-definition.js';
export type { ASYNC_OPTIONS_TYPE, OPTIONS_TYPE } from '../whatsapp.module-definition.js';
