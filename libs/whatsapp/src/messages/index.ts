export * from './dto/index.js';
export * from './text/index.js';
export { MessageComposer } from './message-composer.js';
export { type MessageAddress, type MessageRecipient } from './message-recipient.js';
export { decodeCallbackData, type CallbackData } from './dto/shared/callback-data.js';
export { IdempotencyStoreFullError } from './pipeline/idempotency-store-full.error.js';
export { IdempotencyStore, type IdempotencyRecord } from './pipeline/idempotency-store.js';
export type { PendingSend, SendEndpoint, SendingAccount } from './pipeline/pending-send.js';
export { WhatsAppSendObserver, type SendObserver } from './pipeline/send-observer.js';
export type { SendOptions } from './pipeline/send-options.js';
export { WhatsAppSendPolicy, type SendPolicy, type SendPolicyOptions } from './pipeline/send-policy.js';
export { SendRateLimiter } from './pipeline/send-rate-limiter.js';
export type { MessagesResponse, SendResult, SentRecipient } from './pipeline/send-result.js';
export { type MarkAsReadOptions } from './read-receipts.js';
export { RecipientComposer, type ComposerOptions } from './recipient-composer.js';
export {
  StaticTemplateDefinitions,
  TemplateDefinitions,
  type TemplateTraits,
} from './template-definitions.js';
export { TextPartsError } from './text-parts.error.js';
export { MessageValidator, WhatsAppMessagePipe } from './validation/index.js';
export { WhatsAppMessagesService } from './whatsapp-messages.service.js';
