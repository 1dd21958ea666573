import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Cluster, Redis, type RedisOptions } from 'ioredis';
import { redis, RedisStorage, type RedisStorageOptions } from 'nestjs-whatsapp/redis';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { OwnRedis, startRedisCluster } from '../support/servers/redis-server.js';

const increment = (before?: { readonly value: number }): { value: number } => ({
  value: (before?.value ?? 0) + 1,
});

const opened: RedisStorage[] = [];
const clients: Redis[] = [];
const open = async (...args: Parameters<typeof redis>): Promise<RedisStorage> => {
  const storage = redis(...args);
  opened.push(storage);
  await storage.open();
  return storage;
};
afterEach(async () => {
  for (const storage of opened.splice(0)) await storage.close();
  for (const client of clients.splice(0)) client.disconnect();
});
const clientOf = (url: string, options: RedisOptions = {}): Redis => {
  const client = new Redis(url, options);
  client.on('error', () => undefined);
  clients.push(client);
  return client;
};

/** Updates of a few records, one after another, until it is told to stop: how often each was acknowledged. */
async function count(storage: RedisStorage, keys: readonly string[], isOver: () => boolean): Promise<number> {
  let acknowledged = 0;
  while (!isOver()) {
    await storage.update<number>('counts', keys[acknowledged % keys.length] ?? '', increment);
    acknowledged += 1;
  }
  return acknowledged;
}

async function sumOf(storage: RedisStorage, keys: readonly string[]): Promise<number> {
  const records = await storage.getMany<number>('counts', keys);
  return records.reduce((sum, record) => sum + (record?.value ?? 0), 0);
}

/** What a storage is made from. */
const ways: [string, (url: string) => string | Redis][] = [
  ['its own client', (url) => url],
  ['a client that sends again what was not answered', (url) => clientOf(url)],
  ['a client that waits for ever', (url) => clientOf(url, { maxRetriesPerRequest: null })],
];
const keys = Array.from({ length: 10 }, (_, index) => `k${index}`);

describe('a Redis that is killed and started again', () => {
  let server: OwnRedis;
  beforeEach(async () => {
    server = await OwnRedis.start();
  });
  afterEach(async () => server.stop());

  it('is waited for, and loses nothing that was acknowledged', async () => {
    const storages = [await open(server.url), await open(clientOf(server.url))];
    let isOver = false;
    const counting = Promise.all(storages.map(async (storage) => count(storage, keys, () => isOver)));
    for (let kills = 0; kills < 2; kills += 1) {
      await storages[0]?.update<number>('counts', 'kills', increment);
      await server.kill();
      await server.restart();
    }
    await storages[0]?.update<number>('counts', 'kills', increment);
    isOver = true;
    const acknowledged = (await counting).reduce((sum, each) => sum + each, 0);
    expect(await sumOf(await open(server.url), keys)).toBe(acknowledged);
    expect(await sumOf(await open(server.url), ['kills'])).toBe(3);
  }, 60_000);

  it('is waited for while it is a replica, as in a failover', async () => {
    const storage = await open(server.url);
    await storage.update<number>('counts', 'a', increment);
    const admin = clientOf(server.url);
    await admin.call('replicaof', ['127.0.0.1', '1']);
    const made = storage.update<number>('counts', 'a', increment);
    const impatient = redis(server.url, { waitMs: 0 });
    opened.push(impatient);
    await expect(impatient.open()).rejects.toThrow(/READONLY/);
    await admin.call('replicaof', ['no', 'one']);
    await made;
    expect(await sumOf(storage, ['a'])).toBe(2);
  });

  it.each(ways)(
    'fails after its time where it stays away, and recovers alone, with %s',
    async (_name, clientFor) => {
      const storage = await open(clientFor(server.url), { waitMs: 200, commandTimeoutMs: 2000 });
      await storage.update<number>('counts', 'a', increment);
      await server.kill();
      const startedAt = performance.now();
      await expect(storage.getMany('counts', ['a'])).rejects.toMatchObject({
        code: 'WHATSAPP_STORAGE_UNAVAILABLE',
        retryable: true,
      });
      expect(performance.now() - startedAt).toBeLessThan(20_000);
      await server.restart();
      expect(await recovered(async () => sumOf(storage, ['a']))).toBe(1);
    },
  );

  it('fails after its time where it does not answer', async () => {
    const storage = await open(server.url, { waitMs: 0, commandTimeoutMs: 2000 });
    server.freeze();
    await expect(storage.getMany('counts', ['a'])).rejects.toThrow('Redis did not answer within 2000 ms');
    server.thaw();
    expect(await recovered(async () => sumOf(storage, ['a']))).toBe(0);
  });
});

describe('connections that are cut', () => {
  let server: OwnRedis;
  beforeAll(async () => {
    server = await OwnRedis.start();
  });
  afterAll(async () => server.stop());

  it.each(ways)(
    'lose and double no change of four writers, with %s',
    async (_name, clientFor) => {
      const keyPrefix = `wa-test-${randomUUID()}:`;
      const storages = await Promise.all(
        Array.from({ length: 4 }, async () => open(clientFor(server.url), { keyPrefix })),
      );
      let isOver = false;
      const counting = storages.flatMap((storage) =>
        Array.from({ length: 10 }, async () => count(storage, keys, () => isOver)),
      );
      const admin = clientOf(server.url);
      let cut = 0;
      for (let times = 0; times < 20; times += 1) {
        cut += Number(await admin.call('client', ['kill', 'type', 'normal']));
        await storages[times % 4]?.update<number>('others', 'x', increment);
      }
      isOver = true;
      const acknowledged = (await Promise.all(counting)).reduce((sum, each) => sum + each, 0);
      expect(cut).toBeGreaterThan(20);
      expect(acknowledged).toBeGreaterThan(200);
      expect(await sumOf(await open(server.url, { keyPrefix }), keys)).toBe(acknowledged);
    },
    60_000,
  );

  it('lose and double no change where a node of a Cluster is killed and comes back', async () => {
    const cluster = await startRedisCluster();
    const client = new Cluster(cluster.nodes.map(({ port }) => ({ host: '127.0.0.1', port })));
    client.on('error', () => undefined);
    try {
      const storage = await open(client, { waitMs: 20_000 });
      let isOver = false;
      const counting = Array.from({ length: 20 }, async () => count(storage, keys, () => isOver));
      for (const node of cluster.nodes.slice(0, 2)) {
        await sumOf(storage, keys);
        await node.kill();
        await node.restart();
      }
      await sumOf(storage, keys);
      isOver = true;
      const acknowledged = (await Promise.all(counting)).reduce((sum, each) => sum + each, 0);
      expect(await sumOf(storage, keys)).toBe(acknowledged);
    } finally {
      client.disconnect();
      await cluster.stop();
    }
  }, 90_000);
});

/** With its purge at hand. */
class SweptStorage extends RedisStorage {
  async sweep(limit = 1000): Promise<number> {
    return this.purge(limit);
  }
}

describe('what has expired', () => {
  let server: OwnRedis;
  beforeAll(async () => {
    server = await OwnRedis.start();
  });
  afterAll(async () => server.stop());
  const swept = async (options: RedisStorageOptions): Promise<SweptStorage> => {
    const storage = new SweptStorage(server.url, options);
    opened.push(storage);
    await storage.open();
    return storage;
  };
  const leftUnder = async (keyPrefix: string): Promise<string[]> =>
    (await clientOf(server.url).keys(`${keyPrefix}{*`)).map((key) => key.replace(/^.*?\{/, '{')).toSorted();

  it.each([1, 7])('is deleted with its places in all indexes, over %d shards', async (shards) => {
    const keyPrefix = `wa-test-${randomUUID()}:`;
    const storage = await swept({ keyPrefix, shards });
    await Promise.all(
      Array.from({ length: 450 }, async (_, index) =>
        storage.update('some', `k${index}`, (_before, now) => ({
          value: index,
          expiresAt: now - 1,
          tags: ['t', `t${index}`],
          ...(index % 2 && { dueAt: now + 60_000 }),
        })),
      ),
    );
    await storage.update('other', 'stays', (_before, now) => ({
      value: 1,
      tags: ['t'],
      expiresAt: now + 60_000,
    }));
    expect((await leftUnder(keyPrefix)).length).toBeGreaterThan(900);
    const another = await swept({ keyPrefix });
    expect(await another.sweep()).toBe(450);
    expect((await leftUnder(keyPrefix)).map((key) => key.replace(/^.*\}/, ''))).toEqual([
      ':exp',
      ':new:t',
      ':r:stays',
    ]);
    expect(await another.sweep()).toBe(0);
  });

  it('is deleted no more at once than is asked for', async () => {
    const storage = await swept({ keyPrefix: `wa-test-${randomUUID()}:` });
    await Promise.all(
      Array.from({ length: 450 }, async (_, index) =>
        storage.update('some', `k${index}`, (_before, now) => ({
          value: 1,
          expiresAt: now - 1,
          tags: ['t'],
        })),
      ),
    );
    expect(await storage.sweep(100)).toBe(100);
    expect(await storage.sweep(300)).toBe(300);
    expect(await storage.sweep(300)).toBe(50);
  });

  it('is deleted by Redis itself where it has no tag and no due time, as a removed record is', async () => {
    const keyPrefix = `wa-test-${randomUUID()}:`;
    const storage = await swept({ keyPrefix });
    await storage.update('some', 'a', (_before, now) => ({ value: 1, expiresAt: now + 50_000 }));
    await storage.update('some', 'b', () => ({ value: 1, tags: ['t'] }));
    await storage.update('some', 'b', () => 'drop');
    await storage.update('some', 'c', (_before, now) => ({ value: 1, tags: ['t'], expiresAt: now + 50_000 }));
    await storage.update('some', 'c', () => ({ value: 1 }));
    expect(await leftUnder(keyPrefix)).toEqual(['{some:00}:r:a', '{some:00}:r:b', '{some:00}:r:c']);
    const client = clientOf(server.url);
    const left = await Promise.all(
      ['a', 'b', 'c'].map(async (key) => client.pttl(`${keyPrefix}{some:00}:r:${key}`)),
    );
    expect(left.map((ms) => (ms < 0 ? 'never' : Math.ceil(ms / 10_000)))).toEqual([5, 6, 'never']);
  });
});

async function recovered<T>(call: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await call();
    } catch {
      await sleep(20);
    }
  }
}
