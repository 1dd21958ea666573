export { Clock, type SleepOptions } from './clock.js';
export { IdGenerator } from './id-generator.js';
export { MinHeap } from './min-heap.js';
export { SystemClock } from './system-clock.js';
export { UuidGenerator } from './uuid-generator.js';
