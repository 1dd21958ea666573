/** A value that is bound to a statement. */
export type SqliteValue = string | number | null;

/** A prepared statement, as `node:sqlite`, `libsql` and `better-sqlite3` have it. */
export interface SqliteStatement {
  run(...values: SqliteValue[]): { readonly lastInsertRowid: number | bigint };
  all(...values: SqliteValue[]): unknown[];
}

/** An open database, as `node:sqlite`, `libsql` and `better-sqlite3` have it. */
export interface SqliteDatabase {
  exec(sql: string): unknown;
  prepare(sql: string): SqliteStatement;
  close(): unknown;
}

/** The rows of a query, which have the columns that it names. */
export function rowsOf<Row extends object>(statement: SqliteStatement, ...values: SqliteValue[]): Row[] {
  return statement.all(...values).filter((row): row is Row => typeof row === 'object' && row !== null);
}

/** Runs the work in a transaction that begins with this statement; if the work throws, nothing of it stays. */
export function inTransaction<T>(
  database: SqliteDatabase,
  begin: 'BEGIN' | 'BEGIN IMMEDIATE',
  work: () => T,
): T {
  return runBetween(database, [begin, 'COMMIT', 'ROLLBACK'], work);
}

/** The same, within a transaction that there may be already. */
export function inSavepoint<T>(database: SqliteDatabase, work: () => T): T {
  const rollback = 'ROLLBACK TO whatsapp; RELEASE whatsapp';
  return runBetween(database, ['SAVEPOINT whatsapp', 'RELEASE whatsapp', rollback], work);
}

function runBetween<T>(
  database: SqliteDatabase,
  [begin, commit, rollback]: readonly [string, string, string],
  work: () => T,
): T {
  database.exec(begin);
  try {
    const result = work();
    database.exec(commit);
    return result;
  } catch (error) {
    try {
      database.exec(rollback);
    } catch {
      // SQLite has done so itself, where the disk is full for one.
    }
    throw error;
  }
}
