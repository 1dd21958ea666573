import { deepEqual, equal, ok } from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { byText, get, keysOf, put, type ContractTest } from './contract-test.js';

/** Due times, and leases. */
export const due: readonly ContractTest[] = [
  [
    'takeDue gives what is due, the earliest first, and no more than the limit',
    async ({ storage, collection }) => {
      for (const [key, inMs] of [
        ['c', -1000],
        ['later', 60_000],
        ['a', -3000],
        ['b', -2000],
      ] as const) {
        await put(storage, collection, key, (now) => ({ value: key, dueAt: now + inMs }));
      }
      await put(storage, collection, 'never', { value: 'never' });
      deepEqual(keysOf(await storage.takeDue(collection, 2, 60_000)), ['a', 'b']);
      deepEqual(keysOf(await storage.takeDue(collection, 10, 60_000)), ['c']);
      deepEqual(await storage.takeDue(collection, 10, 60_000), []);
    },
  ],
  [
    'what is taken has a new due time, the end of its lease, and is due again after it',
    async ({ storage, collection }) => {
      const before = await put(storage, collection, 'a', (now) => ({
        value: 1,
        dueAt: now,
        tags: ['t'],
        expiresAt: now + 60_000,
      }));
      const [taken] = await storage.takeDue<number>(collection, 10, 150);
      ok(taken?.dueAt !== undefined && taken.dueAt >= (before.dueAt ?? 0) + 150);
      deepEqual([taken.value, taken.tags, taken.expiresAt], [1, ['t'], before.expiresAt]);
      const found = await get<number>(storage, collection, 'a');
      deepEqual([found?.dueAt, found?.version], [taken.dueAt, taken.version]);
      deepEqual(await storage.takeDue(collection, 10, 150), []);
      await sleep(300);
      deepEqual(keysOf(await storage.takeDue(collection, 10, 150)), ['a']);
    },
  ],
  [
    'whoever holds a lease finds it in the record, and whoever has lost it does not',
    async ({ storage, collection, other }) => {
      const another = await other();
      await put(storage, collection, 'a', (now) => ({ value: 'open', dueAt: now }));
      const [first] = await storage.takeDue<string>(collection, 1, 50);
      await sleep(150);
      const [second] = await another.takeDue<string>(collection, 1, 60_000);
      equal(second?.key, 'a');
      const late = await storage.update<string>(
        collection,
        'a',
        (before) => (before?.dueAt === first?.dueAt ? { value: 'late' } : undefined),
        first,
      );
      equal(late.changed, false);
      const held = await another.update<string>(
        collection,
        'a',
        (before) => (before?.dueAt === second?.dueAt ? { value: 'done' } : undefined),
        second,
      );
      deepEqual([held.changed, held.stored?.value], [true, 'done']);
    },
  ],
  [
    'of several takers at once each due record goes to one',
    async ({ storage, collection, other }) => {
      const both = [storage, await other()];
      await Promise.all(
        Array.from({ length: 200 }, async (_, index) =>
          put(storage, collection, `k${index}`, (now) => ({ value: index, dueAt: now - 1 })),
        ),
      );
      const taken: (string | undefined)[] = [];
      const take = async (one: (typeof both)[number]): Promise<void> => {
        for (;;) {
          const records = await one.takeDue(collection, 7, 60_000);
          if (records.length === 0) return;
          taken.push(...keysOf(records));
        }
      };
      await Promise.all([...both, ...both].map(async (one) => take(one)));
      deepEqual([taken.length, new Set(taken).size], [200, 200]);
    },
  ],
  [
    'takeDue with a tag leaves the others where they are',
    async ({ storage, collection }) => {
      for (const key of ['a', 'b', 'c']) {
        await put(storage, collection, key, (now) => ({
          value: key,
          dueAt: now - 1,
          tags: [key === 'b' ? 'other' : 'mine'],
        }));
      }
      deepEqual(keysOf(await storage.takeDue(collection, 10, 60_000, 'mine')).toSorted(byText), ['a', 'c']);
      deepEqual(keysOf(await storage.takeDue(collection, 10, 60_000)), ['b']);
    },
  ],
  [
    'a due time that is moved counts, and the old one does not',
    async ({ storage, collection }) => {
      await put(storage, collection, 'a', (now) => ({ value: 1, dueAt: now - 1 }));
      await put(storage, collection, 'a', (now) => ({ value: 2, dueAt: now + 60_000 }));
      deepEqual(await storage.takeDue(collection, 10, 1000), []);
      await put(storage, collection, 'a', (now) => ({ value: 3, dueAt: now - 1 }));
      deepEqual(
        (await storage.takeDue<number>(collection, 10, 1000)).map(({ value }) => value),
        [3],
      );
    },
  ],
];
