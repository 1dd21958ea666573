import type { Awaitable, Change, ListQuery, Page, Stored, Updated } from './stored.js';

/**
 * The storage of all data that outlives a call: records of JSON under a collection and a key, with
 * an expiry, a due time and tags. Whoever implements this one class makes the whole library
 * durable, and shared between processes if the class is. A store behind a network extends
 * `CompareAndSetStorage` instead. `storageContract()` of `nestjs-whatsapp/testing` tests an
 * implementation.
 *
 * Time is the storage's own: the clocks of two machines may differ by minutes, and a lease must mean the same to both.
 *
 * @publicApi
 */
export abstract class WhatsAppStorage {
  /** Whether other processes see the same records. */
  abstract readonly isShared: boolean;

  /** Whether records survive the process. */
  abstract readonly isDurable: boolean;

  /**
   * Connects, and makes or migrates what is needed; safe where ten processes start at once. The module calls it once at start-up.
   *
   * @throws WhatsAppConfigurationError where a setting of the server would lose records
   * @throws StorageUnavailableError where it cannot be reached
   */
  open(): Awaitable<void> {
    return undefined;
  }

  /** The records of these keys, in their order; `undefined` for each that is absent or has expired. One round trip. */
  abstract getMany<V>(collection: string, keys: readonly string[]): Awaitable<(Stored<V> | undefined)[]>;

  /**
   * Changes a record, or makes it; atomic: nobody else's change is lost or seen by halves.
   *
   * @param assume what is probably there. It saves the read, never the check.
   * @throws StorageUnavailableError where the storage is away; a change that was asked for may have been made
   * @throws StorageFullError where the record is new and there is no room
   */
  abstract update<V>(
    collection: string,
    key: string,
    change: Change<V>,
    assume?: 'absent' | Stored<V>,
  ): Awaitable<Updated<V>>;

  /**
   * Records that are due, the earliest first. Each is moved to `leaseMs` from now in the same step, so that nobody else gets it
   * until then: its new due time is the lease, and the fence.
   *
   * @param tag only those that have it
   */
  abstract takeDue<V>(
    collection: string,
    limit: number,
    leaseMs: number,
    tag?: string,
  ): Awaitable<Stored<V>[]>;

  /** The records that have a tag, a page at a time. */
  abstract list<V>(collection: string, query: ListQuery): Awaitable<Page<V>>;

  /** Closes connections, files and timers of its own; those that the caller opened stay open. */
  abstract close(): Awaitable<void>;
}
