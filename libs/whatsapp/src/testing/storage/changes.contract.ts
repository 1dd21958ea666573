import { deepEqual, equal, notEqual, ok } from 'node:assert/strict';
import type { Change, WhatsAppStorage } from '../../storage/index.js';
import { get, put, type ContractTest } from './contract-test.js';

const increment: Change<number> = (before) => ({ value: (before?.value ?? 0) + 1 });

function times<T>(count: number, make: (index: number) => T): T[] {
  return Array.from({ length: count }, (_, index) => make(index));
}

/** The contract of changes: each sees the latest record, and none is lost. */
export const changes: readonly ContractTest[] = [
  [
    'a change sees the record of before and the time, and its result is told',
    async ({ storage, collection }) => {
      const first = await storage.update<number>(collection, 'a', increment);
      deepEqual([first.changed, first.stored?.value], [true, 1]);
      const second = await storage.update<number>(collection, 'a', increment);
      deepEqual([second.changed, second.stored?.value, second.stored?.key], [true, 2, 'a']);
      ok(second.now >= first.now && second.now - first.now < 60_000);
      ok(Math.abs(first.now - Date.now()) < 86_400_000, 'times are milliseconds since the UNIX epoch');
      notEqual(second.stored?.version, first.stored?.version);
      equal((await get(storage, collection, 'a'))?.version, second.stored?.version);
    },
  ],
  [
    'a change that returns undefined leaves the record as it is',
    async ({ storage, collection }) => {
      const none = await storage.update(collection, 'a', () => undefined);
      deepEqual([none.changed, none.stored], [false, undefined]);
      const { version } = await put(storage, collection, 'a', { value: 1 });
      const same = await storage.update<number>(collection, 'a', () => undefined);
      deepEqual([same.changed, same.stored?.value, same.stored?.version], [false, 1, version]);
    },
  ],
  [
    'a change that throws fails the call, changes nothing, and blocks nobody',
    async ({ storage, collection }) => {
      await put(storage, collection, 'a', { value: 1 });
      const failing = async (): Promise<unknown> =>
        storage.update(collection, 'a', () => {
          throw new Error('refused');
        });
      await failing().then(
        () => ok(false, 'it should have thrown'),
        (error: unknown) => equal(error instanceof Error && error.message, 'refused'),
      );
      equal((await storage.update<number>(collection, 'a', increment)).stored?.value, 2);
    },
  ],
  [
    'an assumption that is wrong does no harm',
    async ({ storage, collection, other }) => {
      const another = await other();
      const old = await put(storage, collection, 'a', { value: 1 });
      await another.update<number>(collection, 'a', increment);
      equal((await storage.update<number>(collection, 'a', increment, old)).stored?.value, 3);
      equal((await storage.update<number>(collection, 'a', increment, 'absent')).stored?.value, 4);
      await another.update(collection, 'a', () => 'drop');
      equal((await storage.update<number>(collection, 'a', increment, old)).stored?.value, 1);
      const seen: unknown[] = [];
      const look = await storage.update<number>(
        collection,
        'a',
        (before) => {
          seen.push(before?.value);
          return undefined;
        },
        'absent',
      );
      deepEqual([look.changed, look.stored?.value, seen.at(-1)], [false, 1, 1]);
    },
  ],
  [
    'an assumption that is right counts like a read',
    async ({ storage, collection }) => {
      const first = await storage.update<number>(collection, 'a', increment, 'absent');
      const second = await storage.update<number>(collection, 'a', increment, first.stored);
      deepEqual([first.stored?.value, second.stored?.value], [1, 2]);
    },
  ],
  [
    'of many changes at once to one record, from two instances, none is lost',
    async ({ storage, collection, other }) => {
      const both = [storage, await other()];
      await Promise.all(
        times(200, async (index) => (both[index % 2] ?? storage).update<number>(collection, 'a', increment)),
      );
      equal((await get<number>(storage, collection, 'a'))?.value, 200);
    },
  ],
  [
    'of many records at once none is lost, and none is taken for another',
    async ({ storage, collection, other }) => {
      const another = await other();
      const keys = times(1200, (index) => `k${index}`);
      await Promise.all(keys.map(async (key) => storage.update(collection, key, () => ({ value: key }))));
      const found = await another.getMany<string>(collection, keys);
      deepEqual(
        found.map((record) => record?.value),
        keys,
      );
    },
  ],
  [
    'changes and removals at once: what was counted before each removal and after the last is all',
    async ({ storage, collection, other }) => {
      const both = [storage, await other()];
      let removed = 0;
      const remove = async (from: WhatsAppStorage): Promise<void> => {
        let seen = 0;
        const { changed } = await from.update<number>(collection, 'a', (before) => {
          seen = before?.value ?? 0;
          return 'drop';
        });
        if (changed) removed += seen;
      };
      await Promise.all(
        times(200, async (index) => {
          const one = both[index % 2] ?? storage;
          if (index % 10 === 9) await remove(one);
          else await one.update<number>(collection, 'a', increment);
        }),
      );
      equal(removed + ((await get<number>(storage, collection, 'a'))?.value ?? 0), 180);
    },
  ],
  [
    'of two that make the same record at once one sees what the other made',
    async ({ storage, collection, other }) => {
      const both = [storage, await other()];
      for (const key of times(20, (index) => `k${index}`)) {
        const made = await Promise.all(
          both.map(async (one) =>
            one.update<string>(
              collection,
              key,
              (before) => (before ? undefined : { value: 'mine' }),
              'absent',
            ),
          ),
        );
        equal(made.filter(({ changed }) => changed).length, 1);
      }
    },
  ],
];
