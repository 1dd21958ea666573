export { Clock, type SleepOptions } from './clock.js';
export { IdGenerator } from './id-generator.js';
export { SystemClock } from './system-clock.js';
