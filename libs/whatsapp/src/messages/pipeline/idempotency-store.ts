import type { SendResult } from './send-result.js';

/** What is known of a send that has an idempotency key; plain JSON, so that a store can write it down. */
export type IdempotencyRecord =
  /** It has begun. Where that was in a process that is gone, nobody knows whether the message was sent. */
  | { readonly state: 'sending'; readonly correlationId: string }
  | { readonly state: 'accepted'; readonly result: SendResult }
  | {
      readonly state: 'unknown';
      readonly correlationId: string;
      readonly reason: string;
      readonly httpStatus?: number;
    };

/**
 * Remembers the sends that have an idempotency key. A key is never forgotten before its time: a store that is full refuses new
 * keys.
 *
 * @publicApi
 */
export abstract class IdempotencyStore {
  /**
   * Takes a key that nobody holds, for `ttlMs` from now, and keeps the record under it; all in one step, for two may ask at once.
   *
   * @returns `undefined` where the key is now the caller's, else what is kept under it
   * @throws IdempotencyStoreFullError where there is no room for another key
   */
  abstract claim(
    key: string,
    record: IdempotencyRecord,
    ttlMs: number,
  ): Promise<IdempotencyRecord | undefined>;

  /**
   * Replaces the record; the key's time goes on. Does nothing where the key is not held by the send with this correlation id: its
   * time may have ended, and somebody else have taken it.
   */
  abstract keep(key: string, correlationId: string, record: IdempotencyRecord): Promise<void>;

  /** Nothing was sent: the key is free again, if it is held by the send with this correlation id. */
  abstract release(key: string, correlationId: string): Promise<void>;

  /** The key need not be held for longer than `ttlMs` from now; one whose time ends sooner stays as it is. */
  abstract shorten(key: string, ttlMs: number): Promise<void>;
}
