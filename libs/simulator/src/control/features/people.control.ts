import type { SimulatedPerson } from '../../engine/people/person.js';
import type { SimulatorEngine } from '../../engine/simulator-engine.js';
import type { PersonView } from '../api/index.js';
import { ControlError } from './control.error.js';
import { personView } from '../views/person-view.js';
import { findPerson } from './lookup.js';

/** Shows and changes the people. */
export class PeopleControl {
  constructor(private readonly engine: SimulatorEngine) {}

  list(): PersonView[] {
    const { state } = this.engine;
    return state.people.list().map((person) => personView(person, state));
  }

  get(id: string): PersonView {
    const { state } = this.engine;
    return personView(findPerson(state, id), state);
  }

  add(described: SimulatedPerson): PersonView {
    const { people, events } = this.engine.state;
    if (described.phoneNumber === undefined && described.userId === undefined) {
      throw new ControlError('A person needs a phoneNumber ("+16505551234") or a userId ("US.1349…").');
    }
    const person = people.add(described);
    events.tell({ name: 'person', about: person });
    return this.get(person.userId);
  }

  /** Delivers what has waited to a person who comes online. */
  update(id: string, changes: Omit<SimulatedPerson, 'phoneNumber' | 'userId'>): PersonView {
    const { state, lifecycle } = this.engine;
    const person = findPerson(state, id);
    const wasOnline = person.online;
    state.people.update(person, changes);
    if (person.online && !wasOnline) lifecycle.deliverWaiting(person);
    state.events.tell({ name: 'person', about: person });
    return this.get(person.userId);
  }

  remove(id: string): void {
    const { state } = this.engine;
    const person = findPerson(state, id);
    state.people.remove(person);
    state.events.tell({ name: 'personRemoved', about: { userId: person.userId } });
  }
}
