export { cancellable } from './cancellable.js';
export { WHATSAPP_RANDOM_SOURCE, type RandomSource } from './random-source.js';
export { shuttingDown } from './shutting-down.js';
