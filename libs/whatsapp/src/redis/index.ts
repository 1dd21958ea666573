export type { RedisClient } from './redis-client.js';
export type { RedisConnectionOptions } from './redis-connection.js';
export { redis } from './redis.js';
export { RedisStorage, type RedisStorageOptions } from './redis-storage.js';
