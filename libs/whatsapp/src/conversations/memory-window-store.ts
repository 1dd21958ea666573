import { LRUCache } from 'lru-cache';
import { type Clock } from '../common/index.js';
import { LinkedRecords, type RecordNames } from '../common/internal.js';
import { type WhatsAppUser } from '../webhooks/index.js';
import { userNames } from '../webhooks/internal.js';
import { mergeWindows, type WindowFacts, type WindowRecord } from './window-record.js';
import { WindowStore, type WindowPage, type WindowQuery } from './window-store.js';

interface Entry {
  readonly value: WindowRecord;
  readonly aliases: readonly string[];
}

/** How much the {@link MemoryWindowStore} remembers, and for how long. */
export interface MemoryWindowStoreOptions {
  readonly maxWindows: number;
  readonly windowTtlMs: number;
}

/**
 * The default {@link WindowStore}: bounded memory of this process. Another process knows nothing of it, and may so take a window
 * for closed that is open: on several machines, use one that they share.
 *
 * @publicApi
 */
export class MemoryWindowStore extends WindowStore {
  readonly #entries: LRUCache<string, Entry>;
  readonly #records: LinkedRecords<WindowRecord>;

  constructor(clock: Clock, { maxWindows, windowTtlMs }: MemoryWindowStoreOptions) {
    super();
    const limits = { ttl: windowTtlMs, ttlResolution: 0, perf: { now: () => clock.now() } };
    this.#entries = new LRUCache({ max: maxWindows, ...limits });
    // Each user has two further ids at most.
    const links = new LRUCache<string, string>({ max: 2 * maxWindows, ...limits });
    this.#records = new LinkedRecords({ entries: this.#entries, links }, mergeWindows);
  }

  find(user: WhatsAppUser): Promise<WindowRecord | undefined> {
    return Promise.resolve(this.#records.find(namesOf(user)));
  }

  merge(user: WhatsAppUser, facts: WindowFacts): Promise<WindowRecord> {
    return Promise.resolve(this.#records.merge(namesOf(user), { ...facts, ...user }));
  }

  rename(before: WhatsAppUser, now: WhatsAppUser): Promise<void> {
    this.#records.rename(namesOf(before), namesOf(now), (record) => ({ ...record, ...now }));
    return Promise.resolve();
  }

  list({ phoneNumberId, userWroteAfter, limit, after }: WindowQuery): Promise<WindowPage> {
    const wanted = [...this.#entries.entries()]
      .map(([key, { value }]) => ({ value, place: placeOf(value, key) }))
      .filter(({ value }) => phoneNumberId === undefined || value.phoneNumberId === phoneNumberId)
      .filter(({ value }) => (value.userWroteAt ?? Number.NEGATIVE_INFINITY) > userWroteAfter)
      .filter(({ place }) => after === undefined || place > after)
      .toSorted((one, other) => (one.place < other.place ? -1 : 1));
    const page = wanted.slice(0, limit);
    const next = wanted.length > limit ? page.at(-1)?.place : undefined;
    return Promise.resolve({ windows: page.map(({ value }) => value), ...(next !== undefined && { next }) });
  }
}

function namesOf(user: WhatsAppUser): RecordNames {
  const { primary, aliases } = userNames(user);
  const ofNumber = (name: string): string => `${user.phoneNumberId}:${name}`;
  return { primary: primary === undefined ? undefined : ofNumber(primary), aliases: aliases.map(ofNumber) };
}

/** Orders by time, then by key. Milliseconds have 13 digits until the year 2286. */
function placeOf({ userWroteAt = 0 }: WindowRecord, key: string): string {
  return `${String(userWroteAt).padStart(13, '0')}:${key}`;
}
