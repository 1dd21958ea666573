import type { PostgresPool } from './postgres-client.js';
import { PostgresStorage, type PostgresStorageOptions } from './postgres-storage.js';

/**
 * Keeps what must survive in PostgreSQL: `storage: postgres('postgres://localhost/app')`.
 *
 * @param poolOrUrl a URL (`postgres://[user:password@]host[:port]/database`), or a `Pool` of pg: it stays yours to end, and may serve
 * other purposes too
 * @throws WhatsAppConfigurationError on a URL that is none, and on a name of a schema that is none
 * @publicApi
 */
export function postgres(
  poolOrUrl: PostgresPool | string,
  options: PostgresStorageOptions = {},
): PostgresStorage {
  return new PostgresStorage(poolOrUrl, options);
}
