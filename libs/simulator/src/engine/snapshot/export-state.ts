import type { MessageRecord } from '../history/message-record.js';
import type { Person } from '../people/person.js';
import type { SimulatorState } from '../simulator-state.js';
import {
  SNAPSHOT_VERSION,
  type PersonSnapshot,
  type RecordSnapshot,
  type SimulatorSnapshot,
} from './simulator-snapshot.js';

/** The state as JSON. What is on its way (statuses, webhooks, running calls) is no part of it. */
export function exportState(state: SimulatorState): SimulatorSnapshot {
  const messages = state.history.all();
  // Strangers come along where something was said, and where they are in a group.
  const people = new Set([
    ...state.people.known,
    ...messages.map(({ person }) => person),
    ...state.groups.all.flatMap(({ participants }) => [...participants]),
  ]);
  return {
    version: SNAPSHOT_VERSION,
    now: Math.floor(state.clock.now()),
    rules: { ...state.rules },
    faults: state.faults.all.map(({ order, left }) =>
      left === Infinity ? order : { ...order, count: left },
    ),
    phoneNumbers: state.phoneNumbers.ids.map((id) => state.phoneNumbers.get(id, 'GET').number),
    people: [...people].map(personSnapshot),
    messages: messages.map(recordSnapshot),
    templates: state.templates.all,
    media: state.media.all.map(({ bytes, ...item }) => ({ ...item, base64: bytes.toString('base64') })),
    groups: state.groups.all.map(({ participants, joinRequests: _requests, ...group }) => ({
      ...group,
      participantIds: [...participants].map(({ userId }) => userId),
    })),
    flows: state.flows.all,
  };
}

function personSnapshot({ conversations, ...person }: Person): PersonSnapshot {
  return {
    ...person,
    conversations: [...conversations.values()].map((conversation) => ({
      ...conversation,
      callPermissionUntil: finite(conversation.callPermissionUntil),
    })),
  };
}

function recordSnapshot({ person, accepted, expiresAt, ...record }: MessageRecord): RecordSnapshot {
  return {
    ...record,
    personId: person.userId,
    ...(accepted ? { accepted: { ...accepted, acceptedAt: accepted.acceptedAt.toISOString() } } : {}),
    expiresAt: finite(expiresAt),
  };
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
