export { deliveryProviders } from './delivery-providers.js';
export { nextDeadlineOf } from './records/delivery-state.js';
export { DeliveryStore, type DeliveryIds, type StoredChange } from './records/delivery-store.js';
export { RepeatStore } from './repeats/repeat-store.js';
export type { SequenceRecord } from './sequences/sequence-record.js';
export { SequenceStore, type SequenceClaim, type SequenceHold } from './sequences/sequence-store.js';
