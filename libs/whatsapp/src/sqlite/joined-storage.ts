import { inSavepoint, type SqliteDatabase } from './sqlite-database.js';
import { SqliteRecords } from './sqlite-records.js';
import { SqliteStore, type Work } from './sqlite-store.js';

/** Works within the transaction that the caller has begun, and commits nothing. */
export class JoinedStorage extends SqliteStore {
  readonly #records: SqliteRecords;

  constructor(
    private readonly database: SqliteDatabase,
    readonly isShared: boolean,
    readonly isDurable: boolean,
  ) {
    super();
    this.#records = new SqliteRecords(database);
  }

  protected reads<T>(work: Work<T>): T {
    return work(this.#records, Date.now());
  }

  protected writes<T>(work: Work<T>): T {
    return inSavepoint(this.database, () => work(this.#records, Date.now()));
  }

  close(): void {
    // The connection is the caller's.
  }
}
