export { cancellable, shuttingDown } from './call/cancellation.js';
export { assertGraphId, graphPathOf } from './call/graph-address.js';
export { pairBackoffMs, WHATSAPP_RANDOM_SOURCE, type RandomSource } from './retry/backoff-retry-policy.js';
export { cleanedCause } from './transport/graph-transport.error.js';
