import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Cluster } from 'ioredis';
import { redis } from 'nestjs-whatsapp/redis';
import { storageContract } from 'nestjs-whatsapp/testing';
import { randomUUID } from 'node:crypto';
import { startRedis, startRedisCluster, type TestRedis } from '../support/servers/redis-server.js';

const names = storageContract(() => {
  throw new Error('only the names are wanted');
}).map(([name], index): [string, number] => [name, index]);

describe('Redis keeps the contract of a storage:', () => {
  let server: TestRedis;
  const keyPrefix = `wa-test-${randomUUID()}:`;
  beforeAll(async () => {
    server = await startRedis();
  });
  afterAll(async () => server.stop());

  it.each(names)('%s', async (_name, index) => {
    const test = storageContract(() => redis(server.url, { keyPrefix }))[index]?.[1];
    await expect(test?.()).resolves.toBeUndefined();
  });
});

describe('a Redis Cluster keeps the contract of a storage:', () => {
  let servers: Awaited<ReturnType<typeof startRedisCluster>>;
  let cluster: Cluster;
  beforeAll(async () => {
    servers = await startRedisCluster();
    cluster = new Cluster(servers.nodes.map(({ port }) => ({ host: '127.0.0.1', port })));
  }, 60_000);
  afterAll(async () => {
    cluster.disconnect();
    await servers.stop();
  });

  it.each(names)('%s', async (_name, index) => {
    const test = storageContract(() => redis(cluster))[index]?.[1];
    await expect(test?.()).resolves.toBeUndefined();
  });
});
