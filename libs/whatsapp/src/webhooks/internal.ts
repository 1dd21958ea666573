export { deletionsOf } from './deletions/deletions-of-event.js';
export { MessageForgetters, type MessageForgetter } from './deletions/message-forgetters.js';
export {
  createWebhookController,
  WEBHOOK_CONTROLLER_PATH,
  defaultWebhookPath,
} from './endpoint/create-webhook-controller.js';
export { webhookBodyReader } from './endpoint/webhook-body-reader.js';
export { WebhookEndpoint } from './endpoint/webhook-endpoint.js';
export { conversationKey, type ConversationParty } from './intake/conversation-key.js';
export type { HandlerTimeout } from './intake/handler-timeout.js';
export { HandlerTimeKeeper } from './intake/handler-time-keeper.js';
export { MessageInterceptors, type MessageInterceptor } from './intake/message-interceptors.js';
export { RunSlots } from './intake/run-slots.js';
export { errorCodesOf, errorsOf, failedWith } from './users/failed-with.js';
export { listOf } from './payload/payload-guards.js';
export { groupOfStatus, isOfGroup, namedIn, recipientOf } from './users/ids-of-item.js';
export { groupOfEvent, isEventOfUser, userOfEvent, type EventOfUser } from './users/user-of-event.js';
export { foldText, wordsOf } from './users/said.js';
export { webhookProviders } from './webhook-providers.js';
export {
  computeWebhookSignature,
  isWebhookSignature,
  SIGNATURE_HEADER,
} from './endpoint/webhook-signature.js';
