import { conversationOf, SERVICE_WINDOW_MS } from '../conversations/conversation.js';
import type { MessageRecord } from '../history/message-record.js';
import type { PhoneNumberEntry } from '../numbers/phone-number-book.js';
import { contactOf, seconds, senderOf, visibleWaId } from '../payloads/identity.js';
import { messageValue } from '../payloads/message-value.js';
import type { Person } from '../people/person.js';
import type { SimulatorState } from '../state/simulator-state.js';
import type { WebhookSink } from '../webhooks/webhook-sink.js';

/** The types that the API reports in groups; everything else is unsupported there. */
const GROUP_TYPES = new Set([
  'text',
  'image',
  'video',
  'audio',
  'document',
  'sticker',
  'button',
  'reaction',
  'edit',
  'revoke',
]);
const UNSUPPORTED_IN_GROUPS = {
  code: 130501,
  title: 'Message type is not currently supported',
  message: 'Message type is not currently supported',
  error_data: { details: 'Message type is not currently supported in groups.' },
};

/** A message on its way from a person to the business. */
export interface Inbound {
  readonly type: string;
  /** The content that stands under the type. */
  readonly content: unknown;
  readonly quotes?: string | undefined;
  /** The group it is written in. */
  readonly groupId?: string | undefined;
  /** Further members of `context`: forwarded, referred_product. */
  readonly context?: Readonly<Record<string, unknown>> | undefined;
  /** Further members of the message: `referral`, `errors`, … */
  readonly further?: Readonly<Record<string, unknown>> | undefined;
  /** Whether it opens the service window and shows as a bubble; an edit or a reaction shows on another one. */
  readonly bubble?: boolean | undefined;
}

/** The result. */
export interface InboundResult {
  readonly messageId: string;
  readonly webhookIds: readonly string[];
}

/** Brings what people send to the business: window, history, webhook. */
export class InboundMessages {
  constructor(
    private readonly state: SimulatorState,
    private readonly sink: WebhookSink,
  ) {}

  /** Resolves when the webhook had its first try. Whom the business has blocked it does not hear. */
  async send(person: Person, number: PhoneNumberEntry, inbound: Inbound): Promise<InboundResult> {
    const { state } = this;
    const phoneNumberId = number.number.id;
    const now = state.clock.now();
    const record = recordOf(
      state.ids.message(person.waId ?? person.userId),
      phoneNumberId,
      person,
      inbound,
      now,
    );
    if (inbound.bubble !== false) {
      state.history.add(record);
      state.events.tell({ name: 'message', about: record });
    }
    if (inbound.groupId === undefined) {
      const conversation = conversationOf(person, phoneNumberId);
      if (conversation.blockedByBusiness) return { messageId: record.id, webhookIds: [] };
      conversation.windowUntil = now + SERVICE_WINDOW_MS;
      conversation.lastMessageAt = now;
    }
    state.traffic.note(phoneNumberId, now);
    state.events.tell({ name: 'person', about: person });
    const webhookIds = await this.sink.send({
      field: 'messages',
      value: messageValue(number, {
        contacts: [contactOf(person)],
        messages: [messageOf(record, inbound, this.senderOfQuoted(record, number))],
      }),
      phoneNumberId,
      messageIds: [record.id],
      summary: `${inbound.type} from ${person.name}`,
    });
    return { messageId: record.id, webhookIds };
  }

  /** Returns the author of the quoted message; `undefined` where the number is not to be told. */
  private senderOfQuoted({ quotes }: MessageRecord, number: PhoneNumberEntry): string | undefined {
    const quoted = this.state.history.get(quotes ?? '');
    return quoted?.direction === 'inbound' ? visibleWaId(quoted.person) : number.digits;
  }
}

function recordOf(
  id: string,
  phoneNumberId: string,
  person: Person,
  inbound: Inbound,
  now: number,
): MessageRecord {
  return {
    id,
    direction: 'inbound',
    phoneNumberId,
    person,
    ...(inbound.groupId === undefined ? {} : { groupId: inbound.groupId }),
    type: inbound.type,
    content: inbound.content,
    at: now,
    state: 'received',
    steps: [{ state: 'received', at: now }],
    quotes: inbound.quotes,
    reactions: {},
    edited: false,
    revoked: false,
    forwarded: inbound.context?.['forwarded'] === true || inbound.context?.['frequently_forwarded'] === true,
    webhookIds: [],
    expiresAt: Infinity,
  };
}

function messageOf(
  record: MessageRecord,
  inbound: Inbound,
  senderOfQuoted: string | undefined,
): Readonly<Record<string, unknown>> {
  const { quotes, context, groupId } = inbound;
  const { type, content, further } = groupId === undefined ? inbound : toldInGroup(inbound);
  const hasContext = quotes !== undefined || (context !== undefined && Object.keys(context).length > 0);
  const from = senderOfQuoted === undefined ? {} : { from: senderOfQuoted };
  return {
    ...(hasContext
      ? { context: { ...(quotes === undefined ? {} : { ...from, id: quotes }), ...context } }
      : {}),
    ...senderOf(record.person),
    id: record.id,
    ...(groupId === undefined ? {} : { group_id: groupId }),
    timestamp: seconds(record.at),
    type,
    ...(content === undefined ? {} : { [type]: content }),
    ...further,
  };
}

function toldInGroup(inbound: Inbound): Pick<Inbound, 'type' | 'content' | 'further'> {
  if (GROUP_TYPES.has(inbound.type)) return inbound;
  return {
    type: 'unsupported',
    content: { type: inbound.type },
    further: { errors: [UNSUPPORTED_IN_GROUPS] },
  };
}
