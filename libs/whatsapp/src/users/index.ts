export { isBusinessScopedUserId } from './business-scoped-user-id.js';
export type { ForgetOptions } from './user-data.js';
export type { UserIds, WhatsAppUser } from './user-ids.js';
