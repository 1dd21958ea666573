export { cancellable } from './cancellable.js';
export { cleanedCause } from './cleaned-cause.js';
export { assertGraphId, graphPathOf } from './graph-path.js';
export { WHATSAPP_RANDOM_SOURCE, type RandomSource } from './random-source.js';
export { shuttingDown } from './shutting-down.js';
