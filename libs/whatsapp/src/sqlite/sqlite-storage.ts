import { resolve } from 'node:path';
import { WhatsAppConfigurationError } from '../errors/index.js';
import { StorageUnavailableError, type Awaitable, type WhatsAppStorage } from '../storage/index.js';
import { isBusy, patiently, unavailable } from './busy.js';
import { GroupCommit } from './group-commit.js';
import { JoinedStorage } from './joined-storage.js';
import { isDriver, loadDriver, type SqliteDriver } from './load-driver.js';
import { inMemory, openFile, type Synchronous } from './open-file.js';
import { inTransaction, rowsOf, type SqliteDatabase } from './sqlite-database.js';
import { SqliteRecords } from './sqlite-records.js';
import { isMigrated, migrate } from './sqlite-schema.js';
import { SqliteStore, type Work } from './sqlite-store.js';

/** Options of a storage in a SQLite file. */
export interface SqliteOptions {
  /**
   * The driver that opens the file.
   * @default the first that there is of `node:sqlite`, `libsql` and `better-sqlite3`
   */
  readonly driver?: SqliteDriver;
  /**
   * The place that has the records when a call is answered. `full`: the disk; they survive a power
   * cut. `normal`: the operating system; they survive the end of the process by whatever means, but
   * after a power cut or a crash of the system those of the last moments may be missing. The file
   * is intact in either case.
   *
   * The calls of a moment are committed together, so `full` waits for the disk once for all of them; nothing else runs in the process
   * meanwhile. It is the default because Meta delivers no webhook again that was answered: what it has told, an opt-out for one, would be
   * forgotten for good.
   * @default 'full'
   */
  readonly synchronous?: Synchronous;
  /**
   * The time that a call waits while another process writes, in milliseconds; then it fails with `StorageUnavailableError`. 0 fails at once.
   * @default 5000
   */
  readonly waitMs?: number;
}

const purgeEveryMs = 60_000;
const purgeLimit = 500;

/**
 * Keeps records in a SQLite file, which the processes of one machine share. It is made by `sqlite()`.
 *
 * @publicApi
 */
export class SqliteStorage extends SqliteStore {
  readonly isShared: boolean;
  readonly isDurable: boolean;
  readonly #target: string | SqliteDatabase;
  readonly #driver: SqliteDriver | undefined;
  readonly #synchronous: Synchronous;
  readonly #waitMs: number;
  readonly #commits: GroupCommit;
  #opened: { readonly database: SqliteDatabase; readonly records: SqliteRecords } | undefined;
  #purging: NodeJS.Timeout | undefined;

  constructor(
    target: string | SqliteDatabase,
    { driver, synchronous = 'full', waitMs = 5000 }: SqliteOptions = {},
  ) {
    super();
    if (driver !== undefined && !isDriver(driver)) {
      throw wrong(
        `driver is ${JSON.stringify(driver)}, but node:sqlite, libsql or better-sqlite3 is expected`,
      );
    }
    if (!['full', 'normal'].includes(synchronous)) {
      throw wrong(`synchronous is ${JSON.stringify(synchronous)}, but full or normal is expected`);
    }
    this.isDurable = isOnDisk(target);
    this.isShared = this.isDurable;
    this.#target = typeof target === 'string' && target !== inMemory ? resolve(target) : target;
    this.#driver = driver;
    this.#synchronous = synchronous;
    this.#waitMs = waitMs;
    this.#commits = new GroupCommit((work) => this.inTransaction('BEGIN IMMEDIATE', work), waitMs);
  }

  override async open(): Promise<void> {
    if (this.#opened) return;
    const database = await this.connect();
    try {
      await patiently(this.#waitMs, () => {
        if (!isMigrated(database)) inTransaction(database, 'BEGIN IMMEDIATE', () => migrate(database));
      });
    } catch (error) {
      this.letGo(database);
      throw error;
    }
    this.#opened = { database, records: new SqliteRecords(database) };
    this.schedulePurge(purgeEveryMs);
  }

  /**
   * The same records within a transaction of the application's own, which has begun it and commits it or rolls it back:
   *
   * ```ts
   * database.exec('BEGIN IMMEDIATE');
   * database.prepare('INSERT INTO orders …').run(…);
   * await storage.using(database).update('orders', '42', () => ({ value: 'new' }));
   * database.exec('COMMIT');
   * ```
   *
   * Until then every other write to the file waits, those of this storage too: await nothing else meanwhile.
   *
   * @param database another connection to the same file, or the one that this storage was given
   */
  using(database: SqliteDatabase): WhatsAppStorage {
    return new JoinedStorage(database, this.isShared, this.isDurable);
  }

  async close(): Promise<void> {
    clearTimeout(this.#purging);
    if (!this.#opened) return;
    const { database } = this.#opened;
    await this.#commits.settled();
    this.#opened = undefined;
    this.letGo(database);
  }

  /** Deletes records that have expired, and says how many. */
  protected async purge(limit: number): Promise<number> {
    if (!(await this.reads((records, now) => records.hasExpired(now)))) return 0;
    return this.writes((records, now) => records.purge(limit, now));
  }

  protected reads<T>(work: Work<T>): Awaitable<T> {
    try {
      return this.inTransaction('BEGIN', work);
    } catch (error) {
      if (!isBusy(error)) return Promise.reject(unavailable(error));
      return patiently(this.#waitMs, () => this.inTransaction('BEGIN', work));
    }
  }

  protected writes<T>(work: Work<T>): Promise<T> {
    return this.#commits.ask(work);
  }

  private inTransaction<T>(begin: 'BEGIN' | 'BEGIN IMMEDIATE', work: Work<T>): T {
    if (!this.#opened) throw new StorageUnavailableError('the SQLite database is not open');
    const { database, records } = this.#opened;
    return inTransaction(database, begin, () => work(records, Date.now()));
  }

  private async connect(): Promise<SqliteDatabase> {
    const target = this.#target;
    if (typeof target !== 'string') return target;
    const Driver = await loadDriver(this.#driver);
    return patiently(this.#waitMs, () => openFile(Driver, target, this.#synchronous));
  }

  private letGo(database: SqliteDatabase): void {
    if (database !== this.#target) database.close();
  }

  private schedulePurge(afterMs: number): void {
    if (!this.#opened) return;
    this.#purging = setTimeout(() => {
      this.purge(purgeLimit).then(
        (deleted) => this.schedulePurge(deleted < purgeLimit ? purgeEveryMs : 100),
        () => this.schedulePurge(purgeEveryMs),
      );
    }, afterMs).unref();
  }
}

function isOnDisk(target: string | SqliteDatabase): boolean {
  if (typeof target === 'string') {
    if (target.trim() === '') throw wrong('the path of the file is empty');
    return target !== inMemory;
  }
  try {
    const files = rowsOf<{ name: string; file: string }>(target.prepare('PRAGMA database_list'));
    return files.some(({ name, file }) => name === 'main' && file !== '');
  } catch (error) {
    throw wrong(
      'the path of a file or an open database of node:sqlite, libsql or better-sqlite3 is expected',
      error,
    );
  }
}

function wrong(problem: string, cause?: unknown): WhatsAppConfigurationError {
  return new WhatsAppConfigurationError([`sqlite(): ${problem}`], { cause });
}
