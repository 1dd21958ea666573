export type { SequenceRecord } from './sequence-record.js';
export { SequenceStore, type SequenceClaim, type SequenceHold } from './sequence-store.js';
export { sequenceProviders } from './sequence-providers.js';
