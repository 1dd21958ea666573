import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { postgres, type PostgresStorage } from 'nestjs-whatsapp/postgres';
import { randomUUID } from 'node:crypto';
import { inspect } from 'node:util';
import pg from 'pg';
import { startOwnPostgres, type PostgresServer } from '../support/servers/postgres-server.js';

let server: PostgresServer;
let admin: pg.Client;
const opened: PostgresStorage[] = [];

beforeAll(async () => {
  server = await startOwnPostgres();
  admin = new pg.Client({ connectionString: server.url });
  await admin.connect();
}, 60_000);
afterEach(async () => {
  for (const storage of opened.splice(0)) await storage.close();
});
afterAll(async () => {
  await admin.end();
  await server.stop();
});

const made = (...args: Parameters<typeof postgres>): PostgresStorage => {
  const storage = postgres(...args);
  opened.push(storage);
  return storage;
};
const problemOf = async (storage: PostgresStorage): Promise<Error | undefined> =>
  storage.open().then(
    () => undefined,
    (error: Error) => error,
  );
/** The address of the server for another role or database. */
const addressOf = (change: (url: URL) => void): string => {
  const url = new URL(server.url);
  change(url);
  return url.href;
};
const roleWith = async (name: string, rights = ''): Promise<string> => {
  await admin.query(`CREATE ROLE ${name} LOGIN PASSWORD 's3cret' ${rights}`);
  return addressOf((url) => {
    url.username = name;
    url.password = 's3cret';
  });
};

describe('a PostgreSQL storage makes its tables', () => {
  it('once, where ten start at the same time, and finds them again', async () => {
    const schema = `we"ird 'name' ${randomUUID().slice(0, 8)}`;
    const ten = Array.from({ length: 10 }, () => made(server.url, { schema }));
    await Promise.all(ten.map(async (storage) => storage.open()));
    await Promise.all(
      ten.map(async (storage, index) =>
        storage.update('some', `k${index % 5}`, () => ({ value: 1, tags: ['t'] })),
      ),
    );
    await made(server.url, { schema }).open();
    expect((await ten[0]?.list('some', { tag: 't', limit: 10 }))?.records).toHaveLength(5);
    const { rows } = await admin.query(
      `SELECT version FROM ${admin.escapeIdentifier(schema)}.migrations ORDER BY version`,
    );
    expect(rows).toEqual([{ version: 1 }]);
  });

  it('apart from those of another schema', async () => {
    const [one, other] = [made(server.url, { schema: 'one' }), made(server.url, { schema: 'other' })];
    await Promise.all([one.open(), other.open()]);
    await one.update('some', 'a', () => ({ value: 1 }));
    expect(await other.getMany('some', ['a'])).toEqual([undefined]);
  });

  it('where its role may only make tables, and needs no right to that afterwards', async () => {
    const url = await roleWith('modest');
    await admin.query('CREATE SCHEMA modest AUTHORIZATION modest');
    await made(url, { schema: 'modest' }).open();
    await admin.query('ALTER SCHEMA modest OWNER TO postgres; GRANT USAGE ON SCHEMA modest TO modest');
    const storage = made(url, { schema: 'modest' });
    await storage.open();
    expect(await storage.update('some', 'a', () => ({ value: 1 }))).toMatchObject({ changed: true });
  });
});

describe('a PostgreSQL storage refuses to start', () => {
  it('where its role may make no tables', async () => {
    const url = await roleWith('powerless');
    const problem = await problemOf(made(url, { schema: 'refused' }));
    expect(problem).toMatchObject({
      code: 'WHATSAPP_CONFIGURATION',
      message: expect.stringContaining('permission denied'),
    });
  });

  it('on a database that can only be read', async () => {
    const url = await roleWith('reader');
    await admin.query('ALTER ROLE reader SET default_transaction_read_only = on');
    expect((await problemOf(made(url)))?.message).toContain('give the address of the primary server');
  });

  it('on a database in another encoding', async () => {
    await admin.query("CREATE DATABASE latin ENCODING 'LATIN1' TEMPLATE template0");
    const url = addressOf((each) => (each.pathname = '/latin'));
    expect((await problemOf(made(url)))?.message).toContain('must have the encoding UTF8: it has LATIN1');
  });

  it('on tables of a version that is more than one ahead', async () => {
    await made(server.url, { schema: 'ahead' }).open();
    await admin.query('INSERT INTO ahead.migrations (version) VALUES (2)');
    await made(server.url, { schema: 'ahead' }).open();
    await admin.query('INSERT INTO ahead.migrations (version) VALUES (3)');
    expect((await problemOf(made(server.url, { schema: 'ahead' })))?.message).toContain(
      'upgrade nestjs-whatsapp',
    );
  });

  it('with wrong credentials and where there is no such database, at once and without telling the password', async () => {
    const wrong = made(addressOf((url) => (url.password = 'wr0ng')));
    const none = made(addressOf((url) => (url.pathname = '/none')));
    const problems = [await problemOf(wrong), await problemOf(none)];
    expect(problems).toEqual([
      expect.objectContaining({ code: 'WHATSAPP_CONFIGURATION' }),
      expect.objectContaining({ code: 'WHATSAPP_CONFIGURATION' }),
    ]);
    const shown = inspect([wrong, none, problems], { depth: 20, showHidden: true });
    expect(shown).not.toMatch(new RegExp(`wr0ng|${new URL(server.url).password}`));
  });

  it.each(['', 'localhost:5432', 'http://localhost', 'postgres://user:s3cret@:x'])(
    'on %p, which is no URL of PostgreSQL, without telling it',
    (url) => {
      expect(() => postgres(url)).toThrow(/must be postgres:\/\//);
      expect(() => postgres(url)).not.toThrow('s3cret');
    },
  );

  it.each(['', 'x'.repeat(64), 'a\0b'])('on a name of a schema that is none', (schema) => {
    expect(() => postgres(server.url, { schema })).toThrow('`schema`');
  });

  it('in its time where nobody listens, with the address and without the password', async () => {
    const storage = made('postgres://user:s3cret@localhost:1/none', { waitMs: 0 });
    const problem = await problemOf(storage);
    expect(problem).toMatchObject({
      code: 'WHATSAPP_STORAGE_UNAVAILABLE',
      message: expect.stringContaining('ECONNREFUSED'),
    });
    expect(inspect([storage, problem], { depth: 20, showHidden: true })).not.toContain('s3cret');
  });
});

describe('what a server refuses', () => {
  it('is told without keys and contents', async () => {
    const storage = made(server.url, { schema: 'telling', waitMs: 0 });
    await storage.open();
    await admin.query('ALTER TABLE telling.records ADD CHECK (length(body) < 5)');
    const refused = await storage
      .update('some', '491701234567', () => ({ value: 'a long body' }))
      .catch((error: unknown) => error);
    expect(refused).toMatchObject({ message: expect.stringContaining('violates check constraint') });
    expect(inspect(refused, { depth: 20, showHidden: true })).not.toMatch(/491701234567|a long body/);
  });
});

describe("a caller's pool", () => {
  it('is not ended, and one that the storage made is', async () => {
    const pool = new pg.Pool({ connectionString: server.url });
    const storage = postgres(pool);
    await storage.open();
    await storage.close();
    await storage.close();
    expect((await pool.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
    expect(pool.listenerCount('error')).toBe(0);
    await pool.end();
    const own = postgres(addressOf((url) => url.searchParams.set('application_name', 'ended')));
    await own.open();
    await own.close();
    await own.close();
    await expect(own.getMany('some', ['a'])).rejects.toMatchObject({ code: 'WHATSAPP_STORAGE_UNAVAILABLE' });
  });
});
