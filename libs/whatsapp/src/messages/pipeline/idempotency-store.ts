import { Injectable } from '@nestjs/common';
import { StorageFullError, WhatsAppStorage, type Change, type Stored } from '../../storage/index.js';
import type { CollectionName } from '../../storage/internal.js';
import { IdempotencyStoreFullError } from './idempotency-store-full.error.js';
import type { SendResult } from './send-result.js';

/** The record of a send that has an idempotency key; plain JSON, so that a store can write it down. */
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

/** The prefix of the keys that the library gives the replies of handlers. */
export const replyKeyPrefix = 'nestjs-whatsapp:reply:';

/** Replies must not fill the room of the application's keys, nor be refused for want of room: the oldest go first. */
function collectionOf(key: string): CollectionName {
  return key.includes(replyKeyPrefix) ? 'reply-keys' : 'idempotency';
}

/** Remembers the sends that have an idempotency key. A key of the application is never forgotten before its time: a storage that is full refuses new ones. */
@Injectable()
export class IdempotencyStore {
  /** The records of sends that are under way here, by key; they need not be read again. */
  readonly #held = new Map<string, Stored<IdempotencyRecord>>();

  constructor(private readonly storage: WhatsAppStorage) {}

  /**
   * Claims a key that nobody holds, for `ttlMs` from now, and keeps the record under it; all in one step, for two may ask at once.
   *
   * @returns `undefined` where the key is now the caller's, else what is kept under it
   * @throws IdempotencyStoreFullError where there is no room for another key
   */
  async claim(key: string, record: IdempotencyRecord, ttlMs: number): Promise<IdempotencyRecord | undefined> {
    try {
      const { stored, changed } = await this.storage.update<IdempotencyRecord>(
        collectionOf(key),
        key,
        (before, now) => (before ? undefined : { value: record, expiresAt: now + ttlMs }),
        'absent',
      );
      if (!changed) return stored?.value;
      if (stored) this.#held.set(key, stored);
      return undefined;
    } catch (error) {
      if (error instanceof StorageFullError) throw new IdempotencyStoreFullError(error.maxRecords);
      throw error;
    }
  }

  /**
   * Replaces the record; the key's time goes on. Does nothing where the key is not held by the send with this correlation id: its
   * time may have ended, and somebody else have taken it.
   */
  async keep(key: string, correlationId: string, record: IdempotencyRecord): Promise<void> {
    await this.end(key, (before) =>
      before && isOf(before.value, correlationId)
        ? { value: record, expiresAt: before.expiresAt }
        : undefined,
    );
  }

  /** Releases a key because nothing was sent, if it is held by the send with this correlation id. */
  async release(key: string, correlationId: string): Promise<void> {
    await this.end(key, (before) => (before && isOf(before.value, correlationId) ? 'drop' : undefined));
  }

  /** The key need not be held for longer than `ttlMs` from now; one whose time ends sooner stays as it is. */
  async shorten(key: string, ttlMs: number): Promise<void> {
    await this.storage.update<IdempotencyRecord>(collectionOf(key), key, (before, now) => {
      const expiresAt = now + ttlMs;
      return before?.expiresAt !== undefined && expiresAt < before.expiresAt
        ? { value: before.value, expiresAt }
        : undefined;
    });
  }

  private async end(key: string, change: Change<IdempotencyRecord>): Promise<void> {
    const held = this.#held.get(key);
    this.#held.delete(key);
    await this.storage.update<IdempotencyRecord>(collectionOf(key), key, change, held);
  }
}

function isOf(record: IdempotencyRecord, correlationId: string): boolean {
  return (record.state === 'accepted' ? record.result : record).correlationId === correlationId;
}
