import type { Call } from '../calls/call-book.js';
import type { MessageRecord } from '../history/message-record.js';
import type { Person } from '../people/person.js';
import type { SimulatorState } from '../state/simulator-state.js';
import {
  SNAPSHOT_VERSION,
  type PersonSnapshot,
  type RecordSnapshot,
  type SimulatorSnapshot,
} from './simulator-snapshot.js';
import type { CallSnapshot, CountsSnapshot, SettingsSnapshot, TimesSnapshot } from './snapshot-parts.js';

/** The state as JSON. What is on its way (statuses, webhooks) is no part of it; calls that run end with it. */
export function exportState(state: SimulatorState): SimulatorSnapshot {
  const now = Math.floor(state.clock.now());
  const messages = state.history.all();
  const groups = state.groups.all;
  const calls = state.calls.all;
  // Strangers come along where something is known of them.
  const people = new Set([
    ...state.people.known,
    ...messages.map(({ person }) => person),
    ...groups.flatMap(({ participants, joinRequests }) => [
      ...participants,
      ...[...joinRequests.values()].map(({ person }) => person),
    ]),
    ...calls.map(({ person }) => person),
    ...state.reachedUsers.all.keys(),
  ]);
  return {
    version: SNAPSHOT_VERSION,
    now,
    rules: { ...state.rules },
    faults: state.faults.all.map(({ left, ...fault }) => ({ ...fault, left: finite(left) })),
    phoneNumbers: state.phoneNumbers.ids.map((id) => state.phoneNumbers.get(id, 'GET').number),
    people: [...people].map((person) => personSnapshot(person, state.people.isStranger(person))),
    messages: messages.map(recordSnapshot),
    templates: state.templates.all,
    media: state.media.all.map(withBase64),
    groups: groups.map(({ participants, joinRequests, ...group }) => ({
      ...group,
      participantIds: [...participants].map(({ userId }) => userId),
      joinRequests: [...joinRequests].map(([id, { person, at }]) => ({ id, personId: person.userId, at })),
    })),
    flows: state.flows.all,
    calls: calls.map((call) => callSnapshot(call, now)),
    readReceipts: state.readReceipts.toArray().map(({ acceptedAt, ...receipt }) => ({
      ...receipt,
      acceptedAt: acceptedAt.toISOString(),
    })),
    settings: settingsSnapshot(state),
    uploads: {
      sessions: state.uploads.all.sessions.map(withBase64),
      files: state.uploads.all.files.map(withBase64),
    },
    linkedFiles: [...state.links.kept].map(([link, { mimeType, bytes, caching }]) => ({
      link,
      mimeType,
      base64: bytes.toString('base64'),
      ...(caching ? { caching: given(caching) } : {}),
    })),
    usedCodes: [...state.usedCodes],
    counts: countsSnapshot(state, [...people]),
    random: { lots: state.random.position, ids: state.ids.position, faults: state.faults.total },
  };
}

function personSnapshot({ conversations, ...person }: Person, stranger: boolean): PersonSnapshot {
  return {
    ...person,
    stranger,
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

function callSnapshot({ person, ...call }: Call, now: number): CallSnapshot {
  const running = call.state !== 'ended';
  const ending = call.state === 'accepted' ? 'completed' : 'missed';
  return {
    ...call,
    ...(running ? { state: 'ended', endedAt: now, ending } : {}),
    personId: person.userId,
  };
}

function settingsSnapshot({ settings }: SimulatorState): SettingsSnapshot {
  const { insightsEnabled, marketingDisabled, further } = settings;
  return {
    insightsEnabled,
    marketingDisabled,
    further,
    numbers: [...settings.all].map(([phoneNumberId, { qrCodes, syncs, ...of }]) => ({
      ...of,
      phoneNumberId,
      qrCodes: [...qrCodes.values()],
      syncs: [...syncs],
    })),
  };
}

function countsSnapshot(state: SimulatorState, people: readonly Person[]): CountsSnapshot {
  const marketing = people.map((person) => ({ id: person.userId, at: state.marketing.timesOf(person) }));
  return {
    reached: [...state.reachedUsers.all].map(([{ userId }, at]) => ({ id: userId, at: [at] })),
    marketing: marketing.filter(({ at }) => at.length > 0),
    traffic: times(state.traffic.all),
    flows: times(state.flows.messages),
  };
}

function times(byId: ReadonlyMap<string, readonly number[]>): TimesSnapshot[] {
  return [...byId].map(([id, at]) => ({ id, at }));
}

function withBase64<T extends { readonly bytes: Buffer }>({ bytes, ...item }: T) {
  return { ...item, base64: bytes.toString('base64') };
}

/** Returns a copy without the members that have no value. */
function given(members: object): Record<string, string> {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
