import { Logger } from '@nestjs/common';
import { SystemClock, type Clock } from '../common/index.js';
import { refusesWhenFull } from './collections.js';
import { MemoryCollection } from './memory-collection.js';
import { StorageFullError } from './storage-full.error.js';
import type { Change, ListQuery, Page, Stored, Updated } from './stored.js';
import { WhatsAppStorage } from './whatsapp-storage.js';

/** Limits of a {@link MemoryStorage}. */
export interface MemoryStorageOptions {
  /**
   * The most records of each collection, or of the collections named. A collection that is full
   * forgets the record that was written longest ago; `idempotency` and `sequences` refuse new ones
   * with `StorageFullError` instead, and warn at 80 %.
   * @default 100000
   */
  readonly maxRecords?: number | Readonly<Record<string, number>>;
}

const defaultMaxRecords = 100_000;
/** The part of its limit from which a collection that refuses new records when it is full warns of that. */
const nearlyFull = 0.8;
const systemClock = new SystemClock();

/**
 * Keeps records in the memory of this process: the default. Nothing survives the process, nothing is shared, and what does not fit
 * is forgotten or refused. Records are packed, as JSON would be. A value that was used lately is given out as it was given in: whoever
 * gives or is given one does not change it.
 *
 * @publicApi
 */
export class MemoryStorage extends WhatsAppStorage {
  private readonly logger = new Logger('WhatsAppStorage');
  readonly isShared = false;
  readonly isDurable = false;
  /** The start of a clock that runs evenly, also when the machine's clock is set. */
  readonly #epoch: number;
  readonly #told = new Set<string>();
  readonly #collections = new Map<string, MemoryCollection>();

  constructor(
    private readonly clock: Pick<Clock, 'now' | 'monotonic'> = systemClock,
    private readonly options: MemoryStorageOptions = {},
  ) {
    super();
    this.#epoch = clock.now() - clock.monotonic();
  }

  getMany<V>(collection: string, keys: readonly string[]): (Stored<V> | undefined)[] {
    const records = this.collection(collection);
    const now = this.now();
    return keys.map((key) => records.get<V>(key, now));
  }

  update<V>(collection: string, key: string, change: Change<V>): Updated<V> {
    const records = this.collection(collection);
    const now = this.now();
    const before = records.get<V>(key, now);
    const next = change(before, now);
    if (next === undefined || (next === 'drop' && before === undefined)) {
      return { stored: before, changed: false, now };
    }
    if (next === 'drop') {
      records.delete(key);
      return { changed: true, now };
    }
    if (before === undefined) this.makeRoom(collection, records, now);
    return { stored: records.set(key, next), changed: true, now };
  }

  takeDue<V>(collection: string, limit: number, leaseMs: number, tag?: string): Stored<V>[] {
    return this.collection(collection).takeDue<V>(this.now(), limit, leaseMs, tag);
  }

  list<V>(collection: string, query: ListQuery): Page<V> {
    return this.collection(collection).list<V>(query, this.now());
  }

  /** Holds nothing that must be let go of. */
  close(): void {}

  private now(): number {
    return Math.floor(this.#epoch + this.clock.monotonic());
  }

  private makeRoom(name: string, records: MemoryCollection, now: number): void {
    records.purge(now);
    const { maxRecords = defaultMaxRecords } = this.options;
    const max = typeof maxRecords === 'number' ? maxRecords : (maxRecords[name] ?? defaultMaxRecords);
    if (records.size + 1 < max * nearlyFull) return;
    if (refusesWhenFull(name)) this.keepAll(name, records, max, now);
    else if (records.size >= max) this.forget(name, records, max);
  }

  /** Checks the limit of a collection that must not forget a record, and warns once, in time, that it will be full. */
  private keepAll(name: string, records: MemoryCollection, max: number, now: number): void {
    if (records.size >= max) {
      if (!records.sweep(now)) throw new StorageFullError(name, max);
      return;
    }
    if (this.#told.has(name)) return;
    records.sweep(now);
    const count = records.size + 1;
    if (count < max * nearlyFull) return;
    this.#told.add(name);
    this.logger.warn(
      `"${name}" holds ${count} of ${max} records, and refuses new ones when it is full. Raise storage.memory.maxRecords.${name}, or use a storage that is not the memory of the process`,
    );
  }

  private forget(name: string, records: MemoryCollection, max: number): void {
    records.forgetOldest();
    if (this.#told.has(name)) return;
    this.#told.add(name);
    this.logger.warn(
      `More than ${max} records of "${name}" at once: from now on the oldest are forgotten before their time. Raise storage.memory.maxRecords, or use a storage on disk`,
    );
  }

  private collection(name: string): MemoryCollection {
    let collection = this.#collections.get(name);
    if (collection === undefined) {
      collection = new MemoryCollection();
      this.#collections.set(name, collection);
    }
    return collection;
  }
}
