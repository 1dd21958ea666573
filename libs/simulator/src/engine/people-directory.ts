import { createHash } from 'node:crypto';
import { parsePhoneNumberFromString } from 'libphonenumber-js';
import type { SimulatedPerson } from './person.js';

/** A person as webhooks name them. */
export interface PersonIdentity {
  /** The number in digits; absent where only the user id is known. */
  readonly waId?: string;
  readonly userId: string;
  readonly name: string;
  readonly username?: string;
}

const DERIVED_LIMIT = 10_000;

/** Who is behind a phone number or a business-scoped user id; strangers are made up, always the same way. */
export class PeopleDirectory {
  private readonly byWaId = new Map<string, PersonIdentity>();
  private readonly byUserId = new Map<string, PersonIdentity>();
  private readonly derived = new Map<string, PersonIdentity>();

  constructor(people: readonly SimulatedPerson[]) {
    for (const person of people) this.add(person);
  }

  /** Adds a person, or replaces the one with the same number or id. */
  add(person: SimulatedPerson): PersonIdentity {
    const waId = person.phoneNumber?.replace(/\D/g, '');
    const userId = person.userId ?? (waId === undefined ? undefined : deriveUserId(waId));
    if (userId === undefined) {
      throw new Error('A simulated person needs a phoneNumber ("+16505551234") or a userId ("US.1349…").');
    }
    const identity: PersonIdentity = {
      ...(waId === undefined ? {} : { waId }),
      userId,
      name: person.name ?? 'Simulated User',
      ...(person.username === undefined ? {} : { username: person.username }),
    };
    if (waId !== undefined) this.byWaId.set(waId, identity);
    this.byUserId.set(userId, identity);
    return identity;
  }

  /** The person with this number, given in digits. */
  withWaId(waId: string): PersonIdentity {
    const known = this.byWaId.get(waId) ?? this.derived.get(waId);
    if (known) return known;
    if (this.derived.size >= DERIVED_LIMIT) this.derived.clear();
    const identity = { waId, userId: deriveUserId(waId), name: 'Simulated User' };
    this.derived.set(waId, identity);
    return identity;
  }

  /** The person with this business-scoped user id. */
  withUserId(userId: string): PersonIdentity {
    return this.byUserId.get(userId) ?? { userId, name: 'Simulated User' };
  }

  /** Somebody in this group: the first person there is, until groups are simulated. */
  participantOf(groupId: string): PersonIdentity {
    for (const person of this.byWaId.values()) return person;
    return { userId: deriveUserId(groupId), name: 'Simulated User' };
  }
}

/** The country of the number, a dot and twenty digits, as Meta's examples look; the same number gives the same id. */
function deriveUserId(waId: string): string {
  const country = parsePhoneNumberFromString(`+${waId}`)?.country ?? 'US';
  const hash = createHash('sha256').update(waId).digest().readBigUInt64BE();
  return `${country}.1${String(hash % 10n ** 19n).padStart(19, '0')}`;
}
