import { CallSignalling } from '../services/call-signalling.js';
import { conversationOf } from '../conversations/conversation.js';
import type { MessageLifecycle } from '../services/message-lifecycle.js';
import type { PhoneNumberEntry } from '../numbers/phone-number-book.js';
import type { Person } from '../people/person.js';
import type { SimulatorState } from '../state/simulator-state.js';
import type { WebhookSink } from '../webhooks/webhook-sink.js';
import { isInGroup, type ActionContext } from './action-context.js';
import { ActionError } from '../errors/action.error.js';
import {
  answerCallPermission,
  chooseRow,
  pressButton,
  shareContactInfo,
  submitAddress,
  submitFlow,
} from './answers.js';
import { answerCall, ring } from './call-actions.js';
import { setMarketing } from './consent-actions.js';
import { freeMessage } from './free-messages.js';
import { changeIdentity, changeNumber, changeUserId } from './identity-actions.js';
import { InboundMessages, type Inbound } from './inbound-messages.js';
import { edit, react, revoke } from './message-changes.js';
import type { Action, ActionOutcome } from './person-action.js';

/** Lets people act. */
export class PersonActor {
  readonly inbound: InboundMessages;
  readonly calls: CallSignalling;

  constructor(
    private readonly state: SimulatorState,
    private readonly lifecycle: MessageLifecycle,
    private readonly sink: WebhookSink,
  ) {
    this.inbound = new InboundMessages(state, sink);
    this.calls = new CallSignalling(state, sink);
  }

  /**
   * Resolves when the webhooks about it had their first try.
   * @throws ActionError where a person cannot do that
   */
  async act(person: Person, number: PhoneNumberEntry, action: Action): Promise<ActionOutcome> {
    const context: ActionContext = { state: this.state, person, number };
    switch (action.action) {
      case 'read':
        if (action.groupId === undefined)
          await this.lifecycle.read(person, number.number.id, action.messageId);
        else await this.lifecycle.readGroup(person, action.groupId);
        return { webhookIds: [] };
      case 'block':
      case 'unblock':
        return this.setBlocked(context, action.action === 'block');
      case 'stop_marketing':
        return { webhookIds: await setMarketing(context, 'stop', this.sink) };
      case 'resume_marketing':
        return { webhookIds: await setMarketing(context, 'resume', this.sink) };
      case 'change_number':
        return { webhookIds: await changeNumber(context, action, this.sink) };
      case 'change_user_id':
        return { webhookIds: await changeUserId(context, action, this.sink) };
      case 'change_identity':
        return { webhookIds: await changeIdentity(context, this.sink) };
      case 'call':
        return ring(context, action, this.calls);
      case 'accept_call':
      case 'reject_call':
      case 'end_call':
        return answerCall(context, action, this.calls);
      case 'send':
      case 'press_button':
      case 'choose_row':
      case 'submit_flow':
      case 'submit_address':
      case 'answer_call_permission':
      case 'share_contact_info':
      case 'react':
      case 'edit':
      case 'revoke':
        break;
    }
    return this.inbound.send(person, number, {
      ...inboundOf(context, action),
      groupId: groupOf(context, action),
    });
  }

  /** While blocked the business sees `sent` only; what was sent meanwhile never comes. */
  private setBlocked({ state, person, number }: ActionContext, blocked: boolean): ActionOutcome {
    conversationOf(person, number.number.id).blocksBusiness = blocked;
    state.events.tell({ name: 'person', about: person });
    return { webhookIds: [] };
  }
}

type MessageAction = Extract<
  Action,
  {
    readonly action:
      | 'send'
      | 'press_button'
      | 'choose_row'
      | 'submit_flow'
      | 'submit_address'
      | 'answer_call_permission'
      | 'share_contact_info'
      | 'react'
      | 'edit'
      | 'revoke';
  }
>;

/** The group that an action is about: the named one, or that of the message. @throws ActionError for who is not in it */
function groupOf({ state, person }: ActionContext, action: MessageAction): string | undefined {
  const messageId = action.action === 'send' ? action.replyTo : action.messageId;
  const named = action.action === 'send' ? action.groupId : undefined;
  const groupId = named ?? state.history.get(messageId ?? '')?.groupId;
  if (groupId === undefined || isInGroup(state, person, groupId)) return groupId;
  throw new ActionError(`${person.name} is not in the group ${groupId}.`);
}

function inboundOf(context: ActionContext, action: MessageAction): Inbound {
  switch (action.action) {
    case 'send':
      return freeMessage(context, action);
    case 'press_button':
      return pressButton(context, action);
    case 'choose_row':
      return chooseRow(context, action);
    case 'submit_flow':
      return submitFlow(context, action);
    case 'submit_address':
      return submitAddress(context, action);
    case 'answer_call_permission':
      return answerCallPermission(context, action);
    case 'share_contact_info':
      return shareContactInfo(context, action);
    case 'react':
      return react(context, action);
    case 'edit':
      return edit(context, action);
    case 'revoke':
      break;
  }
  return revoke(context, action);
}
