import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { PostgresStorage, postgres, type PostgresPool } from 'nestjs-whatsapp/postgres';
import { storageContract } from 'nestjs-whatsapp/testing';
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { startPostgres, type PostgresServer } from '../support/servers/postgres-server.js';

const names = storageContract(() => {
  throw new Error('only the names are wanted');
}).map(([name], index): [string, number] => [name, index]);

const schema = `test ${randomUUID()}`;
let server: PostgresServer;
let pool: pg.Pool;
const opened: PostgresStorage[] = [];

beforeAll(async () => {
  server = await startPostgres();
  pool = new pg.Pool({ connectionString: server.url });
}, 60_000);
afterEach(async () => {
  for (const storage of opened.splice(0)) await storage.close();
});
afterAll(async () => {
  await pool.query(`DROP SCHEMA IF EXISTS "${schema}" CASCADE`);
  await pool.end();
  await server.stop();
});

/** With its purge at hand. */
class SweptStorage extends PostgresStorage {
  async sweep(limit: number): Promise<number> {
    return this.purge(limit);
  }
}

const open = async (target: PostgresPool = pool): Promise<SweptStorage> => {
  const storage = new SweptStorage(target, { schema });
  opened.push(storage);
  await storage.open();
  return storage;
};

describe('PostgreSQL keeps the contract of a storage:', () => {
  it.each(names)('%s', async (_name, index) => {
    const test = storageContract(() => postgres(server.url, { schema }))[index]?.[1];
    await expect(test?.()).resolves.toBeUndefined();
  });
});

describe('a storage over a client of the caller', () => {
  const inTransaction = async (
    end: 'COMMIT' | 'ROLLBACK',
    work: (storage: PostgresStorage) => Promise<unknown>,
    begin = 'BEGIN',
  ): Promise<void> => {
    const storage = await open();
    const client = await pool.connect();
    try {
      await client.query(begin);
      await work(storage.using(client));
      await client.query(end);
    } finally {
      client.release(true);
    }
  };

  it('writes what is there when the transaction is committed, and not before', async () => {
    const collection = randomUUID();
    const outside = await open();
    await inTransaction('COMMIT', async (storage) => {
      await storage.update(collection, 'a', () => ({ value: 1, tags: ['t'] }));
      await storage.update<number>(collection, 'a', (before) => ({
        value: (before?.value ?? 0) + 1,
        tags: ['t'],
      }));
      expect((await storage.getMany<number>(collection, ['a']))[0]?.value).toBe(2);
      expect(await outside.getMany(collection, ['a'])).toEqual([undefined]);
    });
    expect((await outside.list<number>(collection, { tag: 't', limit: 5 })).records).toMatchObject([
      { value: 2 },
    ]);
  });

  it('writes nothing where the transaction is rolled back', async () => {
    const collection = randomUUID();
    const outside = await open();
    await outside.update(collection, 'b', (_before, now) => ({ value: 1, dueAt: now - 1, tags: ['t'] }));
    await inTransaction('ROLLBACK', async (storage) => {
      await storage.update(collection, 'a', () => ({ value: 1, tags: ['t'] }));
      expect(await storage.takeDue(collection, 5, 60_000)).toHaveLength(1);
      await storage.update(collection, 'b', () => 'drop');
    });
    expect((await outside.list(collection, { tag: 't', limit: 5 })).records).toMatchObject([{ key: 'b' }]);
    expect(await outside.takeDue(collection, 5, 60_000)).toHaveLength(1);
  });

  it('fails at once where others have changed what its transaction has seen', async () => {
    const collection = randomUUID();
    const outside = await open();
    await outside.update(collection, 'a', () => ({ value: 1 }));
    await inTransaction(
      'ROLLBACK',
      async (storage) => {
        await storage.getMany(collection, ['a']);
        await outside.update(collection, 'a', () => ({ value: 2 }));
        await expect(storage.update(collection, 'a', () => ({ value: 3 }))).rejects.toThrow('40001');
      },
      'BEGIN ISOLATION LEVEL REPEATABLE READ',
    );
    expect((await outside.getMany<number>(collection, ['a']))[0]?.value).toBe(2);
  });
});

describe('what a storage asks of PostgreSQL', () => {
  it('is two statements for a hundred updates at once, and one where they are assumed rightly', async () => {
    let statements = 0;
    const counting: PostgresPool = {
      query: async (query) => {
        statements += 1;
        return pool.query(query);
      },
      connect: async () => pool.connect(),
      on: (event, listener) => pool.on(event, listener),
      off: (event, listener) => pool.off(event, listener),
    };
    const storage = await open(counting);
    await storage.getMany('batch', ['x']);
    const keys = Array.from({ length: 100 }, (_, index) => `k${index}`);
    statements = 0;
    const made = await Promise.all(
      keys.map(async (key) => storage.update('batch', key, () => ({ value: 1 }))),
    );
    expect(statements).toBe(2);
    await Promise.all(
      made.map(async ({ stored }) =>
        storage.update('batch', stored?.key ?? '', () => ({ value: 2 }), stored),
      ),
    );
    expect(statements).toBe(3);
  });

  it('reads few pages of 100,000 records, also with plans that were made when there were none', async () => {
    const storage = await open();
    const collection = randomUUID();
    const client = await pool.connect();
    const pagesOf = async (call: string): Promise<number> => {
      const { rows } = await client.query({
        text: `EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) SELECT * FROM "${schema}".${call}`,
        rowMode: 'array',
      });
      const [[[{ Plan: plan }]]] = rows as [[[{ Plan: Record<string, number> }]]];
      return (plan['Shared Hit Blocks'] ?? 0) + (plan['Shared Read Blocks'] ?? 0);
    };
    const calls = [
      `read_records(ARRAY['${collection}'], ARRAY['k777'])`,
      `write_records(ARRAY['${collection}'], ARRAY['k777'], ARRAY['v'], ARRAY['w'], ARRAY['1'], ARRAY['{t,u}'], ARRAY[1e15], ARRAY[NULL::float8], 0)`,
      `take_records('${collection}', 10, 60000, 'v', NULL)`,
      `take_records('${collection}', 10, 60000, 'v', 't')`,
      `newest_records('${collection}', 't', ${2n ** 63n - 1n}, '', 10)`,
      `due_records('${collection}', 't', '-Infinity', '', 10)`,
      'purge_records(10)',
    ];
    try {
      await storage.update(collection, 'k1', (_before, now) => ({ value: 1, dueAt: now - 1, tags: ['t'] }));
      for (const call of calls) await pagesOf(call);
      await client.query(
        `INSERT INTO "${schema}".records (collection, key, version, body, tags, due_at)
        SELECT $1, 'k' || n, 'v', '1', '{t}', n FROM generate_series(2, 100000) AS n`,
        [collection],
      );
      await client.query(
        `INSERT INTO "${schema}".tags (collection, tag, first_written, key, due_at)
        SELECT collection, 't', first_written, key, due_at FROM "${schema}".records WHERE collection = $1 AND key <> 'k1'`,
        [collection],
      );
      const pages: [string, number][] = [];
      for (const call of calls) pages.push([call.split('(')[0] ?? '', await pagesOf(call)]);
      expect(pages.filter(([, count]) => count > 1000)).toEqual([]);
      expect((await storage.takeDue(collection, 10, 60_000)).map(({ key }) => key)).not.toHaveLength(0);
    } finally {
      client.release();
    }
  });
});

describe('what has expired', () => {
  it('is deleted with its tags, no more at once than is asked for', async () => {
    const storage = await open();
    const collection = randomUUID();
    await Promise.all(
      Array.from({ length: 25 }, async (_, index) =>
        storage.update(collection, `k${index}`, (_before, now) => ({
          value: 1,
          tags: ['t', `t${index}`],
          ...(index < 15 ? { expiresAt: now - 1 } : { expiresAt: now + 60_000 }),
        })),
      ),
    );
    await storage.update(collection, 'k24', () => 'drop');
    const deleted: number[] = [];
    do deleted.push(await storage.sweep(10));
    while (deleted.at(-1) === 10);
    expect(deleted.reduce((sum, count) => sum + count, 0)).toBeGreaterThanOrEqual(15);
    const left = await pool.query<{ records: string; tags: string }>(
      `SELECT (SELECT count(*)::int FROM "${schema}".records WHERE collection = $1) AS records,
        (SELECT count(*)::int FROM "${schema}".tags WHERE collection = $1) AS tags`,
      [collection],
    );
    expect(left.rows).toEqual([{ records: 10, tags: 18 }]);
  });
});
