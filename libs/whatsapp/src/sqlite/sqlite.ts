import type { SqliteDatabase } from './sqlite-database.js';
import { SqliteStorage, type SqliteOptions } from './sqlite-storage.js';

/**
 * Keeps everything in a SQLite file that the processes of one machine share: `sqlite('whatsapp.db')`.
 *
 * The driver is `node:sqlite` (Node 22.13 and later), or else the package `libsql` or `better-sqlite3` if one is installed. The file is made
 * with mode 0600 where there is none; its folder must exist and be on a disk of this machine, not on a network.
 *
 * @param target the path of the file, from the working directory; `:memory:` for tests; or an open database of the application's own, which
 *   gets the tables `whatsapp_…`, keeps its own settings, and is not closed
 * @throws WhatsAppConfigurationError where `target` or an option is none
 * @publicApi
 */
export function sqlite(target: string | SqliteDatabase, options?: SqliteOptions): SqliteStorage {
  return new SqliteStorage(target, options);
}
