import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Redis } from 'ioredis';
import { redis, type RedisStorage, type RedisStorageOptions } from 'nestjs-whatsapp/redis';
import { randomUUID } from 'node:crypto';
import { inspect } from 'node:util';
import { OwnRedis, startRedis, startRedisCluster, type TestRedis } from '../support/servers/redis-server.js';

const opened: RedisStorage[] = [];
afterEach(async () => {
  for (const storage of opened.splice(0)) await storage.close();
});

const problemOf = async (...args: Parameters<typeof redis>): Promise<Error | undefined> => {
  const storage = redis(...args);
  opened.push(storage);
  return storage.open().then(
    () => undefined,
    (error: Error) => error,
  );
};

describe('a Redis storage refuses to start', () => {
  it.each(['allkeys-lru', 'volatile-ttl'])('on the eviction policy %s', async (policy) => {
    const server = await OwnRedis.start(['--maxmemory', '100mb', '--maxmemory-policy', policy]);
    const problem = await problemOf(server.url);
    await server.stop();
    expect(problem).toMatchObject({
      code: 'WHATSAPP_CONFIGURATION',
      message: expect.stringContaining(`(maxmemory-policy is "${policy}")`),
    });
    expect(problem?.message).toContain('set "maxmemory-policy noeviction"');
  });

  it('on a node of a Cluster without the client of one', async () => {
    const cluster = await startRedisCluster();
    const problem = await problemOf(cluster.nodes[0]?.url ?? '');
    await cluster.stop();
    expect(problem?.message).toContain('give `redis(new Cluster(');
  }, 60_000);

  it.each(['', 'localhost:6379', 'http://localhost', 'redis://user:s3cret@:x'])(
    'on %p, which is no URL of Redis, without telling it',
    (url) => {
      expect(() => redis(url)).toThrow(/must be redis:\/\/.*rediss:\/\//);
      expect(() => redis(url)).not.toThrow('s3cret');
    },
  );

  it.each([
    [{ keyPrefix: 'a{b}' }, '`keyPrefix`'],
    [{ shards: 0 }, '`shards`'],
    [{ shards: 1.5 }, '`shards`'],
  ])('on options out of range: %j', (options: RedisStorageOptions, name) => {
    expect(() => redis('redis://127.0.0.1:1', options)).toThrow(name);
  });
});

describe('a Redis storage at its start', () => {
  let server: TestRedis;
  beforeAll(async () => {
    server = await startRedis();
  });
  afterAll(async () => server.stop());
  const open = async (...args: Parameters<typeof redis>): Promise<RedisStorage> => {
    const storage = redis(...args);
    opened.push(storage);
    await storage.open();
    return storage;
  };

  it('finds the number of shards that the records were written with, and refuses another', async () => {
    const keyPrefix = `wa-test-${randomUUID()}:`;
    const keys = Array.from({ length: 30 }, (_, index) => `k${index}`);
    const first = await open(server.url, { keyPrefix, shards: 5 });
    await Promise.all(keys.map(async (key) => first.update('some', key, () => ({ value: key }))));
    const again = await open(server.url, { keyPrefix });
    expect((await again.getMany('some', keys)).map((record) => record?.value)).toEqual(keys);
    await expect(open(server.url, { keyPrefix, shards: 6 })).rejects.toThrow(
      /in 5 shards, and would not find them in 6/,
    );
  });

  it('is told where records are of a later format', async () => {
    const keyPrefix = `wa-test-${randomUUID()}:`;
    const client = new Redis(server.url);
    await client.set(`${keyPrefix}meta`, '{"format":2,"shards":1}');
    await expect(open(client, { keyPrefix })).rejects.toThrow(/cannot read \(format 2, here 1\)/);
    await client.quit();
  });

  it('leaves the client of the caller open, with whatever prefix it has, and closes its own', async () => {
    const keyPrefix = `wa-test-${randomUUID()}:`;
    const client = new Redis(server.url, { keyPrefix, lazyConnect: true });
    const storage = await open(client);
    await storage.update('some', 'a', () => ({ value: 1, tags: ['t'] }));
    await storage.update('some', 'a', () => ({ value: 2, tags: ['u'] }));
    await storage.close();
    expect(await client.ping()).toBe('PONG');
    expect((await client.keys(`${keyPrefix}*`)).toSorted()).toEqual(
      ['collections', 'meta', '{some:00}:new:u', '{some:00}:r:a'].map((key) => `${keyPrefix}wa:${key}`),
    );
    await client.quit();
    const own = await open(server.url, { keyPrefix, waitMs: 0 });
    await own.close();
    await expect(own.getMany('some', ['a'])).rejects.toThrow(/no connection to Redis/);
  });

  it('fails clearly where it is used before', async () => {
    const storage = redis(server.url, { waitMs: 0 });
    await expect(storage.getMany('some', ['a'])).rejects.toThrow(/before its open\(\)/);
    await storage.close();
  });
});

it('a Redis storage tells why it has no connection', async () => {
  const problem = await problemOf('redis://localhost:1', { waitMs: 0, connectTimeoutMs: 3000 });
  expect(problem?.message).toMatch(/no connection to Redis \(.*ECONNREFUSED/);
});

describe('a Redis storage never tells', () => {
  const password = 'correct-horse-7';
  let server: OwnRedis;
  beforeAll(async () => {
    server = await OwnRedis.start(['--requirepass', password]);
  });
  afterAll(async () => server.stop());
  const urlWith = (word: string): string => `redis://:${word}@127.0.0.1:${server.port}`;

  it('the password, whether it is right or wrong', async () => {
    const problem = await problemOf(urlWith('wrong-horse-8'), { waitMs: 300 });
    expect(problem).toMatchObject({
      code: 'WHATSAPP_STORAGE_UNAVAILABLE',
      message: expect.stringContaining('WRONGPASS'),
    });
    expect(inspect(problem, { depth: 20 })).not.toContain('wrong-horse');
    const storage = redis(urlWith(password));
    opened.push(storage);
    await storage.open();
    expect(inspect(storage, { depth: 20, showHidden: true })).not.toContain(password);
  });

  it('keys and bodies that a command was refused with', async () => {
    const user = new Redis(urlWith(password));
    const rights = ['~*', '+@all', '-script', '-eval', '-evalsha', '-config'];
    await user.call('acl', ['setuser', 'reader', 'on', '>word', ...rights]);
    await user.quit();
    const storage = redis(`redis://reader:word@127.0.0.1:${server.port}`, { waitMs: 0 });
    opened.push(storage);
    await storage.open();
    const refused = await storage
      .update('some', '491701234567', () => ({ value: 'a body' }), 'absent')
      .catch((error: unknown) => error);
    expect(refused).toMatchObject({ message: expect.stringContaining('NOPERM') });
    expect(inspect(refused, { depth: 20 })).not.toMatch(/491701234567|a body/);
  });
});
