export { Clock, type SleepOptions } from './clock.js';
export { IdGenerator } from './id-generator.js';
export { LinkedRecords, type KeyValue, type LinkedStorage, type RecordNames } from './linked-records.js';
export { MinHeap } from './min-heap.js';
export { SystemClock } from './system-clock.js';
export { UuidGenerator } from './uuid-generator.js';
