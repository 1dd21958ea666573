import { closeSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { WhatsAppConfigurationError } from '../errors/index.js';
import { isBusy } from './busy.js';
import { rowsOf, type SqliteDatabase } from './sqlite-database.js';

/** The step that a commit waits for. */
export type Synchronous = 'full' | 'normal';

/** The name of a database that is in no file. */
export const inMemory = ':memory:';

/**
 * SQLite waits so long by itself for another process to commit, and nothing else runs meanwhile: as long as a commit to a disk takes. For more the
 * call is made again later, which lets everything else go on but may come too late for the moment in which nobody writes.
 */
const busyTimeoutMs = 5;

/**
 * Opens a SQLite file, and makes it where there is none. Where another process has it now, the call is to be made again.
 *
 * @throws WhatsAppConfigurationError where there is no such folder, it must not be written, or the file is something else
 */
export function openFile(
  Driver: new (path: string) => SqliteDatabase,
  path: string,
  synchronous: Synchronous,
): SqliteDatabase {
  let database: SqliteDatabase | undefined;
  try {
    if (path !== inMemory) makeFile(path);
    database = new Driver(path);
    database.exec(`PRAGMA busy_timeout = ${busyTimeoutMs}`);
    const [row] = rowsOf<{ journal_mode: string }>(database.prepare('PRAGMA journal_mode = WAL'));
    if (path !== inMemory && row?.journal_mode !== 'wal') {
      throw new Error('it takes no write-ahead log; on a disk of this machine it would');
    }
    database.exec(`PRAGMA synchronous = ${synchronous}`);
    return database;
  } catch (error) {
    database?.close();
    throw isBusy(error) ? error : cannotOpen(path, error);
  }
}

/** SQLite would let everybody read it. Its log gets the mode of the file. */
function makeFile(path: string): void {
  try {
    // A file that is there must not be opened here: closing it would take the locks of this process from it.
    closeSync(openSync(path, 'wx', 0o600));
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
  }
}

function cannotOpen(path: string, error: unknown): WhatsAppConfigurationError {
  const problem =
    codeOf(error) === 'ENOENT'
      ? `there is no folder ${dirname(path)}: make it first`
      : error instanceof Error
        ? error.message
        : String(error);
  return new WhatsAppConfigurationError([`storage: the SQLite file ${path} cannot be opened: ${problem}`], {
    cause: error,
  });
}

function codeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
}
