import type { SealedValue } from './record-cipher.js';
import type { Stored } from './stored.js';

/** A record whose value is decrypted when it is asked for: who needs its due time alone is not kept by a value that cannot be read. */
export class OpenedRecord<V> implements Stored<V> {
  declare readonly dueAt?: number;
  declare readonly tags?: readonly string[];
  declare readonly expiresAt?: number;
  readonly key: string;
  #opened: { readonly value: V } | undefined;
  readonly #open: (stored: V | SealedValue) => V;

  constructor(
    /** The record as the storage has returned it. */
    readonly record: Stored<V | SealedValue>,
    open: (stored: V | SealedValue) => V,
  ) {
    const { key, dueAt, tags, expiresAt } = record;
    this.key = key;
    this.#open = open;
    if (dueAt !== undefined) this.dueAt = dueAt;
    if (tags !== undefined) this.tags = tags;
    if (expiresAt !== undefined) this.expiresAt = expiresAt;
  }

  get version(): string {
    return this.record.version;
  }

  get value(): V {
    this.#opened ??= { value: this.#open(this.record.value) };
    return this.#opened.value;
  }
}
