import type { Stored } from '../storage/index.js';
import type { CollectionName } from '../storage/internal.js';
import type { Person } from './person.js';

/** A person, and the records of facts that are kept under the person's ids. */
export class FoundPerson {
  readonly #records: ReadonlyMap<CollectionName, ReadonlyMap<string, Stored<unknown>>>;

  constructor(
    readonly person: Person,
    records: ReadonlyMap<CollectionName, ReadonlyMap<string, Stored<unknown>>>,
  ) {
    this.#records = records;
  }

  /** The records of one collection, by the names of their ids. Some of it may be somebody else's: the person says what is whose. */
  *of<V>(collection: CollectionName): Generator<readonly [name: string, record: Stored<V>]> {
    for (const [name, record] of this.#records.get(collection) ?? []) {
      if (isOf<V>(record)) yield [name, record];
    }
  }
}

/** Narrows a fact to the type of its collection: the code that reads a collection has written it, so there is nothing to check. */
function isOf<V>(_record: Stored<unknown>): _record is Stored<V> {
  return true;
}
