import { setTimeout as sleep } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import { WhatsAppError } from '../errors/index.js';
import { redactSentence } from '../observability/index.js';
import { Batch } from './batch.js';
import { RecordVersions, hasWrite } from './record-versions.js';
import { StorageTime } from './storage-time.js';
import { StorageUnavailableError } from './storage-unavailable.error.js';
import {
  encodeKey,
  fromStored,
  toStored,
  type RecordKey,
  type RecordWrite,
  type StoreAnswer,
  type StoredPage,
  type StoredRecord,
  type TakeQuery,
  type WriteAnswer,
} from './stored-record.js';
import type { Change, Keep, ListQuery, Page, Stored, Updated } from './stored.js';
import { WhatsAppStorage } from './whatsapp-storage.js';

/** Time limits and retries for a store behind a network. */
export interface CompareAndSetOptions {
  /**
   * The time that a call is tried again where the store is away, in milliseconds; then it fails
   * with `StorageUnavailableError`. 0 fails at once.
   * @default 5000
   */
  readonly waitMs?: number;
}

/** The time that a change is tried again, in milliseconds, while others are always quicker with theirs. */
const contendedMs = 10_000;
const purgeEveryMs = 60_000;
const purgeLimit = 1000;

interface Attempt<V> {
  readonly version: string;
  readonly kept?: Keep<V>;
}

/**
 * A storage over a store that can read records, and write one where it has the version that is expected. Gathering the calls of a
 * tick, hints, retries, and telling whether a write was made whose answer was lost are done here.
 *
 * @publicApi
 */
export abstract class CompareAndSetStorage extends WhatsAppStorage {
  readonly #versions = new RecordVersions();
  readonly #time = new StorageTime();
  readonly #reads = new Batch<RecordKey, StoredRecord | undefined>(
    (items) => this.timed(() => this.read(items)),
    () => this.callsAtOnce,
  );
  readonly #writes = new Batch<RecordWrite, WriteAnswer>(
    (items) => this.timed(() => this.write(items)),
    () => this.callsAtOnce,
  );
  /** The last change of this process, by record. Changes of one record go one by one, or they would conflict with each other. */
  readonly #tails = new Map<string, Promise<unknown>>();
  readonly #waitMs: number;
  readonly #log = new Logger('WhatsAppStorage');
  #purging: NodeJS.Timeout | undefined;
  #closed = false;

  constructor({ waitMs = 5000 }: CompareAndSetOptions = {}) {
    super();
    this.#waitMs = waitMs;
  }

  /**
   * The number of calls of {@link read}, or of {@link write}, that may be under way; further
   * requests are gathered for the next call. A few serve a store best whose calls cost much and
   * whose records little.
   */
  protected get callsAtOnce(): number {
    return Number.POSITIVE_INFINITY;
  }

  /** The records as they are, expired ones too. */
  protected abstract read(items: readonly RecordKey[]): Promise<StoreAnswer<StoredRecord | undefined>>;

  /** Writes records, each for itself, where it is as expected. No record is named twice. */
  protected abstract write(items: readonly RecordWrite[]): Promise<StoreAnswer<WriteAnswer>>;

  /** The work of {@link takeDue}: the records as they are after it. */
  protected abstract take(query: TakeQuery): Promise<StoreAnswer<StoredRecord>>;

  /** The work of {@link list}; what is removed or has expired may be left out. */
  protected abstract page(collection: string, query: ListQuery): Promise<StoredPage>;

  /** Deletes some records whose expiry is past, and says how many. */
  protected abstract purge(limit: number): Promise<number>;

  /** Closes the connections and other resources of the store. */
  protected abstract disconnect(): Promise<void>;

  override async open(): Promise<void> {
    this.schedulePurge(purgeEveryMs);
    return Promise.resolve();
  }

  async getMany<V>(collection: string, keys: readonly string[]): Promise<(Stored<V> | undefined)[]> {
    const items = keys.map((key) => ({ collection, key: encodeKey(key) }));
    const records = await this.waiting(() => Promise.all(items.map((item) => this.#reads.ask(item))));
    const now = this.#time.now() ?? 0;
    return records.map((record) => fromStored<V>(record, now));
  }

  async update<V>(
    collection: string,
    key: string,
    change: Change<V>,
    assume?: 'absent' | Stored<V>,
  ): Promise<Updated<V>> {
    const item = { collection, key: encodeKey(key) };
    const name = `${collection}\0${item.key}`;
    const before = this.#tails.get(name);
    // What was assumed is out of date where another change of this process is under way.
    const own =
      before === undefined
        ? this.changed(item, key, change, assume)
        : before.then(
            () => this.changed(item, key, change),
            () => this.changed(item, key, change),
          );
    this.#tails.set(name, own);
    try {
      return await own;
    } finally {
      if (this.#tails.get(name) === own) this.#tails.delete(name);
    }
  }

  async takeDue<V>(collection: string, limit: number, leaseMs: number, tag?: string): Promise<Stored<V>[]> {
    const query = {
      collection,
      limit,
      leaseMs,
      version: this.#versions.after(),
      ...(tag !== undefined && { tag: encodeKey(tag) }),
    };
    const records = await this.waiting(() => this.timed(() => this.take(query)));
    const now = this.#time.now() ?? 0;
    return records.flatMap((record) => fromStored<V>(record, now) ?? []);
  }

  async list<V>(collection: string, query: ListQuery): Promise<Page<V>> {
    let next: string | undefined;
    const records = await this.waiting(() =>
      this.timed(async () => {
        const page = await this.page(collection, { ...query, tag: encodeKey(query.tag) });
        ({ next } = page);
        return page;
      }),
    );
    const now = this.#time.now() ?? 0;
    return {
      records: records.flatMap((record) => fromStored<V>(record, now) ?? []),
      ...(next !== undefined && { next }),
    };
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#purging);
    await Promise.allSettled(this.#tails.values());
    await this.disconnect();
  }

  private async changed<V>(
    item: RecordKey,
    key: string,
    change: Change<V>,
    assume?: 'absent' | Stored<V>,
  ): Promise<Updated<V>> {
    let assumed = assume !== undefined && this.#time.now() !== undefined;
    let before = assume === 'absent' ? undefined : assume;
    let expected = before?.version;
    let failure: unknown;
    /** The record that a write has found instead of the expected one. */
    let found: StoredRecord | undefined;
    /** Writes whose answers were lost. */
    const unanswered: Attempt<V>[] = [];
    const startedAt = performance.now();
    for (let attempts = 0; ; attempts += 1) {
      if (!assumed) {
        const record = found ?? (await this.waiting(() => this.#reads.ask(item)));
        const made = record && unanswered.find(({ version }) => hasWrite(record.version, version));
        if (made) return this.result<V>(key, made);
        before = fromStored<V>(record, this.#time.now() ?? 0);
        expected = record?.version;
      }
      const now = this.#time.now() ?? 0;
      if (before?.expiresAt !== undefined && before.expiresAt <= now) before = undefined;
      const next = change(before, now);
      const isNothing = next === undefined || (next === 'drop' && before === undefined);
      if (isNothing && !assumed) return { ...(before && { stored: before }), changed: false, now };
      assumed = false;
      if (isNothing) continue;
      const attempt: Attempt<V> = {
        version: this.#versions.after(expected),
        ...(next !== 'drop' && { kept: next }),
      };
      const record = toStored(item.key, attempt.version, attempt.kept, now);
      found = undefined;
      try {
        const written = await this.#writes.ask({
          ...item,
          record,
          ...(expected !== undefined && { expected }),
        });
        if (written === true) return this.result<V>(key, attempt);
        if (written !== false) found = written;
      } catch (error) {
        if (this.#waitMs === 0 || isFinal(error)) throw unavailable(error);
        unanswered.push(attempt);
        failure = error;
      }
      if (performance.now() - startedAt > this.#waitMs + contendedMs) {
        throw failure === undefined
          ? new StorageUnavailableError('others changed the same record again and again')
          : unavailable(failure);
      }
      if (attempts > 0) await sleep(Math.random() * Math.min(2 ** attempts, 50));
    }
  }

  private result<V>(key: string, { version, kept }: Attempt<V>): Updated<V> {
    const now = this.#time.now() ?? 0;
    return kept === undefined
      ? { changed: true, now }
      : { stored: { key, version, ...kept }, changed: true, now };
  }

  /** Asks the store, and learns its time. */
  private async timed<Item>(call: () => Promise<StoreAnswer<Item>>): Promise<readonly Item[]> {
    const askedAt = this.#time.monotonic();
    const { now, items } = await call();
    this.#time.learn(askedAt, now);
    return items;
  }

  /** Repeats what may be repeated while the store is away. */
  protected async waiting<T>(call: () => Promise<T>): Promise<T> {
    const startedAt = performance.now();
    for (let attempts = 0; ; attempts += 1) {
      try {
        return await call();
      } catch (error) {
        const delayMs = Math.min(20 * 2 ** attempts, 500) * (0.5 + Math.random() / 2);
        if (isFinal(error) || this.#closed || performance.now() - startedAt + delayMs > this.#waitMs)
          throw unavailable(error);
        await sleep(delayMs);
      }
    }
  }

  private schedulePurge(afterMs: number): void {
    if (this.#closed) return;
    this.#purging = setTimeout(() => {
      this.purge(purgeLimit).then(
        (deleted) => this.schedulePurge(deleted < purgeLimit ? purgeEveryMs : 100),
        (error: unknown) => {
          this.#log.warn(
            `Expired records could not be deleted (${error instanceof Error ? error.name : 'unknown'}); trying again in a minute. Until then they take up room, and are found no more`,
          );
          this.schedulePurge(purgeEveryMs);
        },
      );
    }, afterMs).unref();
  }
}

/** Waiting does not help. */
function isFinal(error: unknown): boolean {
  return error instanceof WhatsAppError && !error.retryable;
}

function unavailable(error: unknown): WhatsAppError {
  if (error instanceof WhatsAppError) return error;
  return new StorageUnavailableError(redactSentence(error instanceof Error ? error.message : String(error)), {
    cause: error,
  });
}
