export type * from '../webhooks/payload/index.js';
