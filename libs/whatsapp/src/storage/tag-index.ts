import { hashOf, SlotIndex } from './slot-index.js';
import { SortedSlots, type CompareSlots } from './sorted-slots.js';
import type { ListQuery } from './stored.js';

/** The number of records with a tag from which they are kept in order. */
const few = 8;

type Order = NonNullable<ListQuery['by']>;

/** The records of a tag that many have, in the orders that they have been asked for. */
type Sorted = Partial<Record<Order, SortedSlots>>;

/** The records in which the index finds tags. */
export interface TaggedRecords {
  readonly hasTag: (slot: number, tag: string) => boolean;
  readonly hasDueTime: (slot: number) => boolean;
  readonly compare: Readonly<Record<Order, CompareSlots>>;
}

/** Finds the slots of records by their tags. Most tags have one record: they cost an entry of a {@link SlotIndex} alone. */
export class TagIndex {
  readonly #slots = new SlotIndex();
  readonly #sorted = new Map<string, Sorted>();
  #hasDueLists = false;

  constructor(private readonly records: TaggedRecords) {}

  /** The record must be found with the tag already. */
  add(tag: string, slot: number): void {
    const sorted = this.#sorted.get(tag);
    if (sorted) {
      sorted.newest?.add(slot);
      if (this.records.hasDueTime(slot)) sorted.due?.add(slot);
      return;
    }
    const hash = hashOf(tag);
    const others = this.find(tag, hash);
    if (others.includes(slot)) return;
    if (others.length < few) {
      this.#slots.add(hash, slot);
      return;
    }
    for (const other of others) this.#slots.delete(hash, other);
    this.#sorted.set(tag, { newest: new SortedSlots([...others, slot], this.records.compare.newest) });
  }

  /** The record must still have the due time that it came in with, or that {@link move} gave it. */
  delete(tag: string, slot: number): void {
    const sorted = this.#sorted.get(tag);
    if (sorted === undefined) {
      this.#slots.delete(hashOf(tag), slot);
      return;
    }
    sorted.newest?.delete(slot);
    if (this.records.hasDueTime(slot)) sorted.due?.delete(slot);
    if (sorted.newest?.isEmpty) this.#sorted.delete(tag);
  }

  /** Changes the due time of a record that has these tags. */
  move(tags: readonly string[], slot: number, change: () => void): void {
    if (!this.#hasDueLists) {
      change();
      return;
    }
    const lists = tags.flatMap((tag) => this.#sorted.get(tag)?.due ?? []);
    if (this.records.hasDueTime(slot)) for (const list of lists) list.delete(slot);
    change();
    if (this.records.hasDueTime(slot)) for (const list of lists) list.add(slot);
  }

  /** The slots of a tag in an order. */
  list(tag: string, by: Order): SortedSlots {
    const sorted = this.#sorted.get(tag);
    const known = sorted?.[by];
    if (known) return known;
    const slots = sorted?.newest ? [...sorted.newest.behind(() => 1)] : this.find(tag, hashOf(tag));
    const inOrder = by === 'due' ? slots.filter(this.records.hasDueTime) : slots;
    const list = new SortedSlots(inOrder, this.records.compare[by]);
    if (sorted) {
      sorted[by] = list;
      this.#hasDueLists = true;
    }
    return list;
  }

  private find(tag: string, hash: number): number[] {
    const found: number[] = [];
    for (let place = this.#slots.first(hash); place >= 0; place = this.#slots.next(hash, place)) {
      const slot = this.#slots.slotAt(place);
      if (this.records.hasTag(slot, tag)) found.push(slot);
    }
    return found;
  }
}
