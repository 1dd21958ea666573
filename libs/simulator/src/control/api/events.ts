import type { CallView } from './calls.js';
import type { FaultView } from './faults.js';
import type { GroupView } from './groups.js';
import type { MessageView } from './messages.js';
import type { PersonView } from './people.js';
import type { ClockView, RefusedRequestView, RulesView, TemplateView } from './state.js';
import type { SubscriptionView, WebhookView } from './webhooks.js';

/** The events of `/simulator/events`, by `type`. Each carries the whole new state of its subject. */
export type SimulatorEvent =
  /** The first one on every connection. Fetch the state anew: what happened before is not told. */
  | { readonly type: 'hello'; readonly clock: ClockView }
  /** A message was accepted, or a person sent one. */
  | { readonly type: 'message'; readonly message: MessageView }
  /** A message has a new status, reaction, edit, or has been revoked. */
  | { readonly type: 'message_updated'; readonly message: MessageView }
  /** A webhook goes out, or an attempt has ended. */
  | { readonly type: 'webhook'; readonly webhook: WebhookView }
  /** A person was added or changed, or the conversation with them (window, typing, blocks). */
  | { readonly type: 'person'; readonly person: PersonView }
  | { readonly type: 'person_removed'; readonly personId: string }
  /** A call began, was answered or ended. */
  | { readonly type: 'call'; readonly call: CallView }
  /** A group was opened or changed, or somebody came or left. */
  | { readonly type: 'group'; readonly group: GroupView }
  | { readonly type: 'group_removed'; readonly groupId: string }
  | { readonly type: 'clock'; readonly clock: ClockView }
  | { readonly type: 'faults'; readonly faults: readonly FaultView[] }
  | { readonly type: 'rules'; readonly rules: RulesView }
  | { readonly type: 'template'; readonly template: TemplateView }
  | { readonly type: 'template_removed'; readonly templateId: string }
  | { readonly type: 'subscriptions'; readonly subscriptions: readonly SubscriptionView[] }
  /** A Graph call was refused. */
  | { readonly type: 'refused'; readonly refused: RefusedRequestView }
  /** The whole state was replaced: fetch everything anew. */
  | { readonly type: 'imported' };
