import { Inject, Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { WHATSAPP_RESOLVED_OPTIONS, type ResolvedWhatsAppOptions } from '../config/internal.js';
import { WhatsAppStorage, type Change, type Stored } from '../storage/index.js';
import type { CollectionName } from '../storage/internal.js';
import type { WhatsAppUser } from '../users/index.js';
import { factName, keyOf, kindOf, UserDirectory, type FoundPerson } from '../users/internal.js';
import { closesAt, mergeFacts, type WindowFacts, type WindowRecord } from './window-record.js';

/** Filters for the list of windows. */
export interface WindowQuery {
  /** The business number whose windows are listed. */
  readonly phoneNumberId?: string;
  /** The time from which a listed window closes or later, in milliseconds since the UNIX epoch. */
  readonly closesFrom: number;
  /** The most windows. */
  readonly limit: number;
  /** The `next` of the page before. */
  readonly after?: string;
}

/** A part of the windows that were asked for. */
export interface WindowPage {
  readonly windows: readonly WindowRecord[];
  /** The cursor of the next page; absent on the last page. */
  readonly next?: string;
}

/** The facts of a time: under a user id all of them in one, under an id that may pass to somebody else the last few. */
type Entry = readonly [at: number, facts: WindowFacts];

interface StoredWindow {
  /** The user of the window, as it was learned. */
  readonly user: WhatsAppUser;
  readonly entries: readonly Entry[];
}

const collection: CollectionName = 'windows';
/** The tag of every open window. */
const all = 'all';
/** The number of facts that are kept apart under an id that may pass to somebody else. */
const maxEntries = 8;
const maxWritten = 10_000;

/** Keeps what is known of customer service windows, under the id that it was learned with; what belongs together is joined when it is read. */
@Injectable()
export class WindowStore {
  readonly #ttlMs: number;
  /** The records as this process wrote them last: a user who goes on writing costs no read. A storage that has no wire needs none of it. */
  readonly #written: LRUCache<string, Stored<StoredWindow>> | undefined;

  constructor(
    private readonly storage: WhatsAppStorage,
    private readonly directory: UserDirectory,
    @Inject(WHATSAPP_RESOLVED_OPTIONS)
    {
      conversations,
    }: { readonly conversations: Pick<ResolvedWhatsAppOptions['conversations'], 'windowTtlMs'> },
  ) {
    this.#ttlMs = conversations.windowTtlMs;
    this.#written = storage.isShared ? new LRUCache({ max: maxWritten }) : undefined;
  }

  async find(user: WhatsAppUser): Promise<WindowRecord | undefined> {
    return this.recordOf(await this.directory.find(user, [{ name: collection }]));
  }

  /** Returns the window that the records of a person describe. */
  recordOf(found: FoundPerson): WindowRecord | undefined {
    const { person } = found;
    let facts: WindowFacts | undefined;
    for (const [name, { value }] of found.of<StoredWindow>(collection)) {
      for (const [at, entry] of value.entries) {
        if (person.owns(name, at)) facts = facts === undefined ? entry : mergeFacts(facts, entry);
      }
    }
    if (facts === undefined) return undefined;
    return { phoneNumberId: person.phoneNumberId, ...person.ids, ...facts };
  }

  /**
   * Adds what was learned of a time in milliseconds, all in one step, for many may learn at once.
   *
   * @throws StorageUnavailableError
   */
  async merge(user: WhatsAppUser, facts: WindowFacts, at: number): Promise<void> {
    const { phoneNumberId, userId, parentUserId, waId } = user;
    const name = factName(user);
    if (name === undefined) return;
    const isLasting = kindOf(name) === 'user';
    const key = keyOf(phoneNumberId, name);
    const change: Change<StoredWindow> = (before, now) => {
      const known = before?.value.entries ?? [];
      const entries = isLasting ? [merged(known, facts, at)] : withEntry(known, facts, at);
      const dueAt = closesAt(entries.map(([, entry]) => entry).reduce(mergeFacts));
      return {
        value: { user: before?.value.user ?? { phoneNumberId, userId, parentUserId, waId }, entries },
        expiresAt: now + this.#ttlMs,
        ...(dueAt !== undefined && { dueAt, tags: [all, phoneNumberId] }),
      };
    };
    const { stored } = await this.storage.update<StoredWindow>(
      collection,
      key,
      change,
      this.#written?.get(key),
    );
    if (stored) this.#written?.set(key, stored);
  }

  /** Lists windows; those that close first come first. */
  async list({ phoneNumberId, closesFrom, limit, after }: WindowQuery): Promise<WindowPage> {
    const page = await this.storage.list<StoredWindow>(collection, {
      tag: phoneNumberId ?? all,
      by: 'due',
      dueFrom: closesFrom,
      limit,
      after,
    });
    const found = await Promise.all(
      page.records.map(async ({ value, dueAt }) => {
        const window = await this.find(value.user);
        // What is known of one user under several ids is listed where its window closes.
        return window && closesAt(window) === dueAt ? window : undefined;
      }),
    );
    const seen = new Set<string>();
    const windows = found.filter((window) => {
      if (window === undefined) return false;
      const key = keyOf(window.phoneNumberId, factName(window) ?? '');
      return seen.size < seen.add(key).size;
    });
    return {
      windows: windows.filter((window) => window !== undefined),
      ...(page.next !== undefined && { next: page.next }),
    };
  }

  /** Deletes the windows of this person. */
  async forget(found: FoundPerson): Promise<void> {
    const { person } = found;
    await Promise.all(
      [...found.of<StoredWindow>(collection)].map(async ([name]) =>
        this.storage.update<StoredWindow>(collection, keyOf(person.phoneNumberId, name), (before) => {
          if (before === undefined) return undefined;
          const { entries } = before.value;
          const rest = entries.filter(([at]) => !person.owns(name, at));
          if (rest.length === entries.length) return undefined;
          return rest.length === 0 ? 'drop' : { ...before, value: { ...before.value, entries: rest } };
        }),
      ),
    );
  }
}

function merged(known: readonly Entry[], facts: WindowFacts, at: number): Entry {
  return [at, known.map(([, entry]) => entry).reduce(mergeFacts, facts)];
}

function withEntry(known: readonly Entry[], facts: WindowFacts, at: number): readonly Entry[] {
  const same = known.find(([time]) => time === at);
  const entries: Entry[] = known.filter((entry) => entry !== same);
  entries.push(same ? [at, mergeFacts(same[1], facts)] : [at, facts]);
  return entries.toSorted(([one], [other]) => one - other).slice(-maxEntries);
}
