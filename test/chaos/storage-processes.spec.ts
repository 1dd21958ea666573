import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Child } from '../e2e/child.js';
import { ledgerOf } from './support/counter-ledger.js';
import { storageServers, type SharedStorage, type StorageServer } from './support/storages-under-test.js';

const root = join(import.meta.dirname, '../..');
/** Of each process; 10,000 by hand. */
const updatesEach = Number(process.env['STORAGE_UPDATES'] ?? 5000);
/** So much is printed by a fifteenth of them. */
const charactersBetweenCuts = (4 * updatesEach * 'counted k42 w1-1234 42\n'.length) / 15;
/** Each process has so many changes under way at a time. */
const atOnce = 64;

// A disk may take some milliseconds for each commit, and the machine may be busy.
jest.setTimeout(180_000);

beforeAll(() => {
  if (!existsSync(join(root, 'libs/whatsapp/dist/index.js'))) {
    throw new Error(
      'This spec runs the built library and there is none: run "npm run build" first ("npm test" does).',
    );
  }
});

let server: StorageServer;
let storage: SharedStorage;
let children: Child[];

beforeEach(() => {
  children = [];
  storage = server.fresh();
});
afterEach(async () => {
  for (const child of children) child.kill('SIGKILL');
  await Promise.all(children.map(({ exit }) => exit));
});

function run(options: { updates: number; keys?: number; removalEach?: number; startAt?: number }): Child {
  const { updates, keys = 100, removalEach = 0, startAt = 0 } = options;
  const child = new Child(join(root, 'test/chaos/support/storage-writer.mjs'), {
    STORAGE: storage.address,
    STORAGE_OPTIONS: JSON.stringify(storage.options),
    WRITER: `w${children.length}`,
    UPDATES: String(updates),
    KEYS: String(keys),
    AT_ONCE: String(atOnce),
    REMOVAL_EACH: String(removalEach),
    START_AT: String(startAt),
  });
  children.push(child);
  return child;
}

/** What all have printed, and what is left after them. */
async function outputOfAll(): Promise<string> {
  await Promise.all(children.map(({ exit }) => exit));
  const reader = run({ updates: 0 });
  await reader.exit;
  expect(children.map(({ stderr }) => stderr)).toEqual(children.map(() => ''));
  const linesOf = (word: string): string[] =>
    Array.from(
      reader.stdout.matchAll(new RegExp(`^${word} (.*)$`, 'gm')),
      ([, line = '']) => line,
    ).toSorted();
  expect(linesOf('listed')).toEqual(linesOf('left'));
  expect(storage.faults()).toEqual([]);
  return children.map(({ stdout }) => stdout).join('');
}

/** Cuts all connections each time that the processes have made some more changes, until they have ended, and says how many it has cut. */
async function cutMeanwhile(): Promise<number> {
  const over = Promise.all(children.map(({ exit }) => exit)).then(() => true);
  let cut = 0;
  let cutAt = 0;
  while (!(await Promise.race([over, sleep(10, false)]))) {
    const printed = children.reduce((sum, { stdout }) => sum + stdout.length, 0);
    if (printed < cutAt + charactersBetweenCuts) continue;
    cutAt = printed;
    cut += server.cut?.() ?? 0;
  }
  return cut;
}

describe.each(Object.entries(storageServers))('Several processes on one storage: %s', (_name, start) => {
  beforeAll(async () => {
    server = await start();
  });
  afterAll(async () => server.stop());

  it(`four make ${4 * updatesEach} changes to 100 records, while records are removed and connections are cut: none is lost, none is made twice`, async () => {
    const startAt = Date.now() + 1500;
    for (let writer = 0; writer < 4; writer += 1) run({ updates: updatesEach, removalEach: 25, startAt });
    const cut = await cutMeanwhile();
    const ledger = ledgerOf(await outputOfAll());
    expect(ledger).toMatchObject({ counted: 4 * updatesEach, lost: [], unaccounted: [] });
    expect(ledger.removed).toBeGreaterThan(0);
    expect(cut > 0).toBe(server.cut !== undefined);
  });
});

describe('Several processes on one file', () => {
  beforeAll(async () => {
    server = await storageServers.SQLite();
  });
  afterAll(async () => server.stop());

  it('one of four is killed in the midst of its changes: what it was told of is there, and nothing twice', async () => {
    const [killed] = Array.from({ length: 4 }, () => run({ updates: 2500, keys: 5, removalEach: 25 }));
    await killed?.output(/^(?:(?:removed.+\n)*counted.+\n){500}/);
    killed?.kill('SIGKILL');
    expect(await killed?.exit).toBe('SIGKILL');
    const ledger = ledgerOf(await outputOfAll());
    expect(ledger.counted).toBeGreaterThanOrEqual(8000);
    expect(ledger.lost).toEqual([]);
    // Made, but not told of any more.
    expect(ledger.unaccounted.length).toBeLessThanOrEqual(atOnce);
  });

  it('ten open it at once where there is nothing yet', async () => {
    const startAt = Date.now() + 3000;
    for (let writer = 0; writer < 10; writer += 1) run({ updates: 10, keys: 3, startAt });
    expect(ledgerOf(await outputOfAll())).toMatchObject({ counted: 100, lost: [], unaccounted: [] });
  });
});
