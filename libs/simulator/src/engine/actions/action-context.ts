import { hasReached, isComing, stateAt, type MessageRecord } from '../history/message-record.js';
import type { PhoneNumberEntry } from '../numbers/phone-number-book.js';
import type { Person } from '../people/person.js';
import type { SimulatorState } from '../state/simulator-state.js';
import { ActionError } from '../errors/action.error.js';

/** The person who acts, and the business number concerned. */
export interface ActionContext {
  readonly state: SimulatorState;
  readonly person: Person;
  readonly number: PhoneNumberEntry;
}

/** A message of the conversation, or of a group that the person is in. @throws ActionError where there is none */
export function messageOfConversation({ state, person }: ActionContext, id: string): MessageRecord {
  const record = state.history.get(id);
  if (record && (record.person === person || isInGroup(state, person, record.groupId))) return record;
  throw new ActionError(`There is no message ${id} in the conversation with ${person.name}.`);
}

/** A message that this person has written, has got, or gets in a moment. @throws ActionError where there is none, or it does not come */
export function messageAtHand(context: ActionContext, id: string): MessageRecord {
  const { state, person } = context;
  const record = messageOfConversation(context, id);
  if (record.direction === 'inbound' || hasReached(record, person)) return record;
  // A phone shows a message a moment before its receipt is out.
  if (isComing(record, person, state.clock.now())) return record;
  throw new ActionError(
    `Message ${id} has not been delivered to ${person.name}, its state is ${stateAt(record, state.clock.now())}: ` +
      'wait until it is delivered, then answer it.',
  );
}

/** A message of the business that this person has got. @throws ActionError where there is none, or it is not delivered */
export function messageOfBusiness(context: ActionContext, id: string): MessageRecord {
  const record = messageAtHand(context, id);
  if (record.direction === 'outbound') return record;
  throw new ActionError(`Message ${id} was sent by ${context.person.name}; one of the business's is needed.`);
}

/** Whether a person is in a group. */
export function isInGroup({ groups }: SimulatorState, person: Person, groupId: string | undefined): boolean {
  return groupId !== undefined && (groups.find(groupId)?.participants.has(person) ?? false);
}
