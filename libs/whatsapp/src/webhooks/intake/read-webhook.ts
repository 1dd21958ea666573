import { decodeCallbackData } from '../../messages/index.js';
import type {
  CallEvent,
  CallStatusEvent,
  InboundEvent,
  InboundEventBase,
  InboundMessageEvent,
  MessageStatusEvent,
  WebhookErrorEvent,
} from '../inbound-event.js';
import type {
  InboundCall,
  InboundCallStatus,
  InboundContact,
  InboundMessage,
  MessageStatus,
  WebhookChange,
} from '../payload/index.js';
import { completed, contactOf } from './contact-of.js';
import type { ConversationParty } from './conversation-key.js';
import { callKey, callStatusKey, changeKey, messageKey, statusKey } from './event-keys.js';
import { fieldOf, isFieldEvent, keyOfField, userOfField, type FieldDraft } from './field-updates.js';
import {
  holdsOthers,
  isCall,
  isCallStatus,
  isChange,
  isContact,
  isError,
  isMessage,
  isMetadata,
  isRecord,
  isStatus,
  isText,
  itemsOf,
} from '../payload/payload-guards.js';

type Unresolved<Event> = Event extends InboundEvent ? Omit<Event, 'account' | 'conversation'> : never;

/** An event before its account and conversation have been looked up. */
export interface ReadUpdate {
  readonly event: Unresolved<InboundEvent>;
  /** Whom the business speaks with; absent where the event belongs to no conversation. */
  readonly party?: ConversationParty;
  /** The user who wrote, whose ids belong together; in a group the participant. */
  readonly user?: ConversationParty;
}

/** One change and where it stands. */
interface ChangeContext {
  readonly common: Omit<InboundEventBase, 'account' | 'conversation' | 'key' | 'timestamp'>;
  readonly change: WebhookChange;
  readonly contacts: readonly InboundContact[];
  readonly entryTime: unknown;
  /** The time of arrival, where Meta gives none. */
  readonly now: number;
  /** The key of the change as a whole; worked out only where it is needed, and then once. */
  readonly key: () => string;
}

/**
 * Takes the body of a webhook apart: one event for each message, status, call and error, and one for each change of any other
 * field. It never throws: what is not as Meta documents it gives an event of its field, or none.
 */
export function readWebhook(body: unknown, now: number, bodyKey: () => string): ReadUpdate[] {
  if (!isRecord(body) || body['object'] !== 'whatsapp_business_account') return [];
  return itemsOf(body['entry'], isRecord).flatMap((entry, entryIndex) =>
    itemsOf(entry['changes'], isChange).flatMap((change, changeIndex) => {
      const entryId = isText(entry['id']) || typeof entry['id'] === 'number' ? String(entry['id']) : '';
      const { metadata, contacts } = partsOf(change);
      let changeHash: string | undefined;
      return readChange({
        common: { field: change.field, businessAccountId: entryId, metadata, change },
        change,
        contacts,
        entryTime: entry['time'],
        now,
        key: () =>
          (changeHash ??= changeKey(
            entryId,
            entry['time'],
            change,
            () => `${bodyKey()}:${entryIndex}:${changeIndex}`,
          )),
      });
    }),
  );
}

function partsOf({
  value,
}: WebhookChange): Pick<InboundEventBase, 'metadata'> & Pick<ChangeContext, 'contacts'> {
  const parts: Readonly<Record<string, unknown>> = { ...value };
  return {
    metadata: isMetadata(parts['metadata']) ? parts['metadata'] : undefined,
    contacts: itemsOf(parts['contacts'], isContact),
  };
}

function readChange(context: ChangeContext): ReadUpdate[] {
  const { change } = context;
  if (change.field === 'messages' || change.field === 'calls') {
    const parts: Readonly<Record<string, unknown>> = { ...change.value };
    const isOfCalls = change.field === 'calls';
    const updates = [
      ...itemsOf(parts['messages'], isMessage).map((message) => readMessage(context, message)),
      ...(isOfCalls
        ? itemsOf(parts['statuses'], isCallStatus).map((status) => readCallStatus(context, status))
        : itemsOf(parts['statuses'], isStatus).map((status) => readStatus(context, status))),
      ...itemsOf(parts['calls'], isCall).map((call) => readCall(context, call)),
      ...readErrors(context, parts['errors']),
    ];
    const isAllRead =
      !holdsOthers(parts['messages'], isMessage) &&
      !holdsOthers(parts['statuses'], isOfCalls ? isCallStatus : isStatus) &&
      !holdsOthers(parts['calls'], isCall) &&
      !holdsOthers(parts['errors'], isError);
    // What could not be read must not be lost: the change as a whole tells of it.
    if (updates.length > 0 && !isAllRead) return [...updates, readField(context)];
    if (updates.length > 0) return updates;
  }
  return [readField(context)];
}

function readMessage(context: ChangeContext, message: InboundMessage): ReadUpdate {
  const named = { userId: message.from_user_id, waId: message.from };
  const contact = contactOf(context.contacts, named);
  const user = completed(named, contact);
  const event: Unresolved<InboundMessageEvent> = {
    ...context.common,
    kind: 'message',
    key: messageKey(message),
    timestamp: milliseconds(message.timestamp, context.now),
    message,
    contact,
  };
  return { event, user, party: completed({ ...user, groupId: message.group_id }, undefined) };
}

function readStatus(context: ChangeContext, given: MessageStatus): ReadUpdate {
  const inGroup = given.recipient_type === 'group';
  const named = inGroup
    ? { userId: given.recipient_participant_user_id, waId: given.recipient_participant_id }
    : { userId: given.recipient_user_id, waId: given.recipient_id };
  const contact = contactOf(context.contacts, named);
  const user = completed(named, contact);
  const { correlationId, status } = withoutCorrelation(given);
  const event: Unresolved<MessageStatusEvent> = {
    ...context.common,
    kind: 'status',
    key: statusKey(given),
    timestamp: milliseconds(given.timestamp, context.now),
    status,
    correlationId,
    contact,
  };
  return { event, user, party: inGroup ? completed({ groupId: given.recipient_id }, undefined) : user };
}

/** What the library put beside the caller's value is not the caller's business. */
function withoutCorrelation(given: MessageStatus): { status: MessageStatus; correlationId?: string } {
  const joined: unknown = given.biz_opaque_callback_data;
  if (typeof joined !== 'string') return { status: given };
  const { correlationId, callbackData } = decodeCallbackData(joined);
  if (correlationId === undefined) return { status: given };
  const { biz_opaque_callback_data: _joined, ...rest } = given;
  const status = callbackData === undefined ? rest : { ...rest, biz_opaque_callback_data: callbackData };
  return { status, correlationId };
}

function readCall(context: ChangeContext, call: InboundCall): ReadUpdate {
  const named =
    call.direction === 'BUSINESS_INITIATED'
      ? { userId: call.to_user_id, waId: call.to }
      : { userId: call.from_user_id, waId: call.from };
  const contact = contactOf(context.contacts, named);
  const user = completed(named, contact);
  const event: Unresolved<CallEvent> = {
    ...context.common,
    kind: 'call',
    key: callKey(call),
    timestamp: milliseconds(call.timestamp, context.now),
    call,
    contact,
  };
  return { event, user, party: user };
}

function readCallStatus(context: ChangeContext, status: InboundCallStatus): ReadUpdate {
  const named = { userId: status.recipient_user_id, waId: status.recipient_id };
  const user = completed(named, contactOf(context.contacts, named));
  const event: Unresolved<CallStatusEvent> = {
    ...context.common,
    kind: 'call-status',
    key: callStatusKey(status),
    timestamp: milliseconds(status.timestamp, context.now),
    status,
  };
  return { event, user, party: user };
}

function readErrors(context: ChangeContext, errors: unknown): ReadUpdate[] {
  return itemsOf(errors, isError).map((error, index) => {
    const event: Unresolved<WebhookErrorEvent> = {
      ...context.common,
      kind: 'error',
      key: `error:${context.key()}:${index}`,
      timestamp: milliseconds(context.entryTime, context.now),
      error,
    };
    return { event };
  });
}

function readField(context: ChangeContext): ReadUpdate {
  const { change, entryTime } = context;
  const user = userOfField(change);
  const draft: FieldDraft = {
    ...context.common,
    kind: 'field',
    key: keyOfField(change, entryTime) ?? context.key(),
    timestamp: milliseconds(entryTime, context.now),
    field: fieldOf(change),
    value: change.value,
  };
  if (!isFieldEvent(draft)) throw new TypeError('the event of a field is one of a field');
  return { event: draft, user, party: user };
}

/** The latest and, negative, the earliest time that a `Date` can hold. */
const latestTime = 8.64e15;

/** Meta writes UNIX seconds, as text or as a number. */
function milliseconds(seconds: unknown, otherwise: number): number {
  const value = typeof seconds === 'string' && seconds !== '' ? Number(seconds) : seconds;
  return typeof value === 'number' && Math.abs(value * 1000) <= latestTime ? value * 1000 : otherwise;
}
