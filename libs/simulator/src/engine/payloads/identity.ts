import type { Person } from '../people/person.js';

/** Seconds since 1970 as a string, as in messages and statuses. */
export function seconds(ms: number): string {
  return String(Math.floor(ms / 1000));
}

/** The number as webhooks may tell it; `undefined` where it is unknown or not to be told. */
export function visibleWaId(person: Person): string | undefined {
  return person.hidesPhoneNumber ? undefined : person.waId;
}

/** An entry of `contacts`; the user id is always there. */
export function contactOf(person: Person): Readonly<Record<string, unknown>> {
  const waId = visibleWaId(person);
  return {
    profile: {
      name: person.name,
      ...(person.username === undefined ? {} : { username: person.username }),
    },
    ...(waId === undefined ? {} : { wa_id: waId }),
    user_id: person.userId,
  };
}

/** Writes the sender of a message. */
export function senderOf(person: Person): Readonly<Record<string, unknown>> {
  const waId = visibleWaId(person);
  return { ...(waId === undefined ? {} : { from: waId }), from_user_id: person.userId };
}
