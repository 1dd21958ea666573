export type { ActionResult, PersonAction, PersonMessage } from './actions.js';
export type { SimulatorEvent } from './events.js';
export type { FaultKind, FaultView, NewFault } from './faults.js';
export type {
  ButtonView,
  MessageFailure,
  MessageState,
  MessageStep,
  MessageView,
  QuoteView,
  ReactionView,
  RenderedTemplateView,
} from './messages.js';
export type { ConversationView, Device, NewPerson, PersonChanges, PersonView } from './people.js';
export type {
  BusinessNumberView,
  ClockView,
  FlowExchangeOrder,
  FlowExchangeResult,
  GroupView,
  RefusedRequestView,
  RuleName,
  RulesView,
  StateView,
  TemplateReview,
  TemplateView,
} from './state.js';
export type { SubscriptionView, WebhookAttemptView, WebhookView } from './webhooks.js';
