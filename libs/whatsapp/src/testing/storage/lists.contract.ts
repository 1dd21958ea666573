import { deepEqual, equal } from 'node:assert/strict';
import type { ListQuery, WhatsAppStorage } from '../../storage/index.js';
import { byText, keysOf, put, type ContractTest } from './contract-test.js';

async function pagesOf(
  storage: WhatsAppStorage,
  collection: string,
  query: ListQuery,
): Promise<(string | undefined)[][]> {
  const pages: (string | undefined)[][] = [];
  let after: string | undefined;
  do {
    const page = await storage.list(collection, { ...query, ...(after !== undefined && { after }) });
    pages.push(keysOf(page.records));
    after = page.next;
  } while (after !== undefined);
  return pages;
}

const fill = async (storage: WhatsAppStorage, collection: string, keys: readonly string[]): Promise<void> => {
  for (const [index, key] of keys.entries()) {
    await put(storage, collection, key, (now) => ({
      value: key,
      dueAt: now + 60_000 - 1000 * index,
      tags: ['t', key],
    }));
  }
};

/** Lists by a tag. */
export const lists: readonly ContractTest[] = [
  [
    'the newest come first, page by page, each once; a change moves none',
    async ({ storage, collection }) => {
      await fill(storage, collection, ['a', 'b', 'c', 'd', 'e']);
      await put(storage, collection, 'b', { value: 'changed', tags: ['t'] });
      await put(storage, collection, 'x', { value: 'x', tags: ['other'] });
      deepEqual((await pagesOf(storage, collection, { tag: 't', limit: 2 })).flat(), [
        'e',
        'd',
        'c',
        'b',
        'a',
      ]);
      equal((await storage.list(collection, { tag: 't', limit: 2 })).records.length, 2);
      deepEqual(await pagesOf(storage, collection, { tag: 'none', limit: 2 }), [[]]);
    },
  ],
  [
    'by due time the earliest come first, and what has none is left out',
    async ({ storage, collection }) => {
      await fill(storage, collection, ['a', 'b', 'c', 'd', 'e']);
      await put(storage, collection, 'b', { value: 'no longer', tags: ['t'] });
      await put(storage, collection, 'c', (now) => ({ value: 'last', tags: ['t'], dueAt: now + 120_000 }));
      const pages = await pagesOf(storage, collection, { tag: 't', limit: 2, by: 'due' });
      deepEqual(pages.flat(), ['e', 'd', 'a', 'c']);
    },
  ],
  [
    'by due time it may begin at a time',
    async ({ storage, collection }) => {
      const start = Date.now();
      for (const [key, dueAt] of [
        ['a', start - 60_000],
        ['b', start + 2_000],
        ['c', start + 1_000],
        ['d', start + 3_000],
      ] as const) {
        await put(storage, collection, key, { value: key, dueAt, tags: ['t'] });
      }
      const query = { tag: 't', limit: 1, by: 'due', dueFrom: start + 1_000 } as const;
      deepEqual((await pagesOf(storage, collection, query)).flat(), ['c', 'b', 'd']);
      deepEqual((await pagesOf(storage, collection, { ...query, dueFrom: start + 3_001 })).flat(), []);
    },
  ],
  [
    'records of the same time are all listed, each once',
    async ({ storage, collection }) => {
      const keys = Array.from({ length: 25 }, (_, index) => `k${String(index).padStart(2, '0')}`);
      const dueAt = Date.now() + 60_000;
      await Promise.all(
        keys.map(async (key) => put(storage, collection, key, { value: key, dueAt, tags: ['t'] })),
      );
      for (const by of ['newest', 'due'] as const) {
        const listed = (await pagesOf(storage, collection, { tag: 't', limit: 4, by })).flat();
        deepEqual(listed.toSorted(byText), keys);
      }
    },
  ],
  [
    'a list goes on where it was, also where records are made, changed and removed meanwhile',
    async ({ storage, collection, other }) => {
      const another = await other();
      await fill(storage, collection, ['a', 'b', 'c', 'd', 'e']);
      const { records, next } = await storage.list(collection, { tag: 't', limit: 2 });
      deepEqual(keysOf(records), ['e', 'd']);
      await another.update(collection, 'd', () => 'drop');
      await put(another, collection, 'f', { value: 'f', tags: ['t'] });
      await put(another, collection, 'b', { value: 'changed', tags: ['t', 'more'] });
      const rest = await storage.list(collection, { tag: 't', limit: 10, after: next });
      deepEqual(keysOf(rest.records), ['c', 'b', 'a']);
      equal(rest.next, undefined);
    },
  ],
  [
    'a tag that a record no longer has does not find it, and a new one does',
    async ({ storage, collection }) => {
      await put(storage, collection, 'a', { value: 1, tags: ['old', 'both'] });
      await put(storage, collection, 'a', { value: 2, tags: ['both', 'new'] });
      const found = await Promise.all(
        ['old', 'both', 'new'].map(async (tag) =>
          keysOf((await storage.list(collection, { tag, limit: 5 })).records),
        ),
      );
      deepEqual(found, [[], ['a'], ['a']]);
    },
  ],
];
