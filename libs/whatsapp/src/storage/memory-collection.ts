import { DueSlots } from './due-slots.js';
import { MemoryRecord } from './memory-record.js';
import { RecordColumns } from './record-columns.js';
import { isKeyOf, RecordPacker } from './record-packer.js';
import { hashOf, SlotIndex } from './slot-index.js';
import type { Keep, ListQuery, Page, Stored } from './stored.js';
import { TagIndex } from './tag-index.js';

/** Records that are looked at, for each new one, whether they have expired. */
const purgedAtOnce = 2;
/** All are looked at no more often than this, in milliseconds: a full collection may be asked for room all the time. */
const sweepEveryMs = 1000;
/** The number of records that are kept unpacked besides, those that were used last. */
const unpacked = 512;

/**
 * One collection of a `MemoryStorage`. A record is one text and some numbers: objects for each would take three times the memory, and
 * the garbage collector would go through all of them again and again.
 */
export class MemoryCollection {
  readonly #columns = new RecordColumns();
  readonly #packer = new RecordPacker();
  readonly #keys = new SlotIndex();
  readonly #due = new DueSlots((slot) => this.dueAt(slot));
  readonly #tags = new TagIndex({
    hasTag: (slot, tag) => this.read(slot).tags?.includes(tag) === true,
    hasDueTime: (slot) => !Number.isNaN(this.dueAt(slot)),
    compare: {
      newest: (one, other) => this.first(other) - this.first(one),
      due: (one, other) => this.dueAt(one) - this.dueAt(other) || byText(this.keyOf(one), this.keyOf(other)),
    },
  });
  /** The unpacked records, each in the place that the last digits of its slot say. */
  readonly #unpacked: (MemoryRecord<unknown> | undefined)[] = [];
  #size = 0;
  #writes = 0;
  #sweptAt = Number.NEGATIVE_INFINITY;

  get size(): number {
    return this.#size;
  }

  get<V>(key: string, now: number): Stored<V> | undefined {
    const slot = this.find(key, hashOf(key));
    return slot === undefined ? undefined : this.alive<V>(slot, now);
  }

  set<V>(key: string, { value, tags = [], dueAt, expiresAt }: Keep<V>): Stored<V> {
    const columns = this.#columns;
    const hash = hashOf(key);
    const known = this.find(key, hash);
    const before = known === undefined ? undefined : this.read(known);
    const hasSameTags = before !== undefined && areSame(before.tags ?? [], tags);
    this.#writes += 1;
    let slot = known;
    if (slot === undefined) {
      slot = columns.take();
      this.#size += 1;
      this.#keys.add(hash, slot);
      columns.first[slot] = this.#writes;
    } else {
      columns.touch(slot);
      if (!hasSameTags) this.untag(slot, before?.tags, tags);
    }
    const { text, layout } = this.#packer.pack(key, value, tags);
    columns.texts[slot] = text;
    columns.layouts[slot] = layout;
    columns.expiresAt[slot] = expiresAt ?? Number.NaN;
    columns.written[slot] = this.#writes;
    const record = new MemoryRecord(slot, key, value, this.#writes, { dueAt, tags, expiresAt });
    this.#unpacked[slot % unpacked] = record;
    this.schedule(slot, dueAt ?? Number.NaN, before?.tags);
    if (!hasSameTags) for (const tag of tags) this.#tags.add(tag, slot);
    return record;
  }

  delete(key: string): void {
    const slot = this.find(key, hashOf(key));
    if (slot !== undefined) this.remove(slot);
  }

  /** Deletes a few that have expired, so that nobody has to go through all of them. */
  purge(now: number): void {
    let slot = this.#columns.oldest;
    for (let looked = 0; slot !== undefined && looked < purgedAtOnce; looked += 1) {
      const next = this.#columns.after(slot);
      if (this.hasExpired(slot, now)) this.remove(slot);
      slot = next;
    }
  }

  /** Deletes all that have expired; whether there were any. */
  sweep(now: number): boolean {
    if (now < this.#sweptAt + sweepEveryMs) return false;
    this.#sweptAt = now;
    const before = this.size;
    let slot = this.#columns.oldest;
    while (slot !== undefined) {
      const next = this.#columns.after(slot);
      if (this.hasExpired(slot, now)) this.remove(slot);
      slot = next;
    }
    return this.size < before;
  }

  forgetOldest(): void {
    const { oldest } = this.#columns;
    if (oldest !== undefined) this.remove(oldest);
  }

  takeDue<V>(now: number, limit: number, leaseMs: number, tag?: string): Stored<V>[] {
    const taken: Stored<V>[] = [];
    const others: number[] = [];
    while (taken.length < limit) {
      const slot = this.#due.first;
      if (slot === undefined || this.dueAt(slot) > now) break;
      const record = this.alive<V>(slot, now);
      if (record === undefined) continue;
      if (tag !== undefined && !record.tags?.includes(tag)) {
        this.#due.delete(slot);
        others.push(slot);
        continue;
      }
      const { key, value, tags, expiresAt } = record;
      taken.push(this.set(key, { value, tags, expiresAt, dueAt: now + leaseMs }));
    }
    for (const slot of others) this.#due.set(slot);
    return taken;
  }

  list<V>({ tag, after, limit, by = 'newest', dueFrom }: ListQuery, now: number): Page<V> {
    if (by === 'due' && limit === 1 && after === undefined && dueFrom === undefined) {
      // The heap has it, and no list need be kept sorted for that.
      const first = this.#due.first;
      const record = first === undefined ? undefined : this.alive<V>(first, now);
      if (record?.tags?.includes(tag)) return { records: [record] };
    }
    const from = after ?? (by === 'due' && dueFrom !== undefined ? `${dueFrom}:` : undefined);
    const records: Stored<V>[] = [];
    let last: string | undefined;
    for (const slot of this.#tags.list(tag, by).behind(this.behind(by, from))) {
      const record = this.read(slot);
      if (!isAlive<V>(record, now)) continue;
      if (records.length === limit) return { records, ...(last !== undefined && { next: last }) };
      records.push(record);
      last = `${by === 'due' ? this.dueAt(slot) : this.first(slot)}:${record.key}`;
    }
    return { records };
  }

  /** Returns the slots after the one that a cursor names. */
  private behind(by: 'newest' | 'due', cursor: string | undefined): (slot: number) => number {
    if (cursor === undefined) return () => 1;
    const end = cursor.indexOf(':');
    const rank = Number(cursor.slice(0, end));
    if (by === 'newest') return (slot) => rank - this.first(slot);
    const key = cursor.slice(end + 1);
    return (slot) => this.dueAt(slot) - rank || byText(this.keyOf(slot), key);
  }

  private find(key: string, hash: number): number | undefined {
    for (let place = this.#keys.first(hash); place >= 0; place = this.#keys.next(hash, place)) {
      const slot = this.#keys.slotAt(place);
      if (isKeyOf(key, this.#columns.texts[slot] ?? '')) return slot;
    }
    return undefined;
  }

  private alive<V>(slot: number, now: number): MemoryRecord<V> | undefined {
    const record = this.read(slot);
    if (isAlive<V>(record, now)) return record;
    this.remove(slot);
    return undefined;
  }

  private read(slot: number): MemoryRecord<unknown> {
    const columns = this.#columns;
    const written = columns.written[slot] ?? 0;
    const known = this.#unpacked[slot % unpacked];
    if (known?.slot === slot && known.written === written) return known;
    const text = columns.texts[slot] ?? '';
    const { key, value, tags } = this.#packer.unpack({ text, layout: columns.layouts[slot] ?? 0 });
    const record = new MemoryRecord(slot, key, value, written, {
      tags,
      dueAt: numberOf(columns.dueAt[slot]),
      expiresAt: numberOf(columns.expiresAt[slot]),
    });
    this.#unpacked[slot % unpacked] = record;
    return record;
  }

  private remove(slot: number): void {
    const { key, tags, dueAt } = this.read(slot);
    this.#size -= 1;
    this.#keys.delete(hashOf(key), slot);
    if (tags) this.untag(slot, tags, []);
    if (dueAt !== undefined) this.#due.delete(slot);
    this.#columns.release(slot);
    this.#unpacked[slot % unpacked] = undefined;
  }

  private untag(slot: number, before: readonly string[] = [], after: readonly string[]): void {
    for (const tag of before) if (!after.includes(tag)) this.#tags.delete(tag, slot);
  }

  /** @param tags that the record had before: it has those that are found with it still */
  private schedule(slot: number, dueAt: number, tags: readonly string[] = []): void {
    const { dueAt: dueTimes } = this.#columns;
    if (Object.is(dueTimes[slot], dueAt)) return;
    const still = tags.filter((tag) => this.read(slot).tags?.includes(tag));
    this.#tags.move(still, slot, () => {
      dueTimes[slot] = dueAt;
    });
    if (Number.isNaN(dueAt)) this.#due.delete(slot);
    else this.#due.set(slot);
  }

  private hasExpired(slot: number, now: number): boolean {
    return (this.#columns.expiresAt[slot] ?? Number.NaN) <= now;
  }

  private dueAt(slot: number): number {
    return this.#columns.dueAt[slot] ?? Number.NaN;
  }

  private first(slot: number): number {
    return this.#columns.first[slot] ?? 0;
  }

  private keyOf(slot: number): string {
    return this.read(slot).key;
  }
}

function areSame(some: readonly string[], others: readonly string[]): boolean {
  return some.length === others.length && some.every((text, index) => text === others[index]);
}

function byText(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

function numberOf(entry = Number.NaN): number | undefined {
  return Number.isNaN(entry) ? undefined : entry;
}

/** Returns `true` while the record is not expired. Its value is of the type that the caller has kept in the collection. */
function isAlive<V>(record: MemoryRecord<unknown>, now: number): record is MemoryRecord<V> {
  return record.expiresAt === undefined || record.expiresAt > now;
}
