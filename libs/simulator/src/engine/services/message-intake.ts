import { isRecord, recordAt, recordsAt, textAt } from '../common/is-record.js';
import { conversationOf } from '../conversations/conversation.js';
import { GraphApiError } from '../errors/graph-api.error.js';
import { newReceipts } from '../groups/group-receipts.js';
import type { MessageRecord } from '../history/message-record.js';
import { priceOf } from '../messages/price.js';
import type { Person } from '../people/person.js';
import type { SendContext } from '../rules/send-rule.js';
import { admitByRules, failByRules } from '../rules/send-rules.js';
import type { SimulatorState } from '../state/simulator-state.js';
import { renderTemplate } from '../templates/render-template.js';
import type { TemplateDefinition } from '../templates/template-definition.js';
import type { AcceptedMessage } from '../messages/accepted-message.js';
import type { LateOutcome, MessageLifecycle } from './message-lifecycle.js';
import type { MessageEndpoint } from '../messages/message-request.js';
import { messageResponse, type MessageResponse } from '../messages/message-response.js';
import { markAsRead } from './read-receipt.js';
import { recipientAddress, type RecipientAddress } from '../messages/recipient-address.js';
import { RequestChecker } from '../messages/request-checker.js';
import { timeToLiveMs } from '../messages/time-to-live.js';

/** Types that may be sent to a group, after the groups guide. */
const GROUP_TYPES = new Set(['text', 'image', 'video', 'audio', 'document', 'sticker', 'template', 'pin']);
/** The Graph version of calls that name none. */
export const DEFAULT_GRAPH_VERSION = 24;

/**
 * One for all engines of the process: it knows nothing but Meta's schemas, and compiling them takes longest by far of
 * all that a simulator in a test does.
 */
const CHECKER = new RequestChecker();

/** Takes what is posted to the messages endpoints. */
export class MessageIntake {
  /** @param onAccepted told of each accepted message */
  constructor(
    private readonly state: SimulatorState,
    private readonly lifecycle: MessageLifecycle,
    private readonly onAccepted: (message: AcceptedMessage) => void,
  ) {}

  /**
   * Takes a message, or on `/messages` a read receipt.
   * @throws GraphApiError with Meta's code for the rule that the request breaks
   */
  post(
    phoneNumberId: string,
    endpoint: MessageEndpoint,
    body: unknown,
    graphVersion: number,
  ): MessageResponse | { readonly success: true } {
    const sender = this.state.phoneNumbers.get(phoneNumberId, 'POST');
    if (endpoint === 'messages' && isRecord(body) && (body['status'] ?? undefined) !== undefined) {
      return markAsRead(this.state, phoneNumberId, CHECKER.readReceipt(body));
    }
    const { type, request } = CHECKER.message(body, endpoint);
    const recipient = recipientAddress(request, sender, this.state.people);
    checkType(type, recipient);
    const person = this.personOf(recipient);
    const now = this.state.clock.now();
    const conversation = conversationOf(person, phoneNumberId);
    const template = type === 'template' ? this.templateOf(request) : undefined;
    const context: SendContext = {
      state: this.state,
      now,
      version: graphVersion,
      sender,
      endpoint,
      type,
      request,
      recipient,
      person,
      conversation,
      template,
      pricing: priceOf({
        template: type === 'template',
        category: template?.category,
        endpoint,
        recipient,
        windowOpen: conversation.windowUntil > now,
      }),
    };
    admitByRules(context);
    const message: AcceptedMessage = {
      id: this.state.ids.message(recipient.kind === 'phone' ? recipient.waId : recipient.input),
      type,
      endpoint,
      graphVersion,
      phoneNumberId,
      recipient,
      body: request,
      pricing: context.pricing,
      acceptedAt: new Date(now),
    };
    return this.accept(message, context);
  }

  private accept(message: AcceptedMessage, context: SendContext): MessageResponse {
    const { state, lifecycle } = this;
    const { template, person, conversation, now } = context;
    const held = template !== undefined && template.pacing !== 'none';
    const response = messageResponse(message, held);
    const record = recordOf(message, context, response);
    state.messages.add(message);
    state.history.add(record);
    const { groupId } = record;
    const group = groupId === undefined ? undefined : state.groups.find(groupId);
    if (groupId === undefined) {
      conversation.lastMessageAt = now;
      conversation.typingUntil = 0;
    } else if (group) {
      group.typingUntil = 0;
    }
    this.onAccepted(message);
    if (state.events.watched) {
      state.events.tell({ name: 'message', about: record });
      state.events.tell({ name: 'person', about: person });
      if (group) state.events.tell({ name: 'group', about: group });
    }
    if (held) {
      lifecycle.hold(record, template, () => this.lateFailure(this.asOfNow(context)));
    } else {
      const late = this.lateFailure(context);
      if (late === undefined) reactTo(record, state);
      lifecycle.start(record, late);
    }
    return response;
  }

  /** The same message, with what may have changed since it was sent. */
  private asOfNow(context: SendContext): SendContext {
    const { clock, phoneNumbers } = this.state;
    const sender = phoneNumbers.find(context.sender.number.id) ?? context.sender;
    return { ...context, now: clock.now(), sender };
  }

  private lateFailure(context: SendContext): LateOutcome {
    const ordered = this.state.faults.draw('failed_status', 'messages');
    if (ordered) return { code: ordered.code ?? 131000, details: ordered.details ?? 'Ordered as a fault.' };
    return failByRules(context);
  }

  private personOf(recipient: RecipientAddress): Person {
    const { people, groups } = this.state;
    if (recipient.kind === 'phone') return people.withWaId(recipient.waId);
    if (recipient.kind === 'user') return people.withUserId(recipient.userId);
    const [participant] = groups.find(recipient.groupId)?.participants ?? [];
    // A group that nobody has opened: rules that would refuse it are off, so somebody has to be in it.
    return participant ?? people.known[0] ?? people.withUserId(recipient.groupId);
  }

  private templateOf(request: Readonly<Record<string, unknown>>): TemplateDefinition | undefined {
    const template = recordAt(request, 'template');
    const language = textAt(recordAt(template, 'language'), 'code');
    return this.state.templates.find(textAt(template, 'name') ?? '', language ?? '');
  }
}

function checkType(type: string, recipient: RecipientAddress): void {
  if (recipient.kind === 'group' && !GROUP_TYPES.has(type)) {
    throw new GraphApiError({ code: 131051, details: `Type '${type}' cannot be sent to a group.` });
  }
  if (recipient.kind !== 'group' && type === 'pin') {
    throw new GraphApiError({
      code: 131009,
      details: 'Param recipient_type must be "group" for type \'pin\'.',
    });
  }
}

function recordOf(message: AcceptedMessage, context: SendContext, response: MessageResponse): MessageRecord {
  const { type, body, recipient } = message;
  const { state, now, template } = context;
  const components = recordsAt(recordAt(body, 'template'), 'components');
  return {
    id: message.id,
    direction: 'outbound',
    phoneNumberId: message.phoneNumberId,
    person: context.person,
    ...(recipient.kind === 'group'
      ? {
          groupId: recipient.groupId,
          receipts: newReceipts(membersOf(context, recipient.groupId)),
        }
      : {}),
    type,
    content: body[type],
    at: now,
    state: template !== undefined && template.pacing !== 'none' ? 'held' : 'accepted',
    steps: [{ state: 'accepted', at: now }],
    quotes: body.context?.message_id,
    reactions: {},
    edited: false,
    revoked: false,
    forwarded: false,
    rendered: template ? renderTemplate(template, components) : undefined,
    accepted: message,
    response,
    webhookIds: [],
    expiresAt: state.rules.timeToLive ? now + timeToLiveMs(template, message.endpoint) : Infinity,
  };
}

/** Returns the members of a group; of an empty one, where the rule that would refuse it is off, whoever stands in for them. */
function membersOf({ state, person }: SendContext, groupId: string): Iterable<Person> {
  const members = state.groups.find(groupId)?.participants;
  return members && members.size > 0 ? members : [person];
}

/** Puts a reaction under the message it is about. */
function reactTo(record: MessageRecord, state: SimulatorState): void {
  if (record.type !== 'reaction') return;
  const target = state.history.get(textAt(record.content, 'message_id') ?? '');
  if (!target) return;
  target.reactions.business = textAt(record.content, 'emoji') || undefined;
  state.events.tell({ name: 'messageUpdated', about: target });
}
