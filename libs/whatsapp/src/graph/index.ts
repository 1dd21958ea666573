export { AxiosGraphTransport } from './axios/axios-graph-transport.js';
export { createWhatsAppHttpService, WhatsAppHttpService } from './axios/whatsapp-http.service.js';
export type {
  GraphCaller,
  GraphCallOptions,
  GraphOpenOptions,
  GraphPostOptions,
  GraphQuery,
  GraphReadOptions,
  GraphStreamBody,
  RequestTracker,
  TokenScheme,
} from './call/graph-call.js';
export { GraphClient } from './graph-client.js';
export { BackoffRetryPolicy } from './retry/backoff-retry-policy.js';
export { RetryPolicy, type FailedAttempt } from './retry/retry-policy.js';
export { GraphTransportError, type GraphTransportFailure } from './transport/graph-transport.error.js';
export {
  GraphTransport,
  type GraphBody,
  type GraphRequest,
  type GraphResponse,
  type GraphStream,
} from './transport/graph-transport.js';
export { UndiciGraphTransport } from './undici/undici-graph-transport.js';
