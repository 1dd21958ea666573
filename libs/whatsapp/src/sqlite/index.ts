export type { SqliteDatabase, SqliteStatement, SqliteValue } from './sqlite-database.js';
export { SqliteStorage, type SqliteOptions } from './sqlite-storage.js';
export type { SqliteDriver } from './load-driver.js';
export { sqlite } from './sqlite.js';
