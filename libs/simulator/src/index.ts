export { WhatsAppSimulator, type InboundText } from './whatsapp-simulator.js';
export type { WhatsAppSimulatorOptions } from './simulator-options.js';
export type { SimulatorLogger } from './logger.js';
export { SimulatorControl } from './control/simulator-control.js';
export type { ControlAction } from './control/control-action.js';
export { ControlError } from './control/control.error.js';
export type * from './control/api/index.js';
export {
  createSimulatorClient,
  SimulatorRequestError,
  type MessagesQuery,
  type SimulatorClient,
  type SimulatorClientOptions,
} from './control/client/index.js';
export type { AcceptedMessage, AcceptedReadReceipt } from './engine/messages/accepted-message.js';
export type { FurtherAccount } from './engine/account/further-account.js';
export type { FaultOrder, PlannedFault } from './engine/faults/fault-order.js';
export type { GraphRouteName } from './http/graph/graph-router.js';
export type { MessageEndpoint, MessageRequest } from './engine/messages/message-request.js';
export type { StatusDelays } from './engine/messages/message-status.js';
export type { PersonDevice, SimulatedPerson } from './engine/people/person.js';
export type {
  SimulatedPhoneNumber,
  SimulatedPhoneNumberOptions,
  ThroughputLevel,
} from './engine/numbers/phone-number.js';
export type { RecipientAddress } from './engine/messages/recipient-address.js';
export type { RulesOption, RuleSwitches } from './engine/rules/rule-switches.js';
export type { SimulatorSnapshot } from './engine/snapshot/simulator-snapshot.js';
export type { SimulatedTemplate } from './engine/templates/template-definition.js';
export type { TemplateReviewOptions } from './engine/templates/template-reviews.js';
export type { WebhookBatchOptions } from './http/webhooks/webhook-batches.js';
export type {
  WebhookAttempt,
  WebhookDelivery,
  WebhookDeliveryState,
} from './http/webhooks/webhook-delivery.js';
export type { WebhookRetryOptions } from './http/webhooks/webhook-outbox.js';
export type { WebhookSubscriptionOptions } from './http/webhooks/webhook-subscription.js';
export type { WebhookVerification } from './http/webhooks/verify-webhook.js';
