import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { postgres, type PostgresStorage, type PostgresStorageOptions } from 'nestjs-whatsapp/postgres';
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { startOwnPostgres, type PostgresServer } from '../support/servers/postgres-server.js';

const keys = ['a', 'b', 'c', 'd', 'e'];
const opened: PostgresStorage[] = [];
const pools: pg.Pool[] = [];
let server: PostgresServer;

beforeAll(async () => {
  server = await startOwnPostgres();
}, 60_000);
afterEach(async () => {
  for (const storage of opened.splice(0)) await storage.close();
  for (const pool of pools.splice(0)) await pool.end();
});
afterAll(async () => server.stop());

const poolOf = (config: pg.PoolConfig = {}): pg.Pool => {
  const pool = new pg.Pool({ connectionString: server.url, ...config });
  pools.push(pool);
  return pool;
};
const open = async (
  poolOrUrl: pg.Pool | string,
  options: PostgresStorageOptions,
): Promise<PostgresStorage> => {
  const storage = postgres(poolOrUrl, options);
  opened.push(storage);
  await storage.open();
  return storage;
};

/** Updates of a few records, one in ten a removal, until it is told to stop. */
async function count(
  storage: PostgresStorage,
  isOver: () => boolean,
): Promise<{ made: number; removed: number }> {
  let made = 0;
  let removed = 0;
  for (let turn = 0; !isOver(); turn += 1) {
    const key = keys[turn % keys.length] ?? '';
    if (turn % 10 === 9) {
      let seen = 0;
      const { changed } = await storage.update<number>('counts', key, (before) => {
        seen = before?.value ?? 0;
        return 'drop';
      });
      if (changed) removed += seen;
    } else {
      await storage.update<number>('counts', key, (before) => ({
        value: (before?.value ?? 0) + 1,
        tags: [`t${turn % 3}`],
      }));
      made += 1;
    }
  }
  return { made, removed };
}

/** Runs writers while something happens, and tells what was acknowledged and what is there. */
async function countDuring(
  storages: readonly PostgresStorage[],
  writersEach: number,
  happens: () => Promise<void>,
): Promise<{ made: number; found: number }> {
  let isOver = false;
  const counting = storages.flatMap((storage) =>
    Array.from({ length: writersEach }, async () => count(storage, () => isOver)),
  );
  await happens();
  isOver = true;
  const counts = await Promise.all(counting);
  const left = (await storages[0]?.getMany<number>('counts', keys)) ?? [];
  const removed = counts.reduce((sum, each) => sum + each.removed, 0);
  return {
    made: counts.reduce((sum, each) => sum + each.made, 0),
    found: left.reduce((sum, record) => sum + (record?.value ?? 0), removed),
  };
}

describe('a PostgreSQL that is killed and started again', () => {
  it('is waited for, and no change of its writers is lost or doubled', async () => {
    const schema = randomUUID();
    const storages = [
      await open(server.url, { schema, waitMs: 30_000 }),
      await open(poolOf(), { schema, waitMs: 30_000 }),
    ];
    const { made, found } = await countDuring(storages, 3, async () => {
      for (let kills = 0; kills < 3; kills += 1) {
        await storages[0]?.update('others', 'x', () => ({ value: kills }));
        await server.kill();
        await server.restart();
      }
      await storages[1]?.update('others', 'x', () => ({ value: 'over' }));
    });
    expect(made).toBeGreaterThan(0);
    expect(found).toBe(made);
  }, 120_000);

  it.each([
    ['a pool of its own', () => server.url],
    ['the pool of the caller', () => poolOf()],
  ])(
    'fails after its time where it stays away, and recovers alone, with %s',
    async (_name, target) => {
      const storage = await open(target(), { waitMs: 200 });
      await storage.update('some', 'a', () => ({ value: 1 }));
      await server.kill();
      const startedAt = performance.now();
      await expect(storage.getMany('some', ['a'])).rejects.toMatchObject({
        code: 'WHATSAPP_STORAGE_UNAVAILABLE',
        retryable: true,
        message: expect.stringContaining('ECONNREFUSED'),
      });
      await expect(storage.update('some', 'a', () => ({ value: 2 }))).rejects.toMatchObject({
        code: 'WHATSAPP_STORAGE_UNAVAILABLE',
      });
      expect(performance.now() - startedAt).toBeLessThan(25_000);
      await server.restart();
      const [found] = await storage.getMany<number>('some', ['a']);
      expect(found?.value).toBe(1);
    },
    60_000,
  );
});

describe('connections that are ended by the server', () => {
  it.each([
    ['pools of their own', () => server.url],
    ['pools of the caller', () => poolOf({ max: 3 })],
  ])(
    'lose and double no change of four writers, with %s',
    async (_name, target) => {
      const schema = randomUUID();
      const storages: PostgresStorage[] = [];
      for (let each = 0; each < 4; each += 1) {
        storages.push(await open(target(), { schema, waitMs: 20_000 }));
      }
      const admin = new pg.Client({ connectionString: server.url });
      await admin.connect();
      let cut = 0;
      const { made, found } = await countDuring(storages, 4, async () => {
        for (let times = 0; times < 40; times += 1) {
          const { rowCount } = await admin.query(
            `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
          WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'`,
          );
          cut += rowCount ?? 0;
          await storages[times % 4]?.update('others', 'x', () => ({ value: times }));
        }
      });
      await admin.end();
      expect(cut).toBeGreaterThan(40);
      expect(made).toBeGreaterThan(0);
      expect(found).toBe(made);
      const tags = await poolOf().query(
        `SELECT count(*)::int AS count FROM "${schema}".tags AS t WHERE NOT EXISTS (
        SELECT FROM "${schema}".records AS r WHERE r.collection = t.collection AND r.key = t.key AND t.tag = ANY (r.tags)
      )`,
      );
      expect(tags.rows).toEqual([{ count: 0 }]);
    },
    120_000,
  );

  it('end no process that is idle', async () => {
    const storages = [await open(server.url, {}), await open(poolOf(), {})];
    await Promise.all(storages.map(async (storage) => storage.getMany('some', ['a'])));
    const admin = new pg.Client({ connectionString: server.url });
    await admin.connect();
    await admin.query(
      `SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity
      WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'`,
    );
    await admin.end();
    for (const storage of storages) {
      await expect(storage.update('some', 'idle', () => ({ value: 1 }))).resolves.toMatchObject({
        changed: true,
      });
    }
  });
});

describe('what keeps a statement waiting', () => {
  it('makes it fail after its time, and holds nobody up afterwards', async () => {
    const storage = await open(server.url, { waitMs: 0, queryTimeoutMs: 3000 });
    await storage.update('some', 'locked', () => ({ value: 1 }));
    const holder = await poolOf().connect();
    await holder.query('BEGIN');
    await holder.query('LOCK TABLE whatsapp.records');
    await expect(storage.getMany('some', ['locked'])).rejects.toThrow(/timeout|did not answer/);
    await holder.query('ROLLBACK');
    holder.release();
    const [found] = await storage.getMany<number>('some', ['locked']);
    expect(found?.value).toBe(1);
  });

  it('is waited for where it is a transaction of the caller, and by nobody else', async () => {
    const schema = randomUUID();
    const storage = await open(server.url, { schema });
    const names = Array.from({ length: 20 }, (_, index) => String(index));
    const add = async (in_: PostgresStorage, prefix: string): Promise<unknown> =>
      Promise.all(
        names.map(async (name) =>
          in_.update<number>('some', `${prefix}${name}`, (before) => ({ value: (before?.value ?? 0) + 1 })),
        ),
      );
    await add(storage, 'old');
    const holder = await poolOf().connect();
    await holder.query('BEGIN');
    const inTransaction = storage.using(holder);
    await add(inTransaction, 'old');
    await add(inTransaction, 'new');
    const waiting = [add(storage, 'old'), add(storage, 'new')];
    for (let times = 0; times < 3; times += 1) await add(storage, 'other');
    const settings = await holder.query('SHOW lock_timeout');
    await holder.query('COMMIT');
    holder.release();
    await Promise.all(waiting);
    for (const [prefix, value] of Object.entries({ old: 3, new: 2, other: 3 })) {
      const records = await storage.getMany<number>(
        'some',
        names.map((name) => `${prefix}${name}`),
      );
      expect(records.map((record) => record?.value)).toEqual(names.map(() => value));
    }
    expect(settings.rows).toEqual([{ lock_timeout: '0' }]);
  });

  it('makes it fail where the pool of the caller has no connection left', async () => {
    const pool = poolOf({ max: 1 });
    const storage = await open(pool, { waitMs: 0, queryTimeoutMs: 1500, connectTimeoutMs: 1500 });
    const only = await pool.connect();
    await expect(storage.getMany('some', ['a'])).rejects.toThrow('did not answer within 3000 ms');
    only.release();
    await expect(storage.getMany('some', ['a'])).resolves.toHaveLength(1);
  });
});
