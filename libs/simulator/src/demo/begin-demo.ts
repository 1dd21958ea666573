import { conversationOf, SERVICE_WINDOW_MS } from '../engine/conversations/conversation.js';
import type { MessageRecord } from '../engine/history/message-record.js';
import type { Person } from '../engine/people/person.js';
import type { SimulatorState } from '../engine/state/simulator-state.js';
import { SURVEY_FLOW, VISIT_FLOW } from './demo-flows.js';

/** The age of what people wrote, and of what was written in the group, in milliseconds. */
const AGO_MS = 60 * 1000;
const GROUP_AGO_MS = 3 * 60 * 1000;

/** Ids that examples can name: of the group, of a message in it, and of a message of the first person. */
const GROUP_MESSAGE_ID = 'wamid.HBgMMzUxOTEyMzQ1Njc4FQIAEhgU';
const FIRST_MESSAGE_ID = 'wamid.HBgLMTY1MDU1NTEyMzQVAgASGBQ';
const GROUP_ID = 'Y2FwaV9ncm91cDoxNzA1NTU1MDEzOToxMjA';
const GROUP_SIZE = 3;

/** The other people who have written, by the number: Meta has messages for their countries only. */
const ALSO_WRITTEN: Readonly<Record<string, string>> = {
  '919876543210': 'Do you deliver to Chennai?',
  '5511987654321': 'I would like to book the evening course.',
};

/**
 * The first person and two of the others have just written, so that their service windows are open; the first three are in a group; there are flows to
 * fill in. Nobody is told, as no app listens yet.
 */
export function beginDemo(state: SimulatorState): void {
  for (const flow of [SURVEY_FLOW, VISIT_FLOW]) state.flows.put({ ...flow });
  const people = state.people.known;
  const [person, second] = people;
  const [phoneNumberId] = state.phoneNumbers.ids;
  if (!person || phoneNumberId === undefined) return;
  const now = state.clock.now();
  if (second) openGroup(state, phoneNumberId, people.slice(0, GROUP_SIZE), second, now - GROUP_AGO_MS);
  const at = now - AGO_MS;
  hasWritten(state, textFrom(FIRST_MESSAGE_ID, person, phoneNumberId, 'Hello! Is anybody there?', at));
  for (const other of people.slice(1)) {
    const { waId = '' } = other;
    const text = ALSO_WRITTEN[waId];
    if (text !== undefined)
      hasWritten(state, textFrom(state.ids.message(waId), other, phoneNumberId, text, at));
  }
}

function hasWritten(state: SimulatorState, message: MessageRecord): void {
  const conversation = conversationOf(message.person, message.phoneNumberId);
  conversation.windowUntil = message.at + SERVICE_WINDOW_MS;
  conversation.lastMessageAt = message.at;
  state.history.add(message);
}

function openGroup(
  state: SimulatorState,
  phoneNumberId: string,
  members: readonly Person[],
  author: Person,
  at: number,
): void {
  state.groups.put({
    id: GROUP_ID,
    phoneNumberId,
    subject: 'Weekend trip',
    description: 'Who comes along, and when do we leave?',
    joinApprovalMode: 'auto_approve',
    inviteLink: state.groups.newInviteLink(),
    suspended: false,
    typingUntil: 0,
    createdAt: at,
    participants: new Set(members),
    joinRequests: new Map(),
    notices: [{ at, kind: 'opened' }],
  });
  state.history.add({
    ...textFrom(GROUP_MESSAGE_ID, author, phoneNumberId, 'When do we leave on Saturday?', at),
    groupId: GROUP_ID,
  });
}

function textFrom(
  id: string,
  person: Person,
  phoneNumberId: string,
  body: string,
  at: number,
): MessageRecord {
  return {
    id,
    direction: 'inbound',
    phoneNumberId,
    person,
    type: 'text',
    content: { body },
    at,
    state: 'received',
    steps: [{ state: 'received', at }],
    reactions: {},
    edited: false,
    revoked: false,
    forwarded: false,
    webhookIds: [],
    expiresAt: Infinity,
  };
}
