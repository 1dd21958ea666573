export { FakeClock, type FakeClockOptions } from './fake-clock.js';
export { storageContract } from './storage/storage-contract.js';
export { signWebhook } from './webhooks/sign-webhook.js';
export type { WebhookContactFixture, WebhookUser } from './webhooks/webhook-people.js';
export { webhookOf, type WebhookBodyFixture, type WebhookOrigin } from './webhooks/webhook-of.js';
export type { WebhookUpdate } from './webhooks/webhook-update.js';
export {
  buttonReply,
  failedStatus,
  fieldChange,
  inboundMessage,
  listReply,
  locationMessage,
  mediaMessage,
  messageStatus,
  reaction,
  textMessage,
  type WebhookMessageOptions,
  type WebhookStatusOptions,
} from './webhooks/webhook-updates.js';
