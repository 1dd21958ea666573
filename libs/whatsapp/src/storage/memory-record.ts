import type { Keep, Stored } from './stored.js';

/** A record in memory as it is given out. The version is made when it is asked for: the memory compares none. */
export class MemoryRecord<V> implements Stored<V> {
  declare readonly dueAt?: number;
  declare readonly tags?: readonly string[];
  declare readonly expiresAt?: number;

  constructor(
    /** The slot where its collection keeps it. */
    readonly slot: number,
    readonly key: string,
    readonly value: V,
    /** Counts the writes of the collection. */
    readonly written: number,
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
