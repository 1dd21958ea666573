import type { Group } from '../groups/group-book.js';
import type { MessageRecord } from '../history/message-record.js';
import type { MediaItem } from '../media/media-store.js';
import type { Person } from '../people/person.js';
import type { GroupSnapshot, MediaSnapshot, PersonSnapshot, RecordSnapshot } from './simulator-snapshot.js';

/** The people of a snapshot by their user ids. */
export type RestoredPeople = ReadonlyMap<string, Person>;

/** People with their conversations. */
export function restorePeople(snapshots: readonly PersonSnapshot[]): RestoredPeople {
  return new Map(
    snapshots.map(({ conversations, stranger: _stranger, ...person }) => [
      person.userId,
      {
        ...person,
        // JSON has no undefined: what was left out has no member any more.
        waId: person.waId,
        username: person.username,
        identityKeyHash: person.identityKeyHash,
        about: person.about,
        conversations: new Map(
          conversations.map((conversation) => [
            conversation.phoneNumberId,
            { ...conversation, callPermissionUntil: conversation.callPermissionUntil ?? Infinity },
          ]),
        ),
      },
    ]),
  );
}

/** A message. @throws Error for a person that the snapshot does not have, and for a time that is none */
export function restoreMessage(
  { personId, accepted, expiresAt, ...record }: RecordSnapshot,
  place: number,
  people: RestoredPeople,
): MessageRecord {
  return {
    ...record,
    person: personOf(people, personId, `messages/${place}/personId`),
    expiresAt: expiresAt ?? Infinity,
    ...(accepted
      ? {
          accepted: {
            ...accepted,
            acceptedAt: dateOf(accepted.acceptedAt, `messages/${place}/accepted/acceptedAt`),
          },
        }
      : {}),
  };
}

/** A file with its bytes. */
export function restoreMedia({ base64, ...item }: MediaSnapshot): MediaItem {
  return { ...item, bytes: Buffer.from(base64, 'base64') };
}

/** A group. @throws Error for a person that the snapshot does not have */
export function restoreGroup(
  { participantIds, joinRequests, ...group }: GroupSnapshot,
  place: number,
  people: RestoredPeople,
): Group {
  const participants = participantIds.map((id, at) =>
    personOf(people, id, `groups/${place}/participantIds/${at}`),
  );
  return {
    ...group,
    participants: new Set(participants),
    joinRequests: new Map(
      joinRequests.map(({ id, personId, at }, index) => [
        id,
        { person: personOf(people, personId, `groups/${place}/joinRequests/${index}/personId`), at },
      ]),
    ),
    notices: [...group.notices],
  };
}

/** Finds a person of the snapshot. @throws Error for one that it does not have */
export function personOf(people: RestoredPeople, userId: string, field: string): Person {
  const person = people.get(userId);
  if (person) return person;
  throw new Error(`${field}: there is nobody with the user id "${userId}" among the people.`);
}

/** A date. @throws Error for a time that is none */
export function dateOf(text: string, field: string): Date {
  const date = new Date(text);
  if (Number.isFinite(date.getTime())) return date;
  throw new Error(`${field} must be a date and time, such as "2026-01-31T12:00:00.000Z", got "${text}".`);
}
