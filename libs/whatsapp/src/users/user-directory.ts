import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { Clock } from '../common/index.js';
import { WhatsAppStorage, type Stored } from '../storage/index.js';
import type { CollectionName } from '../storage/internal.js';
import { FoundPerson } from './found-person.js';
import { LinkGraph } from './link-graph.js';
import { refreshMs, withLink, withShown, withSuccession, type LinkRecord } from './link-record.js';
import { Person } from './person.js';
import type { WhatsAppUser } from './user-ids.js';
import { kindOf, phoneName, userNames } from './user-names.js';

/** Ids that were seen together, and when, in milliseconds. Their phone number was shown by a webhook. */
export interface SeenUser extends WhatsAppUser {
  readonly at: number;
}

/** A collection of facts about users, one record an id. */
export interface FactCollection {
  readonly name: CollectionName;
  /** The prefix of its keys; the business number where it is left out. */
  readonly scope?: string;
}

type Addition = (record: LinkRecord) => LinkRecord;

interface Standing {
  readonly id: string;
  readonly first: number;
  readonly last: number;
}

const links: CollectionName = 'links';
const none: LinkRecord = { links: [] };
/** Links and classes of ids that this process remembers, so that it need not ask for them again or in several steps. */
const maxRemembered = 50_000;
/** A link that stood so long ago is looked at again: another process may have learned otherwise. In milliseconds. */
const standsForMs = 600_000;
/** The time that a user id is taken for that of a number without asking again, in milliseconds: it names a conversation, and nothing else. */
const userIdForMs = 60_000;
/** Ids lead to ids no further than this. */
const maxSteps = 8;

/**
 * Resolves a business-scoped user id, a parent id, and a phone number in its spellings to one
 * person, for each of the business's numbers. Links between ids are only ever added, so that
 * processes which learn at once lose nothing; what they mean together is found out when they are
 * read, by {@link Person}.
 */
@Injectable()
export class UserDirectory {
  /** The links that were seen in the storage, by id and kind of the other id. */
  readonly #standing: LRUCache<string, Standing>;
  /** The names that had to be read to know the person, by id. */
  readonly #classes = new LRUCache<string, readonly string[]>({ max: maxRemembered });

  /** The user ids, by the name of an id that is no user id. */
  readonly #userIds: LRUCache<string, { readonly userId: string | undefined }>;

  constructor(
    private readonly storage: WhatsAppStorage,
    private readonly clock: Clock,
  ) {
    const time = { ttlResolution: 0, perf: { now: () => clock.monotonic() } };
    this.#standing = new LRUCache({ max: 2 * maxRemembered, ttl: standsForMs, ...time });
    this.#userIds = new LRUCache({ max: maxRemembered, ttl: userIdForMs, ...time });
  }

  /**
   * Remembers which ids belong together. When it resolves every link stands.
   *
   * @throws StorageUnavailableError
   */
  async learn(users: readonly SeenUser[]): Promise<void> {
    const additions = new Map<string, Addition[]>();
    for (const user of users) this.collect(user, additions);
    if (additions.size > 0) {
      await this.add(additions);
      this.#userIds.clear();
    }
    for (const user of users) this.remember(user);
  }

  /**
   * A user's ids changed.
   *
   * @throws StorageUnavailableError
   */
  async learnChange(before: WhatsAppUser, now: WhatsAppUser, at: number): Promise<void> {
    const { phoneNumberId } = now;
    const former = before.userId ?? (await this.identify(before, at - 1)).userId;
    const userId = now.userId ?? former;
    const additions = new Map<string, Addition[]>();
    const add = (id: string, addition: Addition): void =>
      append(additions, keyOf(phoneNumberId, id), addition);
    if (former !== undefined && userId !== undefined && former !== userId) {
      add(former, (record) => withSuccession(record, 'became', userId, at));
      add(userId, (record) => withSuccession(record, 'was', former, at));
    }
    const ids = { phoneNumberId, userId, parentUserId: now.parentUserId, waId: now.waId };
    // The number of before, too: whoever knows it alone must find the user. It is the user's no more where there is another now.
    const phoneBefore = before.waId !== undefined && userId !== undefined ? before.waId : undefined;
    if (phoneBefore !== undefined) {
      this.collect({ phoneNumberId, userId: former ?? userId, waId: phoneBefore, at: at - 1 }, additions);
    }
    // Whatever else comes from the same second came before.
    this.collect({ ...ids, at: at + 999 }, additions);
    if (userId === undefined && before.waId !== undefined && now.waId !== undefined) {
      const [from, to] = [phoneName(before.waId), phoneName(now.waId)];
      if (from !== to) {
        add(from, (record) => withSuccession(record, 'became', to, at));
        add(to, (record) => withSuccession(record, 'was', from, at));
      }
    }
    if (additions.size > 0) await this.add(additions);
    this.#userIds.clear();
  }

  /**
   * Meta has told under which `wa_id` it knows a number that was sent to.
   *
   * @throws StorageUnavailableError
   */
  async learnSpelling(phoneNumberId: string, dialled: string, waId: string, at: number): Promise<void> {
    const from = phoneName(dialled);
    const to = phoneName(waId);
    if (from === to || this.stands(phoneNumberId, from, to, at)) return;
    const additions = new Map<string, Addition[]>();
    linkBoth(additions, phoneNumberId, from, to, at);
    await this.add(additions);
    this.setStanding(phoneNumberId, from, to, at);
  }

  /** Returns `true` when a webhook has shown this number a user with exactly this `wa_id`. */
  async knows(phoneNumberId: string, waId: string): Promise<boolean> {
    const key = keyOf(phoneNumberId, phoneName(waId));
    const [record] = await this.storage.getMany<LinkRecord>(links, [key]);
    return record?.value.shown?.includes(waId) ?? false;
  }

  /** The user id of a user who was named by another id, as it was known at most a minute ago. */
  async userIdOf(user: WhatsAppUser, at: number): Promise<string | undefined> {
    const name = userNames(user).at(-1);
    if (name === undefined) return undefined;
    const key = keyOf(user.phoneNumberId, name);
    // Whose it was at another time is another question.
    const isNow = Math.abs(this.clock.now() - at) < userIdForMs;
    const known = isNow ? this.#userIds.get(key) : undefined;
    if (known !== undefined) return known.userId;
    const { userId } = await this.identify(user, at);
    if (isNow) this.#userIds.set(key, { userId });
    return userId;
  }

  /** Finds the person at a time in milliseconds. */
  async identify(user: WhatsAppUser, at = this.clock.now()): Promise<Person> {
    return (await this.find(user, [], at)).person;
  }

  /** Finds the person and the facts in collections under the person's ids: mostly in one round trip. */
  async find(
    user: WhatsAppUser,
    collections: readonly FactCollection[],
    at = this.clock.now(),
  ): Promise<FoundPerson> {
    const { phoneNumberId } = user;
    const graph = new LinkGraph();
    const records = new Map(collections.map(({ name }) => [name, new Map<string, Stored<unknown>>()]));
    const own = userNames(user);
    const known = own.map((name) => this.#classes.get(keyOf(phoneNumberId, name)) ?? [name]);
    let names = [...new Set(known.flat())];
    for (let step = 0; ; step += 1) {
      const [found, ...facts] = await Promise.all([
        this.read<LinkRecord>(links, phoneNumberId, names),
        ...collections.map(({ name, scope = phoneNumberId }) => this.read<unknown>(name, scope, names)),
      ]);
      for (const [index, name] of names.entries()) {
        graph.add(name, found[index]?.value);
        for (const [place, { name: collection }] of collections.entries()) {
          const record = facts[place]?.[index];
          if (record) records.get(collection)?.set(name, record);
        }
      }
      const person = new Person(user, graph, at);
      names = [...new Set([...graph.missing, ...person.sources.filter((name) => !graph.has(name))])];
      if (names.length === 0 || step === maxSteps) {
        this.rememberClass(phoneNumberId, own, graph.names);
        return new FoundPerson(person, records);
      }
    }
  }

  /** Returns the links as they are stored: for the user who asks. */
  async linksOf(person: Person): Promise<Readonly<Record<string, unknown>>> {
    const names = person.allNames;
    const found = await this.read<LinkRecord>(links, person.phoneNumberId, names);
    return Object.fromEntries(
      found.flatMap((record, index) => (record ? [[names[index], record.value]] : [])),
    );
  }

  /** Deletes the links of a person. What others had in common with it, such as a phone number, stays theirs. */
  async forget(person: Person): Promise<void> {
    const { phoneNumberId, allNames } = person;
    const gone = new Set(allNames.filter((name) => kindOf(name) === 'user'));
    await Promise.all(
      allNames.map(async (name) => {
        const key = keyOf(phoneNumberId, name);
        this.#classes.delete(key);
        this.#userIds.delete(key);
        for (const kind of ['user', 'parent', 'phone', 'shown']) this.#standing.delete(`${key}>${kind}`);
        return this.storage.update<LinkRecord>(links, key, (before) => {
          if (before === undefined) return undefined;
          const rest = before.value.links.filter(([id]) => kindOf(id) === 'user' && !gone.has(id));
          return gone.has(name) || rest.length === 0
            ? 'drop'
            : { value: { ...before.value, links: rest }, tags: before.tags };
        });
      }),
    );
  }

  private async read<V>(
    collection: string,
    scope: string,
    names: readonly string[],
  ): Promise<(Stored<V> | undefined)[]> {
    return this.storage.getMany<V>(
      collection,
      names.map((name) => keyOf(scope, name)),
    );
  }

  private async add(additions: ReadonlyMap<string, readonly Addition[]>): Promise<void> {
    await Promise.all(
      [...additions].map(async ([key, all]) =>
        this.storage.update<LinkRecord>(links, key, (before) => {
          const known = before?.value ?? none;
          const value = all.reduce((record, addition) => addition(record), known);
          return value === known ? undefined : { value };
        }),
      ),
    );
  }

  /** Adds what a sighting says to the records of its ids, where that is not known to stand. */
  private collect(user: SeenUser, additions: Map<string, Addition[]>): void {
    const { phoneNumberId, userId, parentUserId, waId, at } = user;
    const phone = waId === undefined ? undefined : `+${waId}`;
    if (userId !== undefined) {
      for (const other of [phone, parentUserId]) {
        if (other === undefined || this.stands(phoneNumberId, userId, other, at)) continue;
        linkBoth(additions, phoneNumberId, userId, other, at);
      }
    } else if (phone !== undefined && parentUserId !== undefined) {
      linkBoth(additions, phoneNumberId, phone, parentUserId, at);
    }
    if (phone === undefined || waId === undefined || this.isShown(phoneNumberId, waId)) return;
    append(additions, keyOf(phoneNumberId, phoneName(phone)), (record) => withShown(record, waId));
  }

  private remember({ phoneNumberId, userId, parentUserId, waId, at }: SeenUser): void {
    if (waId !== undefined) {
      const key = `${keyOf(phoneNumberId, phoneName(waId))}>shown`;
      this.#standing.set(key, { id: waId, first: at, last: at });
    }
    if (userId === undefined) return;
    if (waId !== undefined) this.setStanding(phoneNumberId, userId, `+${waId}`, at);
    if (parentUserId !== undefined) this.setStanding(phoneNumberId, userId, parentUserId, at);
  }

  private stands(phoneNumberId: string, one: string, other: string, at: number): boolean {
    return (
      isStanding(this.#standing.get(standingKey(phoneNumberId, one, other)), other, at) &&
      isStanding(this.#standing.get(standingKey(phoneNumberId, other, one)), one, at)
    );
  }

  private setStanding(phoneNumberId: string, one: string, other: string, at: number): void {
    if (this.stands(phoneNumberId, one, other, at)) return;
    const standing = { first: at, last: at };
    this.#standing.set(standingKey(phoneNumberId, one, other), { id: other, ...standing });
    this.#standing.set(standingKey(phoneNumberId, other, one), { id: one, ...standing });
  }

  private isShown(phoneNumberId: string, waId: string): boolean {
    return this.#standing.get(`${keyOf(phoneNumberId, phoneName(waId))}>shown`)?.id === waId;
  }

  private rememberClass(phoneNumberId: string, own: readonly string[], names: readonly string[]): void {
    if (names.length === 1) return;
    for (const name of own) this.#classes.set(keyOf(phoneNumberId, name), names);
  }
}

function linkBoth(
  additions: Map<string, Addition[]>,
  phoneNumberId: string,
  one: string,
  other: string,
  at: number,
): void {
  append(additions, keyOf(phoneNumberId, recordName(one)), (record) => withLink(record, other, at));
  append(additions, keyOf(phoneNumberId, recordName(other)), (record) => withLink(record, one, at));
}

function append(additions: Map<string, Addition[]>, key: string, addition: Addition): void {
  const known = additions.get(key);
  if (known) known.push(addition);
  else additions.set(key, [addition]);
}

function isStanding(standing: Standing | undefined, id: string, at: number): boolean {
  return standing?.id === id && at >= standing.first && at < standing.last + refreshMs;
}

function standingKey(phoneNumberId: string, id: string, other: string): string {
  return `${keyOf(phoneNumberId, recordName(id))}>${kindOf(other)}`;
}

/** The name of the record of an id. */
function recordName(id: string): string {
  return kindOf(id) === 'phone' ? phoneName(id) : id;
}

/** The key under which something is kept of an id. */
export function keyOf(scope: string, name: string): string {
  return `${scope}:${name}`;
}
