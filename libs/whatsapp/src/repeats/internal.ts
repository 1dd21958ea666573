export { RepeatGuard } from './repeat-guard.js';
export { RepeatStore } from './repeat-store.js';
