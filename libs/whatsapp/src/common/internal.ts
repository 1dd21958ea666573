export { KeyedQueue, type TimedOwner } from './keyed-queue.js';
export { LeaseRenewer, type HeldLease } from './lease-renewer.js';
export { MinHeap } from './min-heap.js';
export { onAbort, relayed, type RelayedSignal } from './on-abort.js';
export { SharedTimer } from './shared-timer.js';
export {
  idOrNone,
  isId,
  isMetaId,
  isRecord,
  isText,
  millisecondsOrNone,
  numberOrNone,
  recordsIn,
  textOrNone,
} from './unchecked.js';
export { withTimeout } from './with-timeout.js';
export { UuidGenerator } from './uuid-generator.js';
