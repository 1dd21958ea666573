import { isRecord, textOrNone } from '../../common/internal.js';
import { readIds } from '../../users/internal.js';
import { listOf } from '../payload/payload-guards.js';
import type { ContactBook } from '../events/contact-book.js';
import {
  addresseeOf,
  callerOf,
  groupOf,
  groupOfStatus,
  isOfGroup,
  namedIn,
  recipientOf,
  updatedIds,
  writerOf,
} from '../events/ids-of-item.js';
import type { UserIds } from '../../users/index.js';
import { conversationKey, type ConversationParty } from './conversation-key.js';

type Item = Readonly<Record<string, unknown>>;

/** The users whom a change that is one event concerns. */
export interface PartiesOfValue {
  /** The other side of the conversation, where it is one. */
  readonly party?: ConversationParty;
  /** The other conversations that it has to do with. */
  readonly others: readonly ConversationParty[];
  /** Users of whom several ids are told. */
  readonly users: readonly UserIds[];
}

/** Returns the users whom the items of a value name: those of echoes, groups, preferences, changed ids and the history among them. */
export function partiesOfValue(value: Item, book: ContactBook): PartiesOfValue {
  const parties: ConversationParty[] = [];
  const others: ConversationParty[] = [];
  const users: UserIds[] = [];
  const add = (named: UserIds | undefined, group?: ConversationParty): void => {
    const user = book.complete(named);
    if (user) users.push(user);
    const party = group ?? user;
    if (party) parties.push(party);
  };
  for (const message of itemsAt(value, 'messages')) add(userOfMessage(message, value), groupIn(message));
  for (const echo of itemsAt(value, 'message_echoes')) add(addresseeOf(echo), groupIn(echo));
  for (const status of itemsAt(value, 'statuses')) {
    add(recipientOf(status), isOfGroup(status) ? { groupId: groupOfStatus(status) } : undefined);
  }
  for (const call of itemsAt(value, 'calls')) add(callerOf(call));
  for (const preference of itemsAt(value, 'user_preferences')) add(namedIn(preference));
  for (const update of itemsAt(value, 'user_id_update')) {
    const { before, now } = updatedIds(update);
    add(now);
    if (before) others.push(before);
  }
  for (const group of itemsAt(value, 'groups')) {
    const party = groupIn(group);
    if (party) parties.push(party);
    users.push(...participantsOf(group));
  }
  for (const chunk of itemsAt(value, 'history')) {
    for (const thread of itemsAt(chunk, 'threads')) add(userOfThread(thread, value));
  }
  const [first, ...rest] = parties;
  const isOne = first !== undefined && new Set(parties.map((party) => conversationKey('', party))).size === 1;
  return { party: isOne ? first : undefined, others: [...(isOne ? rest : parties), ...others], users };
}

function groupIn(item: Item): ConversationParty | undefined {
  const groupId = groupOf(item);
  return groupId === undefined ? undefined : { groupId };
}

function itemsAt(value: Item, key: string): Item[] {
  return listOf(value[key]).filter(isRecord);
}

/** Returns the user of a message that was exchanged before, or elsewhere: the business may have written it. */
function userOfMessage(message: Item, { metadata }: Item): UserIds | undefined {
  const addressee = addresseeOf(message);
  if (addressee) return addressee;
  const writer = writerOf(message);
  const own = isRecord(metadata)
    ? textOrNone(metadata['display_phone_number'])?.replace(/\D/g, '')
    : undefined;
  return own !== undefined && writer?.waId === own ? undefined : writer;
}

/** A thread has the user's id as its own. */
function userOfThread(thread: Item, value: Item): UserIds | undefined {
  const named = readIds({ userId: thread['user_id'], waId: thread['id'] });
  if (named) return named;
  for (const message of itemsAt(thread, 'messages')) {
    const user = userOfMessage(message, value);
    if (user) return user;
  }
  return undefined;
}

function participantsOf(group: Item): UserIds[] {
  const lists = ['added_participants', 'removed_participants', 'failed_participants'];
  const participants = lists.flatMap((list) => itemsAt(group, list));
  return [group, ...participants].flatMap((participant) => namedIn(participant) ?? []);
}
