import { millisecondsOrNone } from '../../common/internal.js';
import { decodeCallbackData } from '../../messages/index.js';
import type {
  CallEvent,
  CallStatusEvent,
  InboundEvent,
  InboundEventBase,
  InboundMessageEvent,
  MessageStatusEvent,
  WebhookErrorEvent,
} from '../events/inbound-event.js';
import type {
  InboundCall,
  InboundCallStatus,
  InboundContact,
  InboundMessage,
  MessageStatus,
  WebhookError,
} from '../payload/index.js';
import type { ContactBook } from '../events/contact-book.js';
import {
  callerOf,
  changedIds,
  groupOf,
  groupOfStatus,
  isOfGroup,
  namedIn,
  recipientOf,
  writerOf,
} from '../events/ids-of-item.js';
import { completed } from '../../users/internal.js';
import type { UserIds } from '../../users/index.js';
import type { ConversationParty } from './conversation-key.js';
import { callKey, callStatusKey, messageKey, statusKey } from './event-keys.js';
import { timeOfValue } from './event-time.js';
import { fieldOf, isFieldEvent, keyOfField, type FieldDraft } from './field-updates.js';
import { partiesOfValue } from './parties-of-value.js';

type Unresolved<Event> = Event extends InboundEvent ? Omit<Event, 'account' | 'conversation'> : never;

/** An event before its account and conversation have been looked up. */
export interface ReadUpdate {
  readonly event: Unresolved<InboundEvent>;
  /** The other side of the conversation; absent where the event belongs to no conversation, or to several. */
  readonly party?: ConversationParty;
  /** The other conversations in whose order it must be handled. */
  readonly others?: readonly ConversationParty[];
  /** Users of whom it tells several ids, and nothing beside it says otherwise. */
  readonly users?: readonly UserIds[];
}

/** One change and where it stands. */
export interface ChangeContext {
  readonly common: Omit<InboundEventBase, 'account' | 'conversation' | 'key' | 'timestamp'>;
  /** The change's value, where it is an object. */
  readonly value: Readonly<Record<string, unknown>>;
  readonly book: ContactBook;
  readonly entryTime: unknown;
  /** The time of arrival, where Meta gives none. */
  readonly now: number;
  /** The key of the change as a whole; worked out only where it is needed, and then once. */
  readonly key: () => string;
}

/** Reads a message of a user. */
export function readMessage(context: ChangeContext, message: InboundMessage): ReadUpdate {
  const { book } = context;
  const named = writerOf(message);
  const contact = book.of(named);
  const user = completed(named, contact && namedIn(contact));
  const groupId = groupOf(message);
  // From now on the user has other ids: the old ones need not be known to belong together.
  const changed = message.type === 'system' ? changedIds(message) : undefined;
  const event: Unresolved<InboundMessageEvent> = {
    ...context.common,
    kind: 'message',
    key: messageKey(message),
    timestamp: millisecondsOrNone(message.timestamp) ?? context.now,
    message,
    contact,
  };
  return {
    event,
    party: groupId === undefined ? user : { groupId },
    others: changed && [changed],
    users: changed
      ? [...(uncontested(book, changed) ?? []), ...phoneOf(user)]
      : uncontested(book, user, contact),
  };
}

/** Reads a status of a message. */
export function readStatus(context: ChangeContext, given: MessageStatus): ReadUpdate {
  const { book } = context;
  const named = recipientOf(given);
  const contact = book.of(named);
  const user = completed(named, contact && namedIn(contact));
  const { correlationId, status } = withoutCorrelation(given);
  const event: Unresolved<MessageStatusEvent> = {
    ...context.common,
    kind: 'status',
    key: statusKey(given),
    timestamp: millisecondsOrNone(given.timestamp) ?? context.now,
    status,
    correlationId,
    contact,
  };
  const users = uncontested(book, user, contact);
  return { event, party: isOfGroup(given) ? { groupId: groupOfStatus(given) } : user, users };
}

/** Removes the library's addition to the caller's value: it is not the caller's business. */
function withoutCorrelation(given: MessageStatus): { status: MessageStatus; correlationId?: string } {
  const joined: unknown = given.biz_opaque_callback_data;
  if (typeof joined !== 'string') return { status: given };
  const { correlationId, callbackData } = decodeCallbackData(joined);
  if (correlationId === undefined) return { status: given };
  const { biz_opaque_callback_data: _joined, ...rest } = given;
  const status = callbackData === undefined ? rest : { ...rest, biz_opaque_callback_data: callbackData };
  return { status, correlationId };
}

/** A call began or ended. */
export function readCall(context: ChangeContext, call: InboundCall): ReadUpdate {
  const { book } = context;
  const named = callerOf(call);
  const contact = book.of(named);
  const user = completed(named, contact && namedIn(contact));
  const event: Unresolved<CallEvent> = {
    ...context.common,
    kind: 'call',
    key: callKey(call),
    timestamp: millisecondsOrNone(call.timestamp) ?? context.now,
    call,
    contact,
  };
  return { event, party: user, users: uncontested(book, user, contact) };
}

/** A call of the business rings, or was taken or refused. */
export function readCallStatus(context: ChangeContext, status: InboundCallStatus): ReadUpdate {
  const { book } = context;
  const user = book.complete(recipientOf(status));
  const event: Unresolved<CallStatusEvent> = {
    ...context.common,
    kind: 'call-status',
    key: callStatusKey(status),
    timestamp: millisecondsOrNone(status.timestamp) ?? context.now,
    status,
  };
  return { event, party: user, users: uncontested(book, user) };
}

/** Reads an error that concerns no single item. */
export function readError(context: ChangeContext, error: WebhookError, index: number): ReadUpdate {
  const event: Unresolved<WebhookErrorEvent> = {
    ...context.common,
    kind: 'error',
    key: `error:${context.key()}:${index}`,
    timestamp: millisecondsOrNone(context.entryTime) ?? context.now,
    error,
  };
  return { event };
}

/** The change as a whole. */
export function readField(context: ChangeContext): ReadUpdate {
  const { common, value, entryTime, book } = context;
  const { party, others, users } = partiesOfValue(value, book);
  const draft: FieldDraft = {
    ...common,
    kind: 'field',
    key: keyOfField(common.field, value, entryTime) ?? context.key(),
    timestamp: timeOfValue(value) ?? millisecondsOrNone(entryTime) ?? context.now,
    field: fieldOf(common.field, value),
    value,
  };
  if (!isFieldEvent(draft)) throw new TypeError('the event of a field is one of a field');
  return { event: draft, party, others, users: users.filter((user) => !book.contradicts(user)) };
}

/** Returns the user that an item names for certain, also with the spelling of the number that the contact has. */
function uncontested(
  book: ContactBook,
  user: UserIds | undefined,
  contact?: InboundContact,
): readonly UserIds[] | undefined {
  if (user === undefined || book.contradicts(user)) return undefined;
  const waId = contact && namedIn(contact)?.waId;
  return waId === undefined || waId === user.waId ? [user] : [{ ...user, waId }, user];
}

/** A number that a user had until now was shown, but belongs to nobody's user id any more. */
function phoneOf(user: UserIds | undefined): readonly UserIds[] {
  return user?.waId === undefined ? [] : [{ waId: user.waId }];
}
