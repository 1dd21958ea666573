export { deletionsOf } from './deletions/deletions-of-event.js';
export { MessageForgetterRegistry, type MessageForgetter } from './deletions/message-forgetters.js';
export {
  createWebhookController,
  WEBHOOK_CONTROLLER_PATH,
  defaultWebhookPath,
} from './endpoint/create-webhook-controller.js';
export { webhookBodyReader } from './endpoint/webhook-body-reader.js';
export { WebhookEndpoint } from './endpoint/webhook-endpoint.js';
export { conversationKey, type ConversationParty } from './intake/conversation-key.js';
export type { HandlerTimeout } from './intake/handler-timeout.js';
export { HandlerRunner } from './intake/handler-runner.js';
export { InterceptorChain, type MessageInterceptor } from './intake/interceptor-chain.js';
export { Semaphore } from './intake/semaphore.js';
export { errorCodesOf, errorsOf, failedWith } from './events/failed-with.js';
export { listOf } from './payload/payload-guards.js';
export { groupOfStatus, isOfGroup, namedIn, recipientOf } from './events/ids-of-item.js';
export { groupOfEvent, isEventOfUser, userOfEvent, type EventOfUser } from './events/user-of-event.js';
export { foldText, wordsOf } from './events/message-text.js';
export { webhookProviders } from './webhook-providers.js';
export {
  computeWebhookSignature,
  isWebhookSignature,
  SIGNATURE_HEADER,
} from './endpoint/webhook-signature.js';
