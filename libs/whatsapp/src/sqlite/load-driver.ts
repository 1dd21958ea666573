import { WhatsAppConfigurationError } from '../errors/index.js';
import type { SqliteDatabase } from './sqlite-database.js';

/** The driver that opens the file. */
export type SqliteDriver = 'node:sqlite' | 'libsql' | 'better-sqlite3';

type Open = new (path: string) => SqliteDatabase;

/** The loaders in the order in which they are tried. */
const loaders: Readonly<Record<SqliteDriver, () => Promise<Open | undefined>>> = {
  'node:sqlite': async () => Promise.resolve(nodeSqlite()),
  libsql: async () => (await import('libsql')).default,
  'better-sqlite3': async () => (await import('better-sqlite3')).default,
};

/** Returns `true` when a text is the name of a driver. */
export function isDriver(name: string): name is SqliteDriver {
  return Object.hasOwn(loaders, name);
}

/**
 * Loads a driver, or the first that there is.
 *
 * @throws WhatsAppConfigurationError where there is none
 */
export async function loadDriver(wanted?: SqliteDriver): Promise<Open> {
  const names = wanted ? [wanted] : Object.keys(loaders).filter((name) => isDriver(name));
  const problems: string[] = [];
  for (const name of names) {
    try {
      const open = await loaders[name]();
      if (open) return open;
      problems.push(
        `${name}: this Node ${process.versions.node} has none without a flag, 22.13 and later have`,
      );
    } catch (error) {
      // Not `instanceof`: a native module may have been loaded into another realm.
      const [line] = String(error).split('\n');
      problems.push(`${name}: ${line}`);
    }
  }
  throw new WhatsAppConfigurationError([
    `no driver for SQLite can be loaded (${problems.join('; ')}). Use Node 22.13 or later, or "npm install libsql" (or better-sqlite3)`,
  ]);
}

/** Node's own, where it has one without a flag. Node says at each start that it may change; that is not the application's to know. */
function nodeSqlite(): Open | undefined {
  const emitWarning: unknown = Reflect.get(process, 'emitWarning');
  Reflect.set(process, 'emitWarning', () => undefined);
  try {
    const loaded = process.getBuiltinModule('node:sqlite');
    return hasDatabase(loaded) ? loaded.DatabaseSync : undefined;
  } finally {
    Reflect.set(process, 'emitWarning', emitWarning);
  }
}

function hasDatabase(loaded: object | undefined): loaded is { DatabaseSync: Open } {
  return loaded !== undefined && 'DatabaseSync' in loaded;
}
