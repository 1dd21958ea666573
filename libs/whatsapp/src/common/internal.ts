export { LinkedRecords, type KeyValue, type LinkedStorage, type RecordNames } from './linked-records.js';
export { MinHeap } from './min-heap.js';
export { within } from './within.js';
