export { AxiosGraphTransport } from './axios-graph-transport.js';
export { BackoffRetryPolicy } from './backoff-retry-policy.js';
export type {
  GraphCallOptions,
  GraphOpenOptions,
  GraphPostOptions,
  GraphQuery,
  GraphReadOptions,
  GraphStreamBody,
  TokenScheme,
} from './graph-call-options.js';
export type { GraphCaller } from './graph-caller.js';
export { GraphClient } from './graph-client.js';
export { GraphTransportError, type GraphTransportFailure } from './graph-transport.error.js';
export {
  GraphTransport,
  type GraphBody,
  type GraphRequest,
  type GraphResponse,
  type GraphStream,
} from './graph-transport.js';
export type { RequestTracker } from './request-tracker.js';
export { RetryPolicy, type FailedAttempt } from './retry-policy.js';
export { UndiciGraphTransport } from './undici-graph-transport.js';
export { createWhatsAppHttpService, WhatsAppHttpService } from './whatsapp-http.service.js';
