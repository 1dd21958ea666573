export { WhatsAppSimulator, type InboundText } from './whatsapp-simulator.js';
export type { WhatsAppSimulatorOptions } from './simulator-options.js';
export type { SimulatorLogger } from './logger.js';
export type { AcceptedMessage, AcceptedReadReceipt } from './engine/accepted-message.js';
export type { PlannedFault } from './engine/fault-plan.js';
export type { MessageEndpoint, MessageRequest } from './engine/message-request.js';
export type { StatusDelays } from './engine/message-status.js';
export type { SimulatedPerson } from './engine/person.js';
export type {
  SimulatedPhoneNumber,
  SimulatedPhoneNumberOptions,
  ThroughputLevel,
} from './engine/phone-number.js';
export type { RecipientAddress } from './engine/recipient-address.js';
export type {
  WebhookAttempt,
  WebhookDelivery,
  WebhookDeliveryState,
} from './http/webhooks/webhook-delivery.js';
export type { WebhookRetryOptions } from './http/webhooks/webhook-outbox.js';
export type { WebhookVerification } from './http/webhooks/verify-webhook.js';
