import { WhatsAppConfigurationError } from '../errors/index.js';
import { rowsOf, type SqliteDatabase } from './sqlite-database.js';

/**
 * The migrations: each makes the next version out of the one before, and none is ever changed. The
 * version has a table of its own, for `user_version` is the application's where the tables stand in
 * its database.
 *
 * `whatsapp_records.id` is the order of first writes; with `writes` it is the version. `whatsapp_tags` repeats it and the due time, so that both lists of a tag are
 * read from an index, in order.
 */
const migrations: readonly string[] = [
  `CREATE TABLE whatsapp_records (
     id INTEGER PRIMARY KEY AUTOINCREMENT,
     collection TEXT NOT NULL,
     key TEXT NOT NULL,
     writes INTEGER NOT NULL,
     due_at INTEGER,
     expires_at INTEGER,
     tags TEXT,
     body TEXT NOT NULL,
     UNIQUE (collection, key)
   );
   CREATE INDEX whatsapp_records_due ON whatsapp_records (collection, due_at) WHERE due_at IS NOT NULL;
   CREATE INDEX whatsapp_records_expiry ON whatsapp_records (expires_at) WHERE expires_at IS NOT NULL;
   CREATE TABLE whatsapp_tags (
     collection TEXT NOT NULL,
     tag TEXT NOT NULL,
     record INTEGER NOT NULL,
     due_at INTEGER,
     PRIMARY KEY (collection, tag, record)
   ) WITHOUT ROWID;
   CREATE INDEX whatsapp_tags_due ON whatsapp_tags (collection, tag, due_at, record) WHERE due_at IS NOT NULL;`,
];

/**
 * Makes the tables, or brings them up to date; the database is in a transaction that writes.
 *
 * @throws WhatsAppConfigurationError where a newer version of this library has made them
 */
export function migrate(database: SqliteDatabase): void {
  const version = versionOf(database);
  for (const sql of migrations.slice(version)) database.exec(sql);
  if (version === migrations.length) return;
  database.exec(`CREATE TABLE IF NOT EXISTS whatsapp_schema (version INTEGER NOT NULL);
    DELETE FROM whatsapp_schema;
    INSERT INTO whatsapp_schema (version) VALUES (${migrations.length});`);
}

/** Returns `true` when {@link migrate} has nothing to do. */
export function isMigrated(database: SqliteDatabase): boolean {
  return versionOf(database) === migrations.length;
}

function versionOf(database: SqliteDatabase): number {
  const tables = database.prepare("SELECT name FROM sqlite_schema WHERE name = 'whatsapp_schema'");
  if (tables.all().length === 0) return 0;
  const [row] = rowsOf<{ version: number | bigint }>(database.prepare('SELECT version FROM whatsapp_schema'));
  const version = Number(row?.version ?? 0);
  if (version > migrations.length) {
    throw new WhatsAppConfigurationError([
      `storage: a newer version of nestjs-whatsapp has made the tables of the SQLite database: they have version ${version}, this one knows ${migrations.length}. Update nestjs-whatsapp, or use another file`,
    ]);
  }
  return version;
}
