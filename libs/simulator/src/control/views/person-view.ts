import { conversationOf } from '../../engine/conversations/conversation.js';
import type { Person } from '../../engine/people/person.js';
import { pairPause } from '../../engine/rules/pair-rate-limit.rule.js';
import type { SimulatorState } from '../../engine/state/simulator-state.js';
import type { ConversationView, PersonView } from '../api/index.js';
import { iso, isoUntil } from './time.js';

/** A person as the control API shows them. */
export function personView(person: Person, state: SimulatorState): PersonView {
  return {
    id: person.userId,
    ...(person.waId === undefined ? {} : { phoneNumber: `+${person.waId}` }),
    name: person.name,
    ...(person.username === undefined ? {} : { username: person.username }),
    online: person.online,
    readReceipts: person.readReceipts,
    device: person.device,
    onWhatsApp: person.onWhatsApp,
    hidesPhoneNumber: person.hidesPhoneNumber,
    inExperiment: person.inExperiment,
    ...(person.about === undefined ? {} : { about: person.about }),
    conversations: state.phoneNumbers.ids.map((id) => conversationView(person, id, state)),
  };
}

function conversationView(person: Person, phoneNumberId: string, state: SimulatorState): ConversationView {
  const now = state.clock.now();
  const conversation = conversationOf(person, phoneNumberId);
  const pause = state.rules.pairRateLimit ? pairPause(conversation, now) : undefined;
  return {
    phoneNumberId,
    windowOpenUntil: isoUntil(conversation.windowUntil, now),
    marketingStopped: conversation.marketingStopped,
    blocksBusiness: conversation.blocksBusiness,
    blockedByBusiness: conversation.blockedByBusiness,
    typingUntil: isoUntil(conversation.typingUntil, now),
    lastMessageAt: conversation.lastMessageAt === 0 ? null : iso(conversation.lastMessageAt),
    unread: conversation.unread,
    pairPause: pause ? { from: iso(pause.from), until: iso(pause.until) } : null,
  };
}
