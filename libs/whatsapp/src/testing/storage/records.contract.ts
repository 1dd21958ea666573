import { deepEqual, equal, notEqual } from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { byText, get, keysOf, put, type ContractTest } from './contract-test.js';

const strangeKeys = [
  'a',
  'A',
  'a ',
  ' a',
  'a:b',
  '{a}',
  'a/b?c#d',
  '%',
  '%0000',
  '\0',
  '\u0001',
  'ä',
  'a\u0308',
  '😀',
  '\uD83D',
  '\uDE00',
  '\uFFFD',
  '__proto__',
  "'; --",
  'x'.repeat(500),
];

/** The contract of records: they are kept, found and removed. */
export const records: readonly ContractTest[] = [
  [
    'getMany gives the records in the order of the keys, and undefined for what is absent',
    async ({ storage, collection }) => {
      await put(storage, collection, 'b', { value: 1 });
      await put(storage, collection, 'a', { value: 2 });
      const found = await storage.getMany<number>(collection, ['a', 'none', 'b', 'a']);
      deepEqual(
        found.map((record) => record?.value),
        [2, undefined, 1, 2],
      );
      deepEqual(await storage.getMany(collection, []), []);
    },
  ],
  [
    'a record is given back as it was kept, with due time, tags and expiry',
    async ({ storage, collection }) => {
      const before = await put(storage, collection, 'a', (now) => ({
        value: { text: 'x' },
        dueAt: now + 60_000,
        tags: ['one', 'two'],
        expiresAt: now + 120_000,
      }));
      const found = await get<object>(storage, collection, 'a');
      deepEqual(found?.value, { text: 'x' });
      equal(found?.key, 'a');
      equal(found?.dueAt, before.dueAt);
      equal(found?.expiresAt, before.expiresAt);
      deepEqual([...(found?.tags ?? [])].toSorted(byText), ['one', 'two']);
    },
  ],
  [
    'a record is kept whole: what is not given again is gone',
    async ({ storage, collection }) => {
      await put(storage, collection, 'a', (now) => ({
        value: 1,
        dueAt: now,
        tags: ['t'],
        expiresAt: now + 60_000,
      }));
      await put(storage, collection, 'a', { value: 2 });
      const found = await get<number>(storage, collection, 'a');
      deepEqual(
        [found?.value, found?.dueAt, found?.tags ?? [], found?.expiresAt],
        [2, undefined, [], undefined],
      );
      deepEqual(await storage.takeDue(collection, 10, 1000), []);
      deepEqual((await storage.list(collection, { tag: 't', limit: 10 })).records, []);
    },
  ],
  [
    'any JSON is kept as it is, also 200 kB of it, and text with NUL and half surrogates',
    async ({ storage, collection }) => {
      const values = [
        null,
        false,
        0,
        -1.5e-7,
        '',
        'a\0b\uD83Dc',
        [],
        {},
        { a: [{ b: null, 'c.d': '😀"\\' }] },
        'x'.repeat(200_000),
      ];
      for (const [index, value] of values.entries()) await put(storage, collection, String(index), { value });
      const found = await storage.getMany<unknown>(
        collection,
        values.map((_, index) => String(index)),
      );
      deepEqual(
        found.map((record) => record?.value),
        values,
      );
    },
  ],
  [
    'keys and tags may be any text, and two that differ are two records',
    async ({ storage, collection }) => {
      for (const key of strangeKeys)
        await put(storage, collection, key, { value: key, tags: [`tag ${key}`] });
      const found = await storage.getMany<string>(collection, strangeKeys);
      deepEqual(
        found.map((record) => record?.value),
        strangeKeys,
      );
      deepEqual(keysOf(found), strangeKeys);
      for (const key of strangeKeys) {
        const page = await storage.list(collection, { tag: `tag ${key}`, limit: 10 });
        deepEqual(keysOf(page.records), [key]);
        deepEqual(page.records[0]?.tags, [`tag ${key}`]);
      }
    },
  ],
  [
    'collections do not see each other',
    async ({ storage, collection }) => {
      const another = `${collection}-another`;
      await put(storage, collection, 'a', (now) => ({ value: 1, dueAt: now, tags: ['t'] }));
      equal(await get(storage, another, 'a'), undefined);
      deepEqual(await storage.takeDue(another, 10, 1000), []);
      deepEqual((await storage.list(another, { tag: 't', limit: 10 })).records, []);
    },
  ],
  [
    'what is removed is gone from everywhere, and can be made anew',
    async ({ storage, collection }) => {
      await put(storage, collection, 'a', (now) => ({ value: 1, dueAt: now, tags: ['t'] }));
      const { stored, changed } = await storage.update(collection, 'a', () => 'drop');
      deepEqual([stored, changed], [undefined, true]);
      equal(await get(storage, collection, 'a'), undefined);
      deepEqual(await storage.takeDue(collection, 10, 1000), []);
      deepEqual((await storage.list(collection, { tag: 't', limit: 10 })).records, []);
      const again = await storage.update(collection, 'a', () => 'drop');
      deepEqual([again.stored, again.changed], [undefined, false]);
      equal((await put(storage, collection, 'a', { value: 2 })).value, 2);
      equal((await get<number>(storage, collection, 'a'))?.value, 2);
    },
  ],
  [
    'what has expired is gone from everywhere, and can be made anew',
    async ({ storage, collection }) => {
      await put(storage, collection, 'a', (now) => ({
        value: 1,
        dueAt: now,
        tags: ['t'],
        expiresAt: now + 100,
      }));
      await put(storage, collection, 'past', (now) => ({ value: 1, tags: ['t'], expiresAt: now - 1 }));
      await sleep(250);
      deepEqual(await storage.getMany(collection, ['a', 'past']), [undefined, undefined]);
      deepEqual(await storage.takeDue(collection, 10, 1000), []);
      deepEqual((await storage.list(collection, { tag: 't', limit: 10 })).records, []);
      let before: unknown = 'unseen';
      await storage.update<number>(collection, 'a', (record) => {
        before = record;
        return { value: 2 };
      });
      equal(before, undefined);
      equal((await get<number>(storage, collection, 'a'))?.value, 2);
      equal((await storage.update(collection, 'past', () => ({ value: 3 }), 'absent')).changed, true);
    },
  ],
  [
    'what was closed is there when it is opened again, if the storage is durable',
    async ({ storage, collection, reopen }) => {
      await put(storage, collection, 'a', (now) => ({ value: 1, dueAt: now, tags: ['t'] }));
      const { isDurable } = storage;
      const opened = await reopen();
      if (isDurable) {
        equal((await get<number>(opened, collection, 'a'))?.value, 1);
        deepEqual(keysOf(await opened.takeDue(collection, 10, 1000)), ['a']);
      }
      notEqual(opened, storage);
    },
  ],
];
