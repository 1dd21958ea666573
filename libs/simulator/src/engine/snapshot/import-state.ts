import type { MessageRecord } from '../history/message-record.js';
import type { Person } from '../people/person.js';
import { resolveRules } from '../rules/rule-switches.js';
import type { SimulatorState } from '../simulator-state.js';
import {
  SNAPSHOT_VERSION,
  type GroupSnapshot,
  type PersonSnapshot,
  type RecordSnapshot,
  type SimulatorSnapshot,
} from './simulator-snapshot.js';

/**
 * Puts a snapshot in place of all that there is; the webhook log and the settings of numbers stay.
 * @throws Error for a snapshot of another version
 */
export function importState(state: SimulatorState, snapshot: SimulatorSnapshot): void {
  if (snapshot.version !== SNAPSHOT_VERSION) {
    throw new Error(
      `The state has version ${snapshot.version}; this simulator reads version ${SNAPSHOT_VERSION}.`,
    );
  }
  state.clock.set(snapshot.now);
  state.rules = resolveRules(snapshot.rules, state.rules);
  state.faults.clear();
  for (const order of snapshot.faults) state.faults.add(order);
  for (const number of snapshot.phoneNumbers) state.phoneNumbers.put(number);
  const people = restorePeople(state, snapshot.people);
  restoreMessages(state, snapshot.messages, people);
  state.templates.clear();
  for (const template of snapshot.templates) state.templates.put(template);
  state.media.clear();
  for (const { base64, ...item } of snapshot.media)
    state.media.put({ ...item, bytes: Buffer.from(base64, 'base64') });
  state.flows.clear();
  for (const flow of snapshot.flows) state.flows.put(flow);
  state.calls.clear();
  state.groups.clear();
  for (const group of snapshot.groups) restoreGroup(state, group, people);
  state.events.tell({ name: 'imported', about: undefined });
}

function restorePeople(
  state: SimulatorState,
  snapshots: readonly PersonSnapshot[],
): ReadonlyMap<string, Person> {
  state.people.clear();
  const people = new Map<string, Person>();
  for (const { conversations, ...person } of snapshots) {
    const restored: Person = {
      ...person,
      // JSON has no undefined: what was left out has no member any more.
      waId: person.waId,
      username: person.username,
      about: person.about,
      conversations: new Map(
        conversations.map((conversation) => [
          conversation.phoneNumberId,
          { ...conversation, callPermissionUntil: conversation.callPermissionUntil ?? Infinity },
        ]),
      ),
    };
    people.set(restored.userId, restored);
    state.people.keep(restored);
  }
  return people;
}

function restoreMessages(
  state: SimulatorState,
  snapshots: readonly RecordSnapshot[],
  people: ReadonlyMap<string, Person>,
): void {
  state.history.clear();
  for (const { personId, accepted, expiresAt, ...record } of snapshots) {
    const restored: MessageRecord = {
      ...record,
      person: people.get(personId) ?? state.people.withUserId(personId),
      expiresAt: expiresAt ?? Infinity,
      ...(accepted ? { accepted: { ...accepted, acceptedAt: new Date(accepted.acceptedAt) } } : {}),
    };
    state.history.add(restored);
  }
}

function restoreGroup(
  state: SimulatorState,
  { participantIds, ...group }: GroupSnapshot,
  people: ReadonlyMap<string, Person>,
): void {
  const participants = participantIds.flatMap((id) => people.get(id) ?? []);
  state.groups.put({
    ...group,
    participants: new Set(participants),
    joinRequests: new Map(),
    notices: [...group.notices],
  });
}
