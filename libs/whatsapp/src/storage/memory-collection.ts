import { MinHeap } from '../common/internal.js';
import { SortedKeys } from './sorted-keys.js';
import type { Keep, ListQuery, Page, Stored } from './stored.js';

/** Records that are looked at, for each new one, whether they have expired. */
const purgedAtOnce = 2;
/** All are looked at no more often than this, in milliseconds: a full collection may be asked for room all the time. */
const sweepEveryMs = 1000;
/** Below so many the heap of due times is not worth compacting. */
const fewDue = 1024;

/** A record in memory. The version is made when it is asked for: the memory compares none. */
class MemoryRecord<V> implements Stored<V> {
  declare readonly dueAt?: number;
  declare readonly tags?: readonly string[];
  declare readonly expiresAt?: number;

  constructor(
    readonly key: string,
    readonly value: V,
    /** Counts the writes of the collection. */
    readonly written: number,
    /** `written` of the first one. */
    readonly first: number,
    { dueAt, tags, expiresAt }: Omit<Keep<unknown>, 'value'>,
  ) {
    if (dueAt !== undefined) this.dueAt = dueAt;
    if (tags !== undefined && tags.length > 0) this.tags = tags;
    if (expiresAt !== undefined) this.expiresAt = expiresAt;
  }

  get version(): string {
    return String(this.written);
  }
}

type Order = NonNullable<ListQuery['by']>;

/** The records of one tag, in the orders that they have been asked for. */
interface Tagged {
  readonly keys: Set<string>;
  readonly sorted: Partial<Record<Order, SortedKeys>>;
}

/** One collection of a `MemoryStorage`. */
export class MemoryCollection {
  /** Those that were written longest ago come first. */
  readonly #records = new Map<string, MemoryRecord<unknown>>();
  /** Has a stale entry for each due time that has been changed since. */
  readonly #due = new MinHeap<string>();
  #withDueTime = 0;
  /** Most tags have one record: its key alone. */
  readonly #tags = new Map<string, string | Tagged>();
  #writes = 0;
  #sweptAt = Number.NEGATIVE_INFINITY;

  get size(): number {
    return this.#records.size;
  }

  get<V>(key: string, now: number): Stored<V> | undefined {
    const record = this.#records.get(key);
    if (record === undefined) return undefined;
    if (isAlive<V>(record, now)) return record;
    this.remove(record);
    return undefined;
  }

  set<V>(key: string, kept: Keep<V>): Stored<V> {
    const before = this.#records.get(key);
    if (before) this.remove(before);
    this.#writes += 1;
    const record = new MemoryRecord(key, kept.value, this.#writes, before?.first ?? this.#writes, kept);
    this.#records.set(key, record);
    if (record.tags) for (const tag of record.tags) this.tag(tag, record);
    if (record.dueAt !== undefined) this.schedule(record.dueAt, key);
    return record;
  }

  delete(key: string): void {
    const record = this.#records.get(key);
    if (record) this.remove(record);
  }

  /** Deletes a few that have expired, so that nobody has to go through all of them. */
  purge(now: number): void {
    let looked = 0;
    for (const record of this.#records.values()) {
      if (!isAlive(record, now)) this.remove(record);
      looked += 1;
      if (looked === purgedAtOnce) return;
    }
  }

  /** Deletes all that have expired; whether there were any. */
  sweep(now: number): boolean {
    if (now < this.#sweptAt + sweepEveryMs) return false;
    this.#sweptAt = now;
    const before = this.size;
    for (const record of this.#records.values()) if (!isAlive(record, now)) this.remove(record);
    return this.size < before;
  }

  forgetOldest(): void {
    for (const record of this.#records.values()) {
      this.remove(record);
      return;
    }
  }

  takeDue<V>(now: number, limit: number, leaseMs: number, tag?: string): Stored<V>[] {
    const taken: Stored<V>[] = [];
    const others: MemoryRecord<unknown>[] = [];
    while (taken.length < limit && (this.#due.firstKey ?? Number.POSITIVE_INFINITY) <= now) {
      const dueAt = this.#due.firstKey;
      const record = this.#records.get(this.#due.pop() ?? '');
      if (record === undefined || record.dueAt !== dueAt) continue;
      if (tag !== undefined && !record.tags?.includes(tag)) others.push(record);
      else if (isAlive<V>(record, now)) {
        const { value, tags, expiresAt } = record;
        taken.push(this.set(record.key, { value, tags, expiresAt, dueAt: now + leaseMs }));
      } else this.remove(record);
    }
    for (const { key, dueAt } of others) if (dueAt !== undefined) this.#due.push(dueAt, key);
    return taken;
  }

  list<V>({ tag, after, limit, by = 'newest', dueFrom }: ListQuery, now: number): Page<V> {
    const tagged = this.taggedBy(tag);
    if (tagged === undefined) return { records: [] };
    if (by === 'due' && limit === 1 && after === undefined && dueFrom === undefined) {
      const first = this.firstDue();
      if (first?.tags?.includes(tag) && isAlive<V>(first, now)) return { records: [first] };
    }
    const sorted = (tagged.sorted[by] ??= this.sort(tagged.keys, by));
    const records: Stored<V>[] = [];
    let last: string | undefined;
    const from = by === 'due' && dueFrom !== undefined ? SortedKeys.cursor([dueFrom, '']) : undefined;
    for (const entry of sorted.after(after ?? from)) {
      const record = this.#records.get(entry[1]);
      if (record === undefined || !isAlive<V>(record, now)) continue;
      if (records.length === limit) return { records, ...(last !== undefined && { next: last }) };
      records.push(record);
      last = SortedKeys.cursor(entry);
    }
    return { records };
  }

  /** The record that is due first: the heap has it, and no list need be kept sorted for that. */
  private firstDue(): MemoryRecord<unknown> | undefined {
    for (;;) {
      const key = this.#due.first;
      if (key === undefined) return undefined;
      const record = this.#records.get(key);
      if (record?.dueAt === this.#due.firstKey) return record;
      this.#due.pop();
    }
  }

  private remove(record: MemoryRecord<unknown>): void {
    this.#records.delete(record.key);
    if (record.dueAt !== undefined) this.#withDueTime -= 1;
    if (record.tags) for (const tag of record.tags) this.untag(tag, record);
  }

  private schedule(dueAt: number, key: string): void {
    this.#withDueTime += 1;
    this.#due.push(dueAt, key);
    if (this.#due.size < fewDue || this.#due.size < 2 * this.#withDueTime) return;
    this.#due.clear();
    for (const record of this.#records.values()) {
      if (record.dueAt !== undefined) this.#due.push(record.dueAt, record.key);
    }
  }

  private tag(tag: string, record: MemoryRecord<unknown>): void {
    const known = this.#tags.get(tag);
    if (known === undefined || known === record.key) {
      this.#tags.set(tag, record.key);
      return;
    }
    const tagged = this.taggedBy(tag);
    if (tagged === undefined || tagged.keys.has(record.key)) return;
    tagged.keys.add(record.key);
    for (const by of orders) {
      const rank = rankOf(record, by);
      if (rank !== undefined) tagged.sorted[by]?.add([rank, record.key]);
    }
  }

  private untag(tag: string, record: MemoryRecord<unknown>): void {
    const known = this.#tags.get(tag);
    if (known === record.key) this.#tags.delete(tag);
    if (known === undefined || typeof known === 'string') return;
    known.keys.delete(record.key);
    if (known.keys.size === 0) this.#tags.delete(tag);
    for (const by of orders) {
      const rank = rankOf(record, by);
      if (rank !== undefined) known.sorted[by]?.delete([rank, record.key]);
    }
  }

  private taggedBy(tag: string): Tagged | undefined {
    const known = this.#tags.get(tag);
    if (typeof known !== 'string') return known;
    const tagged: Tagged = { keys: new Set([known]), sorted: {} };
    this.#tags.set(tag, tagged);
    return tagged;
  }

  private sort(keys: ReadonlySet<string>, by: Order): SortedKeys {
    const entries: [rank: number, key: string][] = [];
    for (const key of keys) {
      const rank = rankOf(this.#records.get(key), by);
      if (rank !== undefined) entries.push([rank, key]);
    }
    return new SortedKeys(entries);
  }
}

const orders: readonly Order[] = ['newest', 'due'];

function rankOf(record: MemoryRecord<unknown> | undefined, by: Order): number | undefined {
  return by === 'due' ? record?.dueAt : record && -record.first;
}

/** Not expired. Its value is of the type that the caller has kept in the collection. */
function isAlive<V>(record: MemoryRecord<unknown>, now: number): record is MemoryRecord<V> {
  return record.expiresAt === undefined || record.expiresAt > now;
}
