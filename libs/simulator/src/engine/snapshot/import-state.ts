import { phoneNumberEntry } from '../numbers/phone-number-book.js';
import { resolveRules } from '../state/rule-switches.js';
import type { SimulatorState } from '../state/simulator-state.js';
import { checkedTime } from '../clock/time-range.js';
import { restoreGroup, restoreMedia, restoreMessage, restorePeople } from './restore.js';
import {
  putCounts,
  putSettings,
  putUploads,
  restoreCall,
  restoreFault,
  restoreReceipt,
} from './restore-parts.js';
import { SNAPSHOT_VERSION, type SimulatorSnapshot } from './simulator-snapshot.js';

/**
 * Puts a snapshot in place of all that there is; the webhook log stays, and numbers that it does not have. All of it is read
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
  const faults = snapshot.faults.map(restoreFault);
  snapshot.phoneNumbers.forEach(phoneNumberEntry);
  const people = restorePeople(snapshot.people);
  const messages = snapshot.messages.map((message, place) => restoreMessage(message, place, people));
  const media = snapshot.media.map(restoreMedia);
  const groups = snapshot.groups.map((group, place) => restoreGroup(group, place, people));

  const calls = snapshot.calls.map((call, place) => restoreCall(call, place, people));
  const receipts = snapshot.readReceipts.map(restoreReceipt);

  state.clock.set(now);
  state.rules = rules;
  state.faults.replace(faults, snapshot.random.faults);
  for (const number of snapshot.phoneNumbers) state.phoneNumbers.put(number);
  state.people.clear();
  for (const { userId, stranger } of snapshot.people) {
    const person = people.get(userId);
    if (person && stranger) state.people.keepStranger(person);
    else if (person) state.people.keep(person);
  }
  state.history.clear();
  state.messages.clear();
  for (const message of messages) {
    state.history.add(message);
    if (message.accepted) state.messages.add(message.accepted);
  }
  state.readReceipts.clear();
  for (const receipt of receipts) state.readReceipts.add(receipt);
  state.templates.clear();
  for (const template of snapshot.templates) state.templates.put(template);
  state.media.clear();
  for (const item of media) state.media.put(item);
  state.flows.clear();
  for (const flow of snapshot.flows) state.flows.put(flow);
  state.calls.clear();
  for (const call of calls) state.calls.put(call);
  state.groups.clear();
  for (const group of groups) state.groups.put(group);
  putSettings(state, snapshot.settings);
  putUploads(state, snapshot.uploads);
  state.links.clear();
  for (const { link, base64, ...file } of snapshot.linkedFiles) {
    state.links.keep(link, { ...file, bytes: Buffer.from(base64, 'base64') });
  }
  state.usedCodes.clear();
  for (const code of snapshot.usedCodes) state.usedCodes.add(code);
  putCounts(state, snapshot.counts, people);
  state.random.position = snapshot.random.lots;
  state.ids.position = snapshot.random.ids;
  state.events.tell({ name: 'imported', about: undefined });
}
