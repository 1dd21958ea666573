import { createHash } from 'node:crypto';
import { parsePhoneNumberFromString } from 'libphonenumber-js';
import { ActionError } from '../errors/action.error.js';
import type { KnownNumbers, PersonAddress } from '../messages/recipient-address.js';
import type { Person, SimulatedPerson } from './person.js';

/** The number of strangers that are remembered; beyond it the one met first is forgotten. */
const STRANGERS_LIMIT = 10_000;

/** Finds the person behind a phone number or a business-scoped user id; strangers are made up, always the same way. */
export class PeopleDirectory implements KnownNumbers {
  private readonly byWaId = new Map<string, Person>();
  private readonly byUserId = new Map<string, Person>();
  /** The people by number where there is one, else by user id. */
  private readonly strangers = new Map<string, Person>();

  constructor(people: readonly SimulatedPerson[]) {
    for (const person of people) this.add(person);
  }

  /** The people that were described, in the order they came. */
  get known(): Person[] {
    return [...this.byUserId.values()];
  }

  /** Whether somebody was met, and never described. */
  isStranger(person: Person): boolean {
    return this.byUserId.get(person.userId) !== person;
  }

  /** Puts somebody among the strangers. */
  keepStranger(person: Person): void {
    this.strangers.set(person.waId ?? person.userId, person);
  }

  /** Known people first, then the strangers met last. */
  list(strangersLimit = 200): Person[] {
    const strangers = strangersLimit === 0 ? [] : [...this.strangers.values()].slice(-strangersLimit);
    return [...this.known, ...strangers];
  }

  /**
   * Adds a person, or replaces the one with the same number or id.
   * @throws Error without a number and an id
   */
  add(described: SimulatedPerson): Person {
    const waId = described.phoneNumber?.replace(/\D/g, '') || undefined;
    const userId = described.userId ?? (waId === undefined ? undefined : deriveUserId(waId));
    if (userId === undefined) {
      throw new Error('A simulated person needs a phoneNumber ("+16505551234") or a userId ("US.1349…").');
    }
    for (const same of [this.byUserId.get(userId), waId === undefined ? undefined : this.byWaId.get(waId)]) {
      if (same) this.remove(same);
    }
    this.strangers.delete(waId ?? userId);
    const person = { ...newPerson(userId, waId), ...given(described), userId, waId };
    this.byUserId.set(userId, person);
    if (waId !== undefined) this.byWaId.set(waId, person);
    return person;
  }

  /** Changes what can be switched about a person; a stranger becomes known by it. */
  update(person: Person, changes: Omit<SimulatedPerson, 'phoneNumber' | 'userId'>): void {
    Object.assign(person, given(changes));
    this.keep(person);
  }

  /**
   * Gives a person another number, and with it another user id.
   * @throws ActionError for the number of somebody else
   */
  changeNumber(person: Person, phoneNumber: string): void {
    const waId = phoneNumber.replace(/\D/g, '');
    this.checkFree(person, this.byWaId.get(waId), `The number +${waId}`);
    const userId = deriveUserId(waId);
    this.checkFree(person, this.byUserId.get(userId), `The user id ${userId}`);
    this.remove(person);
    person.waId = waId;
    person.userId = userId;
    this.keep(person);
  }

  /**
   * Gives a person another user id, as after a reinstallation.
   * @throws ActionError for the id of somebody else
   */
  changeUserId(person: Person, userId: string): void {
    this.checkFree(person, this.byUserId.get(userId), `The user id ${userId}`);
    this.remove(person);
    person.userId = userId;
    this.keep(person);
  }

  remove(person: Person): void {
    this.byUserId.delete(person.userId);
    if (person.waId !== undefined) this.byWaId.delete(person.waId);
    this.strangers.delete(person.waId ?? person.userId);
  }

  /** Forgets everybody. */
  clear(): void {
    this.byUserId.clear();
    this.byWaId.clear();
    this.strangers.clear();
  }

  /** Finds a person who was met: by user id, or by number in digits, with or without `+`. */
  find(id: string): Person | undefined {
    const digits = id.replace(/^\+/, '');
    return (
      this.byUserId.get(id) ??
      this.byWaId.get(digits) ??
      this.strangers.get(digits) ??
      [...this.strangers.values()].find(({ userId }) => userId === id)
    );
  }

  hasWaId(digits: string): boolean {
    return this.byWaId.has(digits) || this.strangers.has(digits);
  }

  /** The person with this number, given in digits. */
  withWaId(waId: string): Person {
    return this.byWaId.get(waId) ?? this.strangers.get(waId) ?? this.meet(deriveUserId(waId), waId);
  }

  /** The person with this business-scoped user id. */
  withUserId(userId: string): Person {
    return this.byUserId.get(userId) ?? this.strangers.get(userId) ?? this.meet(userId, undefined);
  }

  /** The person at an address. */
  at(address: PersonAddress): Person {
    return address.kind === 'phone' ? this.withWaId(address.waId) : this.withUserId(address.userId);
  }

  private meet(userId: string, waId: string | undefined): Person {
    if (this.strangers.size >= STRANGERS_LIMIT) {
      const [oldest] = this.strangers.keys();
      if (oldest !== undefined) this.strangers.delete(oldest);
    }
    const person = newPerson(userId, waId);
    this.keepStranger(person);
    return person;
  }

  private checkFree(person: Person, owner: Person | undefined, what: string): void {
    if (!owner || owner === person) return;
    throw new ActionError(`${what} is ${owner.name}'s: take another one, or remove ${owner.name} first.`);
  }

  /** Puts a person among the known ones. */
  keep(person: Person): void {
    this.strangers.delete(person.waId ?? person.userId);
    this.byUserId.set(person.userId, person);
    if (person.waId !== undefined) this.byWaId.set(person.waId, person);
  }
}

function newPerson(userId: string, waId: string | undefined): Person {
  return {
    userId,
    waId,
    name: 'Simulated User',
    username: undefined,
    online: true,
    readReceipts: true,
    device: 'android',
    onWhatsApp: true,
    hidesPhoneNumber: false,
    statusDelays: {},
    inExperiment: false,
    identityKeyHash: undefined,
    about: undefined,
    conversations: new Map(),
  };
}

/** Returns the described members of a person, without those that are left out. */
function given(described: SimulatedPerson): Partial<Person> {
  const { phoneNumber: _phoneNumber, userId: _userId, ...rest } = described;
  return Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
}

/** The country of the number, a dot and twenty digits, as Meta's examples look; the same number gives the same id. */
function deriveUserId(waId: string): string {
  const country = parsePhoneNumberFromString(`+${waId}`)?.country ?? 'US';
  const hash = createHash('sha256').update(waId).digest().readBigUInt64BE();
  return `${country}.1${String(hash % 10n ** 19n).padStart(19, '0')}`;
}
