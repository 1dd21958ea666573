import type { Keep, Stored } from './stored.js';

/** The key of a record. */
export interface RecordKey {
  readonly collection: string;
  readonly key: string;
}

/** A record as a store keeps it. Keys and tags are text without NUL and without halves of surrogate pairs. */
export interface StoredRecord {
  readonly key: string;
  /** JSON text; absent where the record was removed: such a record has an expiry, and is kept until then. */
  readonly body?: string;
  readonly version: string;
  readonly dueAt?: number;
  readonly tags: readonly string[];
  readonly expiresAt?: number;
}

/** One record to be written, where it is still as expected. */
export interface RecordWrite extends RecordKey {
  /** The version that it must have now; absent where there must be no record. */
  readonly expected?: string;
  readonly record: StoredRecord;
}

/**
 * The result of a write: `true` where the record was as expected and is written. Else the record
 * that is there instead, which then need not be read, or `false` where nobody looked.
 */
export type WriteAnswer = boolean | StoredRecord;

/** The filter for due records that are taken. */
export interface TakeQuery {
  readonly collection: string;
  readonly limit: number;
  readonly leaseMs: number;
  readonly tag?: string;
  /** The beginning of each new version; the first 105 characters of the old one follow. */
  readonly version: string;
}

/** The answer of a store, with its clock in milliseconds since the UNIX epoch. */
export interface StoreAnswer<Item> {
  readonly now: number;
  readonly items: readonly Item[];
}

/** The records that a page has, and where the next one begins. */
export interface StoredPage extends StoreAnswer<StoredRecord> {
  readonly next?: string;
}

/** A removed record is remembered for so long, in milliseconds: longer than any call is tried again. */
const removedMs = 60_000;

/** Returns the record to store; `undefined` content means that it is to be removed. */
export function toStored(
  encodedKey: string,
  version: string,
  kept: Keep<unknown> | undefined,
  now: number,
): StoredRecord {
  if (kept === undefined) return { key: encodedKey, version, tags: [], expiresAt: now + removedMs };
  const { value, dueAt, tags = [], expiresAt } = kept;
  if (Number.isNaN(dueAt) || Number.isNaN(expiresAt)) {
    throw new TypeError(
      '`dueAt` and `expiresAt` of a record must be numbers of milliseconds, and one is NaN',
    );
  }
  return {
    key: encodedKey,
    body: JSON.stringify(value) ?? 'null',
    version,
    tags: [...new Set(tags)].map(encodeKey),
    ...(dueAt !== undefined && { dueAt }),
    ...(expiresAt !== undefined && { expiresAt }),
  };
}

/** Reads a stored record; `undefined` where it was removed or has expired. */
export function fromStored<V>(record: StoredRecord | undefined, now: number): Stored<V> | undefined {
  if (record?.body === undefined) return undefined;
  const { key, body, version, dueAt, tags, expiresAt } = record;
  if (expiresAt !== undefined && expiresAt <= now) return undefined;
  return {
    key: decodeKey(key),
    value: JSON.parse(body),
    version,
    ...(dueAt !== undefined && { dueAt }),
    ...(tags.length > 0 && { tags: tags.map(decodeKey) }),
    ...(expiresAt !== undefined && { expiresAt }),
  };
}

/** Stores refuse NUL and surrogates without their other half, or take two of them for one. */
const special = /[%\p{Cc}]|\p{Surrogate}/gu;

/** A key or tag as every store can keep it: two that differ stay different. */
export function encodeKey(key: string): string {
  return key.replace(special, (char) => `%${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** The key or tag that {@link encodeKey} has encoded. */
export function decodeKey(encoded: string): string {
  if (!encoded.includes('%')) return encoded;
  return encoded.replace(/%([0-9a-f]{4})/g, (_all, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
}
