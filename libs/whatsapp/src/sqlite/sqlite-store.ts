import {
  WhatsAppStorage,
  type Awaitable,
  type Change,
  type ListQuery,
  type Page,
  type Stored,
  type Updated,
} from '../storage/index.js';
import type { SqliteRecords } from './sqlite-records.js';

/** The work that is done within a transaction. The time is that of the machine, which all processes of a file are on. */
export type Work<T> = (records: SqliteRecords, now: number) => T;

/**
 * A storage over {@link SqliteRecords}, in whatever transactions. A change is made between reading and writing, while nobody else can
 * write: so none is ever in conflict, and nothing has to be assumed.
 */
export abstract class SqliteStore extends WhatsAppStorage {
  /** Runs work that only reads. */
  protected abstract reads<T>(work: Work<T>): Awaitable<T>;

  /** Runs work that writes, and perhaps runs it again: nothing of the first run stays then. */
  protected abstract writes<T>(work: Work<T>): Awaitable<T>;

  getMany<V>(collection: string, keys: readonly string[]): Awaitable<(Stored<V> | undefined)[]> {
    return this.reads((records, now) => keys.map((key) => records.get<V>(collection, key, now)));
  }

  async update<V>(collection: string, key: string, change: Change<V>): Promise<Updated<V>> {
    const made = await this.writes((records, now) => records.update(collection, key, change, now));
    if ('thrown' in made) throw made.thrown;
    return made;
  }

  async takeDue<V>(collection: string, limit: number, leaseMs: number, tag?: string): Promise<Stored<V>[]> {
    const query = { collection, limit, ...(tag !== undefined && { tag }) };
    // Most of the time nothing is due: then nobody who writes has to wait.
    if (!(await this.reads((records, now) => records.isDue(query, now)))) return [];
    return this.writes((records, now) => records.takeDue<V>(query, leaseMs, now));
  }

  list<V>(collection: string, query: ListQuery): Awaitable<Page<V>> {
    return this.reads((records, now) => records.list<V>(collection, query, now));
  }
}
