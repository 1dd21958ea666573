export { WhatsAppConversation } from './conversation.js';
export type {
  CustomerServiceWindow,
  OpenConversations,
  OpenConversationsQuery,
} from './customer-service-window.js';
export { WhatsAppWindowsService } from './whatsapp-windows.service.js';
export { FallbackTemplates } from './fallback-templates.js';
export { WaitCancelledError } from './wait-cancelled.error.js';
export type { AnswerOf, AnswerType, InteractiveReplyType, WaitOptions } from './wait-options.js';
export { WaitTimeoutError } from './wait-timeout.error.js';
export { WhatsAppConversationsService, type ConversationAddress } from './whatsapp-conversations.service.js';
export type { WindowState } from './window-record.js';
