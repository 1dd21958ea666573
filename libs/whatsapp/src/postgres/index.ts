export type { LentClient, PostgresClient, PostgresPool, PostgresQuery } from './postgres-client.js';
export type { PostgresConnectionOptions } from './postgres-connection.js';
export { postgres } from './postgres.js';
export { PostgresStorage, type PostgresStorageOptions } from './postgres-storage.js';
