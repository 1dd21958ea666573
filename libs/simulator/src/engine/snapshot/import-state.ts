import { checkOrder } from '../faults/check-order.js';
import { phoneNumberEntry } from '../numbers/phone-number-book.js';
import { resolveRules } from '../rules/rule-switches.js';
import type { SimulatorState } from '../simulator-state.js';
import { checkedTime } from '../clock/time-range.js';
import { restoreGroup, restoreMedia, restoreMessage, restorePeople } from './restore.js';
import { SNAPSHOT_VERSION, type SimulatorSnapshot } from './simulator-snapshot.js';

/**
 * Puts a snapshot in place of all that there is; the webhook log and the settings of numbers stay. All of it is read
 * before anything is replaced: what is refused leaves the state as it was.
 * @throws Error for a snapshot of another version, and for one that cannot be read
 */
export function importState(state: SimulatorState, snapshot: SimulatorSnapshot): void {
  if (snapshot.version !== SNAPSHOT_VERSION) {
    throw new Error(
      `The state has version ${snapshot.version}; this simulator reads version ${SNAPSHOT_VERSION}.`,
    );
  }
  const now = checkedTime('now', snapshot.now);
  const rules = resolveRules(snapshot.rules, state.rules);
  snapshot.faults.forEach(checkOrder);
  snapshot.phoneNumbers.forEach(phoneNumberEntry);
  const people = restorePeople(snapshot.people);
  const messages = snapshot.messages.map((message, place) => restoreMessage(message, place, people));
  const media = snapshot.media.map(restoreMedia);
  const groups = snapshot.groups.map((group, place) => restoreGroup(group, place, people));

  state.clock.set(now);
  state.rules = rules;
  state.faults.clear();
  for (const order of snapshot.faults) state.faults.add(order);
  for (const number of snapshot.phoneNumbers) state.phoneNumbers.put(number);
  state.people.clear();
  for (const person of people.values()) state.people.keep(person);
  state.history.clear();
  for (const message of messages) state.history.add(message);
  state.templates.clear();
  for (const template of snapshot.templates) state.templates.put(template);
  state.media.clear();
  for (const item of media) state.media.put(item);
  state.flows.clear();
  for (const flow of snapshot.flows) state.flows.put(flow);
  state.calls.clear();
  state.groups.clear();
  for (const group of groups) state.groups.put(group);
  state.events.tell({ name: 'imported', about: undefined });
}
