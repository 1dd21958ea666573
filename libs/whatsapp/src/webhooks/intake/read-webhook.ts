import { idOrNone, isRecord, textOrNone } from '../../common/internal.js';
import type { WebhookChange } from '../payload/index.js';
import {
  holdsOthers,
  isCall,
  isCallStatus,
  isChange,
  isContact,
  isError,
  isFilled,
  isMessage,
  isMetadata,
  isStatus,
  itemsOf,
  listOf,
} from '../payload/payload-guards.js';
import { ContactBook } from '../events/contact-book.js';
import { changeKey } from './event-keys.js';
import {
  readCall,
  readCallStatus,
  readError,
  readField,
  readMessage,
  readStatus,
  type ChangeContext,
  type ReadUpdate,
} from './read-items.js';

/** A part of a body that is no event: another product's webhook, or no object where an entry or a change should be. */
export type Unread = 'object' | 'entry' | 'change';

/** An entry and its place in the body. */
interface EntryContext {
  readonly id: string;
  readonly time: unknown;
  readonly now: number;
  readonly bodyKey: () => string;
}

/** The fields that a value of `messages` or `calls` has beside its lists of items. */
const besideItems: ReadonlySet<string> = new Set(['messaging_product', 'metadata', 'contacts', 'errors']);
const itemLists: ReadonlySet<string> = new Set(['messages', 'statuses', 'calls']);
const listed: ReadonlySet<string> = new Set([...besideItems, ...itemLists]);

/**
 * Splits the body of a webhook: one event for each message, status, call and error, and one for
 * each change of any other field. It never throws: what is not as Meta documents it gives an event
 * of its field, and whatever no event can be made of is told to `skip`.
 */
export function readWebhook(
  body: unknown,
  now: number,
  bodyKey: () => string,
  skip: (what: Unread) => void = () => undefined,
): ReadUpdate[] {
  if (!isRecord(body) || body['object'] !== 'whatsapp_business_account') {
    skip('object');
    return [];
  }
  return objectsOf(body['entry'], isRecord, () => skip('entry')).flatMap(
    ({ id, time, changes }, entryIndex) =>
      objectsOf(changes, isChange, () => skip('change')).flatMap((change, changeIndex) =>
        readChange(change, {
          id: idOrNone(id) ?? '',
          time,
          now,
          bodyKey: () => `${bodyKey()}:${entryIndex}:${changeIndex}`,
        }),
      ),
  );
}

/** The objects of a list, or the one that stands in its place. */
function objectsOf<T>(value: unknown, is: (item: unknown) => item is T, skip: () => void): T[] {
  const list = listOf(value);
  const objects = list.filter((item) => is(item));
  if (objects.length < list.length || (list.length === 0 && !Array.isArray(value))) skip();
  return objects;
}

function readChange(change: WebhookChange, entry: EntryContext): ReadUpdate[] {
  const context = contextOf(change, entry);
  const { value } = context;
  const { field } = context.common;
  if (field !== 'messages' && field !== 'calls') return [readField(context)];
  const isOfCalls = field === 'calls';
  const { messages, statuses, calls, errors } = value;
  const updates = [
    ...itemsOf(messages, isMessage).map((message) => readMessage(context, message)),
    ...(isOfCalls
      ? itemsOf(statuses, isCallStatus).map((status) => readCallStatus(context, status))
      : itemsOf(statuses, isStatus).map((status) => readStatus(context, status))),
    ...itemsOf(calls, isCall).map((call) => readCall(context, call)),
    ...itemsOf(errors, isError).map((error, index) => readError(context, error, index)),
  ];
  const isAllRead =
    !holdsOthers(messages, isMessage) &&
    !holdsOthers(statuses, isOfCalls ? isCallStatus : isStatus) &&
    !holdsOthers(calls, isCall) &&
    !holdsOthers(errors, isError) &&
    !Object.keys(value).some((key) => !listed.has(key) && holdsItems(value[key]));
  // What could not be read must not be lost: the change as a whole tells of it.
  return updates.length > 0 && isAllRead ? updates : [...updates, readField(context)];
}

function contextOf(change: WebhookChange, { id, time, now, bodyKey }: EntryContext): ChangeContext {
  // The types of a change are Meta's promise.
  const given: { readonly field?: unknown; readonly value?: unknown } = change;
  const value = isRecord(given.value) ? given.value : {};
  const { metadata, contacts } = value;
  let key: string | undefined;
  return {
    common: {
      field: textOrNone(given.field) ?? '',
      businessAccountId: id,
      metadata: isMetadata(metadata) ? metadata : undefined,
      change,
    },
    value,
    book: new ContactBook(listOf(contacts).filter(isContact), itemCount(value)),
    entryTime: time,
    now,
    key: () => (key ??= changeKey(id, time, change, bodyKey)),
  };
}

/** Returns the number of items that a contact may belong to: errors are nobody's, and a chunk of the history has several threads. */
function itemCount(value: Readonly<Record<string, unknown>>): number {
  let count = 0;
  for (const key of Object.keys(value)) {
    const items = value[key];
    if (besideItems.has(key)) continue;
    if (key === 'history') for (const chunk of listOf(items)) count += threadCount(chunk);
    else if (Array.isArray(items)) count += items.length;
    else count += Number(itemLists.has(key) ? isFilled(items) : holdsItems(items));
  }
  return count;
}

function threadCount(chunk: unknown): number {
  return isRecord(chunk) && Array.isArray(chunk['threads']) ? chunk['threads'].length : 1;
}

function holdsItems(value: unknown): boolean {
  return typeof value === 'object' && isFilled(value);
}
