import { conversationOf, SERVICE_WINDOW_MS } from '../engine/conversations/conversation.js';
import type { MessageRecord } from '../engine/history/message-record.js';
import type { Person } from '../engine/people/person.js';
import type { SimulatorState } from '../engine/simulator-state.js';
import { SURVEY_FLOW, VISIT_FLOW } from './demo-flows.js';

/** How long ago Ana wrote, and how long ago something was said in the group, in milliseconds. */
const AGO_MS = 60 * 1000;
const GROUP_AGO_MS = 3 * 60 * 1000;

/** So that an example can name it. */
const GROUP_ID = 'Y2FwaV9ncm91cDoxNzA1NTU1MDEzOToxMjA';
const GROUP_SIZE = 3;

/**
 * The first person has just written, so that the service window is open; the first three are in a group; there are flows to
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
  const conversation = conversationOf(person, phoneNumberId);
  conversation.windowUntil = at + SERVICE_WINDOW_MS;
  conversation.lastMessageAt = at;
  state.history.add(textFrom(state, person, phoneNumberId, 'Hello! Is anybody there?', at));
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
    ...textFrom(state, author, phoneNumberId, 'When do we leave on Saturday?', at),
    groupId: GROUP_ID,
  });
}

function textFrom(
  state: SimulatorState,
  person: Person,
  phoneNumberId: string,
  body: string,
  at: number,
): MessageRecord {
  return {
    id: state.ids.message(person.waId ?? person.userId),
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
