/** A value now, or a promise of it: what has nothing to wait for is given at once. */
export type Awaitable<T> = T | Promise<T>;

/** A record as a storage gives it out. It is never changed in place. */
export interface Stored<V> {
  readonly key: string;
  /** JSON: what does not survive `JSON.stringify` is not kept. */
  readonly value: V;
  /** The version of the record; it differs after every change. */
  readonly version: string;
  /** The time when work on the record is due, in milliseconds since the UNIX epoch by the storage's clock. */
  readonly dueAt?: number;
  /** The tags that the record can be listed by, besides its key. */
  readonly tags?: readonly string[];
  /** The time from which the record is gone, in milliseconds since the UNIX epoch by the storage's clock. */
  readonly expiresAt?: number;
}

/** The new state of a record. It is kept whole: a due time, tag or expiry that is not given is gone. */
export interface Keep<V> {
  readonly value: V;
  readonly dueAt?: number;
  readonly tags?: readonly string[];
  readonly expiresAt?: number;
}

/**
 * Changes a record: the value that it returns is kept, `'drop'` removes the record, `undefined`
 * leaves it as it is. It does nothing else, for it is called again where somebody else has changed
 * the record meanwhile.
 */
export type Change<V> = (before: Stored<V> | undefined, now: number) => Keep<V> | 'drop' | undefined;

/** The result of a change. */
export interface Updated<V> {
  /** The record as it is now; absent where there is none. */
  readonly stored?: Stored<V>;
  /** Whether this change was made; `false` where it returned `undefined`. */
  readonly changed: boolean;
  /** The storage's clock at the change, in milliseconds since the UNIX epoch. */
  readonly now: number;
}

/** Filters and order for a list of records. */
export interface ListQuery {
  readonly tag: string;
  /** `next` of the page before. */
  readonly after?: string;
  /** The most records a page. */
  readonly limit: number;
  /**
   * `newest`: by the time of the first write, the latest first. `due`: by the due time, the earliest first, without those that have
   * none.
   * @default 'newest'
   */
  readonly by?: 'newest' | 'due';
  /** Lists, with `by: 'due'`, only records that are due at this time or later, in milliseconds since the UNIX epoch. */
  readonly dueFrom?: number;
}

/** A part of a list. */
export interface Page<V> {
  readonly records: readonly Stored<V>[];
  /** The cursor of the next page; absent on the last page. */
  readonly next?: string;
}
