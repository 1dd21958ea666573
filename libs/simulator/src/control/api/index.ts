export type { ActionResult, PersonAction, PersonMessage } from './actions.js';
export type { SimulatorEvent } from './events.js';
export type { CallView } from './calls.js';
export type { FaultKind, FaultView, NewFault } from './faults.js';
export type { GroupNoticeView, GroupView } from './groups.js';
export type {
  ButtonView,
  MessageFailure,
  MessageState,
  MessageStep,
  MessageView,
  QuoteView,
  ReactionView,
  ReceiptView,
  RenderedTemplateView,
} from './messages.js';
export type { ConversationView, Device, NewPerson, PersonChanges, PersonView } from './people.js';
export type {
  BusinessNumberChanges,
  BusinessNumberView,
  ClockView,
  FlowExchangeOrder,
  FlowExchangeResult,
  FlowView,
  RefusedRequestView,
  RuleName,
  RulesView,
  StateView,
  TemplateReview,
  TemplateView,
} from './state.js';
export type { SubscriptionView, WebhookAttemptView, WebhookView } from './webhooks.js';
