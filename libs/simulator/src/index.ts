export { WhatsAppSimulator, type InboundText } from './whatsapp-simulator.js';
export type { WhatsAppSimulatorOptions } from './simulator-options.js';
export type { SimulatorLogger } from './common/logger.js';
export { SimulatorControl } from './control/features/simulator-control.js';
export type { ControlAction } from './control/features/control-action.js';
export { ControlError } from './control/features/control.error.js';
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
export type { GraphRouteName } from './http/graph/routing/graph-router.js';
export type { MessageEndpoint, MessageRequest } from './engine/messages/message-request.js';
export type { StatusDelays } from './engine/people/status-delays.js';
export type { PersonDevice, SimulatedPerson } from './engine/people/person.js';
export type {
  SimulatedPhoneNumber,
  SimulatedPhoneNumberOptions,
  ThroughputLevel,
} from './engine/numbers/phone-number.js';
export type { RecipientAddress } from './engine/messages/recipient-address.js';
export type { RulesOption, RuleSwitches } from './engine/state/rule-switches.js';
export type { SimulatorSnapshot } from './engine/snapshot/simulator-snapshot.js';
export type { SimulatedTemplate } from './engine/templates/template-definition.js';
export type { TemplateReviewOptions } from './engine/services/template-reviews.js';
export type { WebhookBatchOptions } from './http/webhooks/webhook-batches.js';
export type {
  WebhookAttempt,
  WebhookDelivery,
  WebhookDeliveryState,
} from './http/webhooks/webhook-delivery.js';
export type { WebhookRetryOptions } from './http/webhooks/webhook-outbox.js';
export type { WebhookSubscriptionOptions } from './http/webhooks/webhook-subscription.js';
export type { WebhookVerification } from './http/webhooks/verify-webhook.js';
