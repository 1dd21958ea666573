export { isBusinessScopedUserId } from './business-scoped-user-id.js';
export type { UserIds, WhatsAppUser } from './user-ids.js';
