import type { MessageView } from '../../../src/control/api/index.js';
import { selectedGroupId, selectedNumber, selectedPerson } from './selection.state.js';
import { people } from './simulator.state.js';

/** The name of who wrote a message. */
export function authorOf({ direction, personId }: Pick<MessageView, 'direction' | 'personId'>): string {
  if (direction === 'outbound') return businessName();
  // People get another id with a new number; in a chat of two there is only one it can be.
  const isGroup = selectedGroupId.value !== undefined;
  const known = isGroup ? nameOf(personId) : selectedPerson.value?.name;
  return known ?? 'Somebody';
}

/** The name of the business number whose chats are shown. */
export function businessName(): string {
  return selectedNumber.value?.verifiedName ?? 'The business';
}

/** A person's name. */
export function nameOf(personId: string | undefined): string | undefined {
  return people.value.find(({ id }) => id === personId)?.name;
}

/** Whether a message stands on the right: the own one of whose phone it is. */
export function isOwn({ direction, personId }: Pick<MessageView, 'direction' | 'personId'>): boolean {
  if (direction === 'outbound') return false;
  return selectedGroupId.value === undefined || personId === selectedPerson.value?.id;
}
