import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import Libsql from 'libsql';
import { WhatsAppConfigurationError } from '../errors/index.js';
import { StorageUnavailableError, type Change, type WhatsAppStorage } from '../storage/index.js';
import { storageContract } from '../testing/index.js';
import {
  sqlite,
  type SqliteDatabase,
  type SqliteDriver,
  type SqliteOptions,
  SqliteStorage,
} from './index.js';
import { openFile } from './open-file.js';
import { rowsOf } from './sqlite-database.js';
import { statements } from './sqlite-records.js';

// Node 20 has no SQLite of its own.
const drivers: readonly SqliteDriver[] = process.getBuiltinModule('node:sqlite')
  ? ['node:sqlite', 'libsql']
  : ['libsql'];

const increment: Change<number> = (before) => ({ value: (before?.value ?? 0) + 1 });

let dir: string;
const closing: { close(): unknown }[] = [];

beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'whatsapp-sqlite-'));
});
afterEach(async () => {
  for (const each of closing.splice(0)) await each.close();
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

let files = 0;
function newFile(): string {
  files += 1;
  return join(dir, `${files}.db`);
}

async function opened(target: string | SqliteDatabase, options?: SqliteOptions): Promise<SqliteStorage> {
  const storage = sqlite(target, options);
  closing.push(storage);
  await storage.open();
  return storage;
}

function database(path: string): SqliteDatabase {
  const opens = new Libsql(path);
  closing.push(opens);
  return opens;
}

async function valueOf(storage: WhatsAppStorage, key: string): Promise<unknown> {
  return (await storage.getMany('some', [key]))[0]?.value;
}

describe.each(drivers)('SQLite by %s keeps the contract of a storage', (driver) => {
  let path: string;
  beforeAll(() => {
    path = newFile();
  });
  it.each([...storageContract(() => sqlite(path, { driver }))])('in a file: %s', async (_name, test) => {
    await expect(test()).resolves.toBeUndefined();
  });
  it.each([...storageContract(() => sqlite(':memory:', { driver }))])(
    'in memory: %s',
    async (_name, test) => {
      await expect(test()).resolves.toBeUndefined();
    },
  );
});

describe('SQLite in a database of the application keeps the contract of a storage', () => {
  let own: SqliteDatabase;
  beforeAll(() => {
    own = new Libsql(newFile());
  });
  afterAll(() => {
    own.close();
  });
  it.each([...storageContract(() => sqlite(own))])('%s', async (_name, test) => {
    await expect(test()).resolves.toBeUndefined();
  });
});

describe('The file of a SQLite storage', () => {
  it('is made for its owner alone, with what is beside it; one that is there keeps its mode', async () => {
    const path = newFile();
    await (await opened(path)).update('some', 'a', increment);
    const modes = ['', '-wal', '-shm'].map((suffix) => statSync(path + suffix).mode % 0o1000);
    expect(modes).toEqual([0o600, 0o600, 0o600]);

    const shared = newFile();
    writeFileSync(shared, '', { mode: 0o640 });
    await opened(shared);
    expect(statSync(shared).mode % 0o1000).toBe(0o640);
  });

  it('is shared and durable, which memory is not', () => {
    const kinds = [
      sqlite('a.db'),
      sqlite(':memory:'),
      sqlite(database(newFile())),
      sqlite(database(':memory:')),
    ];
    expect(kinds.map(({ isShared, isDurable }) => [isShared, isDurable])).toEqual([
      [true, true],
      [false, false],
      [true, true],
      [false, false],
    ]);
  });

  it.each([
    ['full', 2],
    ['normal', 1],
  ] as const)('has its log ahead; a commit waits for the disk where it is %s', (synchronous, expected) => {
    const file = openFile(Libsql, newFile(), synchronous);
    closing.push(file);
    const pragmas = ['journal_mode', 'synchronous'].map((name) => file.prepare(`PRAGMA ${name}`).all());
    expect(pragmas).toEqual([[{ journal_mode: 'wal' }], [{ synchronous: expected }]]);
  });

  it.each([
    [
      'a folder that is not there',
      () => join(dir, 'none', 'a.db'),
      /there is no folder .*none: make it first/,
    ],
    ['a folder', () => dir, /cannot be opened/],
    [
      'a file of another kind',
      () => {
        const path = newFile();
        writeFileSync(path, 'Dear diary, '.repeat(1000));
        return path;
      },
      /not a database/,
    ],
    ['nothing', () => ' ', /the path of the file is empty/],
  ])('cannot be %s, which is said clearly', async (_what, path, problem) => {
    const failing = async (): Promise<unknown> => opened(path());
    await expect(failing()).rejects.toThrow(WhatsAppConfigurationError);
    await expect(failing()).rejects.toThrow(problem);
    expect(existsSync(join(dir, 'none'))).toBe(false);
  });

  it('is left alone where a newer version has made its tables', async () => {
    const path = newFile();
    const first = await opened(path);
    await first.update('some', 'a', increment);
    database(path).exec('UPDATE whatsapp_schema SET version = 99');
    await expect(opened(path)).rejects.toThrow(WhatsAppConfigurationError);
    await expect(opened(path)).rejects.toThrow('they have version 99, this one knows 1');
    expect(await valueOf(first, 'a')).toBe(1);
  });

  it('may have tables of the application, with a version of its own', async () => {
    const path = newFile();
    const own = database(path);
    own.exec('PRAGMA user_version = 7; CREATE TABLE orders (id TEXT)');
    await (await opened(own)).update('some', 'a', increment);
    expect(rowsOf(own.prepare('PRAGMA user_version'))).toEqual([{ user_version: 7 }]);
  });
});

describe('What sqlite() is given', () => {
  it.each<[string, () => unknown, RegExp]>([
    ['a driver', () => sqlite('a.db', { driver: 'sqlite3' as SqliteDriver }), /driver is "sqlite3"/],
    ['what to wait for', () => sqlite('a.db', { synchronous: 'off' as 'full' }), /synchronous is "off"/],
    ['a target', () => sqlite(undefined as unknown as string), /the path of a file or an open database/],
    [
      'a database',
      () => sqlite({ prepare: () => Promise.resolve() } as never),
      /an open database of node:sqlite/,
    ],
  ])('is checked: %s', (_what, make, problem) => {
    expect(make).toThrow(WhatsAppConfigurationError);
    expect(make).toThrow(problem);
  });

  it('may be a driver that is not there: then it is said what to install', async () => {
    const failing = opened(newFile(), { driver: 'better-sqlite3' });
    await expect(failing).rejects.toThrow(WhatsAppConfigurationError);
    await expect(failing).rejects.toThrow(
      /better-sqlite3: .*Use Node 22\.13 or later, or "npm install libsql"/,
    );
  });
});

describe('A SQLite storage', () => {
  it('waits for another that writes, and lets everything else go on', async () => {
    const path = newFile();
    const storage = await opened(path);
    await storage.update('some', 'a', increment);
    const other = database(path);
    other.exec('BEGIN IMMEDIATE');
    let isDone = false;
    const update = storage.update('some', 'a', increment).then(() => (isDone = true));
    // What was committed can be read meanwhile, and timers run.
    for (let turn = 0; turn < 20; turn += 1) {
      await new Promise((resolve) => setTimeout(resolve, 1));
      expect(await valueOf(storage, 'a')).toBe(1);
    }
    expect(isDone).toBe(false);
    other.exec('COMMIT');
    await update;
    expect(await valueOf(storage, 'a')).toBe(2);
  });

  it('fails where it may not wait', async () => {
    const path = newFile();
    const storage = await opened(path, { waitMs: 0 });
    const other = database(path);
    other.exec('BEGIN IMMEDIATE');
    await expect(storage.update('some', 'a', increment)).rejects.toThrow(StorageUnavailableError);
    await expect(storage.update('some', 'a', increment)).rejects.toThrow(
      'others write to the SQLite database',
    );
    other.exec('ROLLBACK');
    await storage.update('some', 'a', increment);
    expect(await valueOf(storage, 'a')).toBe(1);
  });

  it('says that it is not open before it was opened and after it was closed', async () => {
    const storage = sqlite(newFile(), { waitMs: 0 });
    await expect(storage.getMany('some', ['a'])).rejects.toThrow('is not open');
    await storage.open();
    await storage.open();
    await storage.close();
    await expect(storage.update('some', 'a', increment)).rejects.toThrow('is not open');
  });

  it('commits the calls of a moment together', async () => {
    const own = database(newFile());
    let commits = 0;
    const watched: SqliteDatabase = {
      exec: (sql) => {
        if (sql === 'COMMIT') commits += 1;
        return own.exec(sql);
      },
      prepare: (sql) => own.prepare(sql),
      close: () => own.close(),
    };
    const storage = await opened(watched);
    await storage.getMany('some', ['x']);
    commits = 0;
    const keys = Array.from({ length: 300 }, (_, index) => `k${index}`);
    await Promise.all(keys.map(async (key) => storage.update('some', key, increment)));
    expect(commits).toBe(1);
  });

  it('finds everything by an index, and sorts nothing', async () => {
    const own = database(newFile());
    await opened(own);
    const plans = Object.entries(statements).flatMap(([name, sql]) =>
      rowsOf<{ detail: string }>(
        own.prepare(`EXPLAIN QUERY PLAN ${sql}`),
        ...[...sql.matchAll(/\?/g)].map(() => 1),
      ).map(({ detail }) => `${name}: ${detail}`),
    );
    expect(plans.length).toBeGreaterThanOrEqual(10);
    expect(plans.filter((plan) => !plan.includes(': SEARCH '))).toEqual([]);
  });

  it('deletes what has expired, with its tags, and leaves the rest', async () => {
    class Purging extends SqliteStorage {
      override async purge(limit: number): Promise<number> {
        return super.purge(limit);
      }
    }
    const path = newFile();
    const storage = new Purging(path);
    closing.push(storage);
    await storage.open();
    const keep = async (key: string, inMs: number): Promise<unknown> =>
      storage.update('some', key, (_before, now) => ({
        value: 1,
        dueAt: now,
        tags: ['t', key],
        expiresAt: now + inMs,
      }));
    await Promise.all(Array.from({ length: 25 }, async (_, index) => keep(`k${index}`, -1)));
    await keep('kept', 60_000);
    expect([await storage.purge(10), await storage.purge(100), await storage.purge(100)]).toEqual([
      10, 15, 0,
    ]);
    const counts = ['records', 'tags'].map((name) =>
      database(path).prepare(`SELECT count(*) AS rows FROM whatsapp_${name}`).all(),
    );
    expect(counts).toEqual([[{ rows: 1 }], [{ rows: 2 }]]);
  });

  it('commits the others where a change throws, or keeps what is no JSON', async () => {
    const storage = await opened(newFile());
    const all = await Promise.allSettled([
      storage.update('some', 'a', increment),
      storage.update('some', 'b', () => {
        throw new Error('refused');
      }),
      storage.update('some', 'c', () => ({ value: 1n })),
      storage.update('some', 'd', increment),
    ]);
    expect(all.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected', 'fulfilled']);
    const found = await storage.getMany('some', ['a', 'b', 'c', 'd']);
    expect(found.map((record) => record?.value)).toEqual([1, undefined, undefined, 1]);
  });

  it('makes changes in the order in which they were asked for, those too that wait', async () => {
    const path = newFile();
    const storage = await opened(path);
    const other = database(path);
    other.exec('BEGIN IMMEDIATE');
    const append = async (letter: string): Promise<unknown> =>
      storage.update<string>('some', 'a', (before) => ({ value: (before?.value ?? '') + letter }));
    const first = [append('a'), append('b')];
    await new Promise((resolve) => setImmediate(resolve));
    const second = [append('c'), append('d')];
    other.exec('COMMIT');
    await Promise.all([...first, ...second]);
    expect(await valueOf(storage, 'a')).toBe('abcd');
  });

  it('counts a record that is made anew as new, and a changed one as old', async () => {
    const storage = await opened(newFile());
    const put = async (key: string, expiresInMs?: number): Promise<unknown> =>
      storage.update('some', key, (_before, now) => ({
        value: key,
        tags: ['t'],
        ...(expiresInMs !== undefined && { expiresAt: now + expiresInMs }),
      }));
    await put('expired', -1);
    for (const key of ['removed', 'changed', 'other', 'changed']) await put(key);
    await storage.update('some', 'removed', () => 'drop');
    await put('removed');
    await put('expired');
    const { records } = await storage.list('some', { tag: 't', limit: 9 });
    expect(records.map(({ key }) => key)).toEqual(['expired', 'removed', 'other', 'changed']);
  });
});

describe("A SQLite storage in the application's own transaction", () => {
  it('is committed and rolled back with it', async () => {
    const path = newFile();
    const storage = await opened(path);
    const own = database(path);
    own.exec('CREATE TABLE orders (id TEXT)');
    for (const end of ['ROLLBACK', 'COMMIT'] as const) {
      own.exec('BEGIN IMMEDIATE');
      own.exec("INSERT INTO orders VALUES ('42')");
      const joined = storage.using(own);
      await joined.update('some', 'a', increment);
      await joined.update('some', 'b', increment, 'absent');
      expect(await valueOf(joined, 'a')).toBe(1);
      expect(await valueOf(storage, 'a')).toBeUndefined();
      own.exec(end);
      await joined.close();
    }
    expect([await valueOf(storage, 'a'), await valueOf(storage, 'b')]).toEqual([1, 1]);
    expect(rowsOf(own.prepare('SELECT count(*) AS orders FROM orders'))).toEqual([{ orders: 1 }]);
  });

  it('may be on the connection that the storage was given: its other calls wait until it has ended', async () => {
    const own = database(newFile());
    const storage = await opened(own);
    await storage.update('some', 'a', increment);
    own.exec('BEGIN IMMEDIATE');
    await storage.using(own).update('some', 'a', increment);
    const another = storage.update('some', 'a', increment);
    const seen = valueOf(storage, 'a');
    own.exec('ROLLBACK');
    await another;
    expect([await seen, await valueOf(storage, 'a')]).toEqual([expect.any(Number), 2]);
  });
});
