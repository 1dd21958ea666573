export type { MessageDeletion } from './deletions/message-deletion.js';
export { WhatsAppDeletionsService } from './deletions/whatsapp-deletions.service.js';
export { type WebhookControllerOptions } from './endpoint/create-webhook-controller.js';
export { WebhookRefusedException, type WebhookRefusal } from './endpoint/webhook-refused.exception.js';
export type { WebhookRequest } from './endpoint/webhook-request.js';
export { WhatsAppSignatureGuard } from './endpoint/whatsapp-signature.guard.js';
export type {
  CallEvent,
  CallStatusEvent,
  FieldEvent,
  FieldEventOf,
  InboundEvent,
  InboundEventBase,
  InboundMessageEvent,
  MessageStatusEvent,
  UnlistedFieldEvent,
  WebhookErrorEvent,
} from './events/inbound-event.js';
export {
  HandlerAbandonedError,
  HandlerTimedOutError,
  type DeadLetter,
  type HandlerFailure,
} from './intake/handler-failure.js';
export type { HandlerOutcome, InboundHandler } from './intake/inbound-handler.js';
export { InboundHandlerRegistry } from './intake/inbound-handler-registry.js';
export * from './payload/index.js';
export type { MessageForgetter } from './deletions/message-forgetters.js';
export type { EventOfUser } from './events/user-of-event.js';
export type { OfAccount, UserReference } from './users/user-reference.js';
export { WhatsAppUsersService, type UserExport } from './users/whatsapp-users.service.js';
export { WhatsAppWebhooksService, type WebhookHandshake } from './endpoint/whatsapp-webhooks.service.js';
export { WebhookVerifier } from './endpoint/webhook-verifier.js';
