import { conversationOf, SERVICE_WINDOW_MS } from '../engine/conversations/conversation.js';
import type { SimulatorState } from '../engine/simulator-state.js';
import { DEMO_FLOW } from './demo-flows.js';

/** How long ago Ana wrote, in milliseconds. */
const AGO_MS = 60 * 1000;

/** There is a flow, and the first person has just written, so that the service window is open; nobody is told, as no app listens yet. */
export function beginDemo(state: SimulatorState): void {
  state.flows.put({ ...DEMO_FLOW });
  const [person] = state.people.known;
  const [phoneNumberId] = state.phoneNumbers.ids;
  if (!person || phoneNumberId === undefined) return;
  const at = state.clock.now() - AGO_MS;
  const conversation = conversationOf(person, phoneNumberId);
  conversation.windowUntil = at + SERVICE_WINDOW_MS;
  conversation.lastMessageAt = at;
  state.history.add({
    id: state.ids.message(person.waId ?? person.userId),
    direction: 'inbound',
    phoneNumberId,
    person,
    type: 'text',
    content: { body: 'Hello! Is anybody there?' },
    at,
    state: 'received',
    steps: [{ state: 'received', at }],
    reactions: {},
    edited: false,
    revoked: false,
    forwarded: false,
    webhookIds: [],
    expiresAt: Infinity,
  });
}
