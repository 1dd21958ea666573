import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { MemoryCollection } from './memory-collection.js';
import type { ListQuery } from './stored.js';

interface Row {
  readonly value: number;
  readonly tags: readonly string[];
  readonly dueAt?: number;
  readonly expiresAt?: number;
  readonly first: number;
}

const key = (index: number): string => `k${String(index).padStart(4, '0')}`;

/** All that a list gives, over its pages. */
function keysOf(collection: MemoryCollection, query: Omit<ListQuery, 'limit'>, now: number): string[] {
  const keys: string[] = [];
  let after: string | undefined;
  do {
    const page = collection.list({ ...query, after, limit: 7 }, now);
    keys.push(...page.records.map((record) => record.key));
    after = page.next;
  } while (after !== undefined);
  return keys;
}

/** A collection beside a plain map of the same records. */
class Compared {
  readonly collection = new MemoryCollection();
  readonly rows = new Map<string, Row>();
  #writes = 0;

  set(name: string, { value, tags, dueAt, expiresAt }: Omit<Row, 'first'>): void {
    this.#writes += 1;
    this.collection.set(name, { value, tags, dueAt, expiresAt });
    const first = this.rows.get(name)?.first ?? this.#writes;
    this.rows.delete(name);
    this.rows.set(name, { value, tags, dueAt, expiresAt, first });
  }

  delete(name: string): void {
    this.collection.delete(name);
    this.rows.delete(name);
  }

  /** What both say, the collection first. */
  both(now: number): [unknown, unknown] {
    const gone = [...this.rows].flatMap(([name, { expiresAt = now + 1 }]) =>
      expiresAt <= now ? [name] : [],
    );
    const isFound = gone.map((name) => this.collection.get(name, now) !== undefined);
    for (const name of gone) this.rows.delete(name);
    const found = [...this.rows.keys()].map((name) => this.collection.get(name, now));
    return [
      {
        isFound,
        size: this.collection.size,
        records: found.map((one) => [one?.key, one?.value, one?.tags ?? [], one?.dueAt, one?.expiresAt]),
        newest: listed.map((tag) => keysOf(this.collection, { tag }, now)),
        due: listed.map((tag) => keysOf(this.collection, { tag, by: 'due' }, now)),
      },
      {
        isFound: gone.map(() => false),
        size: this.rows.size,
        records: [...this.rows].map(([name, { value, tags, dueAt, expiresAt }]) => [
          name,
          value,
          tags,
          dueAt,
          expiresAt,
        ]),
        newest: listed.map((tag) =>
          this.tagged(tag)
            .toSorted(([, one], [, other]) => other.first - one.first)
            .map(([name]) => name),
        ),
        due: listed.map((tag) =>
          this.tagged(tag)
            .flatMap(([name, { dueAt }]) => (dueAt === undefined ? [] : [{ name, dueAt }]))
            .toSorted((one, other) => one.dueAt - other.dueAt || (one.name < other.name ? -1 : 1))
            .map(({ name }) => name),
        ),
      },
    ];
  }

  private tagged(tag: string): [string, Row][] {
    return [...this.rows].filter(([, row]) => row.tags.includes(tag));
  }
}

const listed = ['all', 'some', 'none'];
const times = fc.option(fc.integer({ min: 0, max: 20 }), { nil: undefined });
const changes = fc.array(
  fc.record({
    index: fc.integer({ min: 0, max: 25 }),
    row: fc.option(
      fc.record({
        value: fc.integer(),
        tags: fc.uniqueArray(fc.constantFrom('all', 'some', 'own'), { maxLength: 3 }),
        dueAt: times,
        expiresAt: fc.option(fc.integer({ min: 5, max: 30 }), { nil: undefined }),
      }),
    ),
    isChecked: fc.boolean(),
  }),
  { minLength: 10, maxLength: 80 },
);

describe('a collection in memory', () => {
  it('is like a map of its records, whatever is made, changed, listed and removed', () => {
    expect.hasAssertions();
    fc.assert(
      fc.property(changes, (made) => {
        const compared = new Compared();
        for (const { index, row, isChecked } of made) {
          if (row === null) compared.delete(key(index));
          else compared.set(key(index), row);
          if (!isChecked) continue;
          const [found, expected] = compared.both(10);
          expect(found).toEqual(expected);
        }
        for (const now of [10, 100]) {
          const [found, expected] = compared.both(now);
          expect(found).toEqual(expected);
        }
      }),
      { numRuns: 50 },
    );
  });

  it('stays so with thousands of records of one tag, in and out in any order', () => {
    const compared = new Compared();
    const many = 2500;
    for (let index = 0; index < many; index += 1) {
      const place = (index * 1009) % many;
      compared.set(key(place), { value: place, tags: ['all'], dueAt: (place * 7) % 1000 });
      // From now on there are lists in both orders.
      if (index === many / 2) compared.both(0);
    }
    for (let index = 0; index < many; index += 3) compared.delete(key((index * 211) % many));
    for (let index = 0; index < many; index += 5) {
      compared.set(key(index), { value: index, tags: index % 2 === 0 ? ['all'] : ['some'], dueAt: index });
    }
    const [found, expected] = compared.both(0);
    expect(found).toEqual(expected);
    const due = [...compared.rows.values()].map(({ dueAt = 0 }) => dueAt).toSorted((a, b) => a - b);
    const taken = compared.collection.takeDue(5000, 5000, 10_000).map((record) => record.value);
    expect(taken).toHaveLength(due.length);
    expect(compared.collection.takeDue(5000, 10, 10_000)).toEqual([]);
    for (const name of compared.rows.keys()) compared.collection.delete(name);
    expect([compared.collection.size, keysOf(compared.collection, { tag: 'all' }, 0)]).toEqual([0, []]);
  });

  it('forgets what was written longest ago, also of many that were written again', () => {
    const collection = new MemoryCollection();
    for (let index = 0; index < 1000; index += 1) collection.set(key(index), { value: index });
    for (let index = 0; index < 1000; index += 2) collection.set(key(index), { value: -index });
    for (let index = 0; index < 500; index += 1) collection.forgetOldest();
    const left = Array.from({ length: 1000 }, (_, index) => collection.get(key(index), 0)?.value);
    expect(left.filter((value) => value !== undefined)).toHaveLength(500);
    expect(left.every((value, index) => value === (index % 2 === 0 ? -index : undefined))).toBe(true);
  });
});
