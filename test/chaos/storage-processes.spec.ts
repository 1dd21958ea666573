import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Child } from '../e2e/child.js';
import { ledgerOf } from './support/counter-ledger.js';
import { sharedStorages, type SharedStorage } from './support/storages-under-test.js';

const root = join(import.meta.dirname, '../..');
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

describe.each(sharedStorages)('Several processes on one storage: %s', (_name, start) => {
  let storage: SharedStorage;
  let children: Child[];

  beforeEach(async () => {
    children = [];
    storage = await start();
  });
  afterEach(async () => {
    for (const child of children) child.kill('SIGKILL');
    await Promise.all(children.map(({ exit }) => exit));
    await storage.stop();
  });

  function run(options: { updates: number; keys?: number; removalEach?: number; startAt?: number }): Child {
    const { updates, keys = 100, removalEach = 0, startAt = 0 } = options;
    const child = new Child(join(root, 'test/chaos/support/storage-writer.mjs'), {
      STORAGE: storage.address,
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
    await run({ updates: 0 }).exit;
    expect(children.map(({ stderr }) => stderr)).toEqual(children.map(() => ''));
    return children.map(({ stdout }) => stdout).join('');
  }

  it.each([
    ['', 0],
    [', and remove records meanwhile', 25],
  ])(
    'four make 40,000 changes to 100 records%s: none is lost, none is made twice',
    async (_what, removalEach) => {
      const startAt = Date.now() + 1500;
      for (let writer = 0; writer < 4; writer += 1) run({ updates: 10_000, removalEach, startAt });
      const ledger = ledgerOf(await outputOfAll());
      expect(ledger).toMatchObject({ counted: 40_000, lost: [], unaccounted: [] });
      expect(ledger.removed > 100).toBe(removalEach > 0);
      expect(await storage.faults()).toEqual([]);
    },
  );

  it('one of four is killed in the midst of its changes: what it was told of is there, and nothing twice', async () => {
    const [killed] = Array.from({ length: 4 }, () => run({ updates: 2500, keys: 5, removalEach: 25 }));
    await killed?.output(/(?:^.+\n){500}/m);
    killed?.kill('SIGKILL');
    expect(await killed?.exit).toBe('SIGKILL');
    const ledger = ledgerOf(await outputOfAll());
    expect(ledger.counted).toBeGreaterThanOrEqual(8000);
    expect(ledger.lost).toEqual([]);
    // Made, but not told of any more.
    expect(ledger.unaccounted.length).toBeLessThanOrEqual(atOnce);
    expect(await storage.faults()).toEqual([]);
  });

  it('ten open it at once where there is nothing yet', async () => {
    const startAt = Date.now() + 3000;
    for (let writer = 0; writer < 10; writer += 1) run({ updates: 10, keys: 3, startAt });
    expect(ledgerOf(await outputOfAll())).toMatchObject({ counted: 100, lost: [], unaccounted: [] });
    expect(await storage.faults()).toEqual([]);
  });
});
