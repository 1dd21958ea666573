import { Inject, Injectable } from '@nestjs/common';
import { WHATSAPP_RESOLVED_OPTIONS, type ResolvedWhatsAppOptions } from '../config/internal.js';
import { StorageFullError, WhatsAppStorage } from '../storage/index.js';
import type { CollectionName } from '../storage/internal.js';
import type { WhatsAppUser } from '../users/index.js';
import { factName, keyOf, kindOf, UserDirectory, type FoundPerson, type Person } from '../users/internal.js';
import { laterOf, type ConsentFacts, type ConsentRecord, type ConsentStatement } from './consent-record.js';
import { ConsentUnknownError } from './consent-unknown.error.js';

/** A statement, and the user id of who made it where it is kept under another id as well. */
interface StoredStatement extends ConsentStatement {
  readonly by?: string;
}

/** The statements under one id, each kind for itself, the latest last. */
interface StoredConsent {
  readonly given: readonly StoredStatement[];
  readonly marketing: readonly StoredStatement[];
}

const collection: CollectionName = 'consents';
/** The number of statements of a kind that are kept apart under one id: it may have passed to somebody else between them. */
const maxStatements = 8;
const kinds = ['given', 'marketing'] as const;

/**
 * Keeps who agreed to be written to and who did not want it any more, under the id that it was learned with; what belongs together is
 * joined when it is read. It never forgets.
 *
 * A refusal is kept under every id of the user: it holds for whoever has the phone number, until that one grants.
 */
@Injectable()
export class ConsentStore {
  /** `*` where a consent holds for all numbers. */
  readonly #scope: string | undefined;
  /** The number of records in the storage when it had no room for one that might have been about anybody. */
  #fullAt: number | undefined;

  constructor(
    private readonly storage: WhatsAppStorage,
    private readonly directory: UserDirectory,
    @Inject(WHATSAPP_RESOLVED_OPTIONS)
    { consent }: { readonly consent: Pick<ResolvedWhatsAppOptions['consent'], 'scope'> },
  ) {
    this.#scope = consent.scope === 'all' ? '*' : undefined;
  }

  /**
   * Returns a user's consent; only the ids where nothing is known.
   *
   * @throws ConsentUnknownError where nothing is, and the storage has turned away what might have been about this user
   */
  async find(user: WhatsAppUser): Promise<ConsentRecord> {
    return this.recordOf(await this.directory.find(user, [{ name: collection, scope: this.#scope }]));
  }

  /** The same from the records that were found with a person. */
  recordOf(found: FoundPerson): ConsentRecord {
    const facts = this.factsOf(found);
    if (facts === undefined && this.#fullAt !== undefined) throw new ConsentUnknownError(this.#fullAt);
    return { ...found.person.ids, ...facts };
  }

  /** Returns the statements of a person, as far as they are known. */
  factsOf(found: FoundPerson): ConsentFacts | undefined {
    const given = lastStatement(found, 'given');
    const marketing = lastStatement(found, 'marketing');
    if (given === undefined && marketing === undefined) return undefined;
    return { ...(given && { given }), ...(marketing && { marketing }) };
  }

  /**
   * Adds what was learned, for many may learn at once.
   *
   * @throws StorageFullError where there is no room for another user
   * @throws StorageUnavailableError
   */
  async merge(user: WhatsAppUser, facts: ConsentFacts): Promise<void> {
    const { phoneNumberId, userId } = user;
    const own = factName(user);
    if (own === undefined) return;
    // Whose a number or parent id is may turn out otherwise: what came without a user id stays under it alone.
    const at = Math.max(...kinds.map((kind) => facts[kind]?.at ?? 0));
    const others = userId === undefined ? [] : this.othersOf(await this.directory.identify(user, at), facts);
    await Promise.all([
      this.add(phoneNumberId, own, facts),
      ...others.map(async (name) => this.add(phoneNumberId, name, facts, userId)),
    ]);
  }

  /** Deletes the consents of this person; with `keepRefusals` those that refuse now stay. */
  async forget(found: FoundPerson, keepRefusals: boolean): Promise<void> {
    const { person } = found;
    const kept: ConsentStatement[] = [];
    for (const kind of kinds) {
      const statement = lastStatement(found, kind);
      if (!keepRefusals || statement === undefined || statement.allowed) continue;
      kept.push(statement);
      // Under all that the user is known by now: once the links are gone nothing leads from one to the other.
      await Promise.all(
        person.names.map(async (name) => {
          const by = kindOf(name) === 'user' ? undefined : person.userId;
          await this.add(person.phoneNumberId, name, { [kind]: statement }, by);
        }),
      );
    }
    const isKept = (name: string, statement: StoredStatement): boolean =>
      !isOwn(person, name, statement) || kept.some((other) => isSame(other, statement));
    await Promise.all(
      [...found.of<StoredConsent>(collection)].map(async ([name]) =>
        this.storage.update<StoredConsent>(collection, this.keyOf(person.phoneNumberId, name), (before) => {
          if (before === undefined) return undefined;
          const given = before.value.given.filter((statement) => isKept(name, statement));
          const marketing = before.value.marketing.filter((statement) => isKept(name, statement));
          const value = { given, marketing };
          return value.given.length + value.marketing.length === 0 ? 'drop' : { value };
        }),
      ),
    );
  }

  /** Other names that a statement is kept under. */
  private othersOf(person: Person, facts: ConsentFacts): string[] {
    const aliases = person.names.filter((name) => kindOf(name) !== 'user');
    if (kinds.some((kind) => facts[kind]?.allowed === false)) return aliases;
    // Of all numbers only the parent id is the same.
    return this.#scope === undefined ? [] : aliases.filter((name) => kindOf(name) === 'parent');
  }

  private async add(
    phoneNumberId: string,
    name: string,
    { given, marketing }: ConsentFacts,
    by?: string,
  ): Promise<void> {
    try {
      await this.storage.update<StoredConsent>(collection, this.keyOf(phoneNumberId, name), (before) => {
        const known = before?.value;
        return {
          value: { given: added(known?.given, given, by), marketing: added(known?.marketing, marketing, by) },
        };
      });
    } catch (error) {
      if (error instanceof StorageFullError) this.#fullAt = error.maxRecords;
      throw error;
    }
  }

  private keyOf(phoneNumberId: string, name: string): string {
    return keyOf(this.#scope ?? phoneNumberId, name);
  }
}

/** Returns a person's last statement of one kind; a refusal of whoever had the number before holds until the person makes a statement. */
function lastStatement(found: FoundPerson, kind: (typeof kinds)[number]): ConsentStatement | undefined {
  const { person } = found;
  let own: ConsentStatement | undefined;
  let granted: ConsentStatement | undefined;
  let inherited: ConsentStatement | undefined;
  for (const [name, { value }] of found.of<StoredConsent>(collection)) {
    for (const statement of value[kind]) {
      if (isOwn(person, name, statement)) own = laterOf(own, statement);
      else if (person.inherits(name, statement.at, statement.by)) inherited = laterOf(inherited, statement);
    }
    for (const statement of [...value.given, ...value.marketing]) {
      if (statement.allowed && isOwn(person, name, statement)) granted = laterOf(granted, statement);
    }
  }
  const holds = inherited && !inherited.allowed && !(granted && granted.at > inherited.at);
  const statement = holds ? laterOf(own, inherited) : own;
  return statement && { allowed: statement.allowed, at: statement.at, source: statement.source };
}

function isOwn(person: Person, name: string, { at, by }: StoredStatement): boolean {
  return person.owns(name, at, by);
}

function added(
  known: readonly StoredStatement[] = [],
  statement?: ConsentStatement,
  by?: string,
): readonly StoredStatement[] {
  if (statement === undefined || known.some((other) => isSame(other, statement) && other.by === by))
    return known;
  return [...known, by === undefined ? statement : { ...statement, by }]
    .toSorted((one, other) => one.at - other.at || Number(other.allowed) - Number(one.allowed))
    .slice(-maxStatements);
}

function isSame(one: ConsentStatement, other: ConsentStatement): boolean {
  return one.at === other.at && one.allowed === other.allowed;
}
