import type { PhoneNumberEntry } from '../../engine/numbers/phone-number-book.js';
import type { Person } from '../../engine/people/person.js';
import type { SimulatorState } from '../../engine/state/simulator-state.js';
import { ControlError } from './control.error.js';

/** @param id user id, or phone number with or without `+` @throws ControlError for an unknown one */
export function findPerson({ people }: SimulatorState, id: string): Person {
  const person = people.find(id);
  if (person) return person;
  throw new ControlError(
    `There is nobody with the id or phone number "${id}": add the person first, or send them a message.`,
    404,
  );
}

/** @param id the first business number where it is left out @throws ControlError for an unknown one */
export function findNumber({ phoneNumbers }: SimulatorState, id: string | undefined): PhoneNumberEntry {
  const entry = phoneNumbers.find(id ?? phoneNumbers.ids[0] ?? '');
  if (entry) return entry;
  throw new ControlError(
    `There is no business number ${id}. There are: ${phoneNumbers.ids.join(', ')}.`,
    404,
  );
}
