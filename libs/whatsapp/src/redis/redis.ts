import type { RedisClient } from './redis-client.js';
import { RedisStorage, type RedisStorageOptions } from './redis-storage.js';

/**
 * Keeps what must survive in Redis or Valkey: `storage: redis('redis://localhost')`.
 *
 * @param clientOrUrl a URL (`redis://[user:password@]host[:port][/database]`, `rediss://` for TLS), or a client of ioredis: a `Redis`,
 * also one with `sentinels`, or a `Cluster`. A client stays yours to close; one client may serve other purposes too.
 * @throws WhatsAppConfigurationError on a URL that is none, and on options out of range
 * @publicApi
 */
export function redis(clientOrUrl: RedisClient | string, options: RedisStorageOptions = {}): RedisStorage {
  return new RedisStorage(clientOrUrl, options);
}
