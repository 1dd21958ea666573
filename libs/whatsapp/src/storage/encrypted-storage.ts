import { Logger } from '@nestjs/common';
import { WhatsAppConfigurationError } from '../errors/index.js';
import { OpenedRecord } from './opened-record.js';
import { isSealed, RecordCipher, type SealedValue, type StorageEncryption } from './record-cipher.js';
import { StorageDecryptionError } from './storage-decryption.error.js';
import type { Awaitable, Change, Keep, ListQuery, Page, Stored, Updated } from './stored.js';
import { WhatsAppStorage } from './whatsapp-storage.js';

/** A record that tells at the start whether `decrypt` reads what others have written. */
const sample = { collection: 'encryption', key: 'sample', value: 'nestjs-whatsapp' } as const;

/**
 * Keeps the contents of records encrypted in another storage; the module makes one of the options `storage` and `encrypt`. Keys, tags,
 * due times and expiries stay readable, for records are found by them. A record that was written without encryption is read as it is,
 * and encrypted at its next change.
 *
 * @publicApi
 */
export class EncryptedStorage extends WhatsAppStorage {
  readonly isShared: boolean;
  readonly isDurable: boolean;
  private readonly logger = new Logger('WhatsAppStorage');
  readonly #cipher: RecordCipher;
  readonly #told = new Set<string>();

  constructor(
    private readonly storage: WhatsAppStorage,
    encryption: StorageEncryption,
  ) {
    super();
    this.isShared = storage.isShared;
    this.isDurable = storage.isDurable;
    this.#cipher = new RecordCipher(encryption);
  }

  /**
   * Opens the other storage.
   *
   * @throws WhatsAppConfigurationError where `decrypt` does not read what `encrypt` has written, now or before an earlier start
   */
  override async open(): Promise<void> {
    await this.storage.open();
    const value = this.#cipher.seal(sample.value);
    if (!isSealed(value) || !this.readsSample(value)) {
      throw new WhatsAppConfigurationError([
        '`encrypt.encrypt` and `encrypt.decrypt` must each return text, not a promise of it, and the second what the first was given',
      ]);
    }
    if (!this.isDurable) return;
    const [found] = await this.storage.getMany<SealedValue>(sample.collection, [sample.key]);
    if (found && !this.readsSample(found.value)) {
      throw new WhatsAppConfigurationError([
        'The storage has records with a key that `encrypt.decrypt` does not read: give it that key too, beside the new one',
      ]);
    }
    await this.storage.update<SealedValue>(sample.collection, sample.key, () => ({ value }));
  }

  getMany<V>(collection: string, keys: readonly string[]): Awaitable<(Stored<V> | undefined)[]> {
    return after(this.storage.getMany<V | SealedValue>(collection, keys), (records) =>
      records.map((record) => record && this.opened<V>(collection, record)),
    );
  }

  update<V>(
    collection: string,
    key: string,
    change: Change<V>,
    assume?: 'absent' | Stored<V>,
  ): Awaitable<Updated<V>> {
    const known = assume === undefined || assume === 'absent' ? undefined : this.sealed(assume);
    let plain: Keep<V> | undefined;
    let sealed: SealedValue | undefined;
    const made = this.storage.update<V | SealedValue>(
      collection,
      key,
      (before, now) => {
        const record = before === known?.record ? known : before && this.opened<V>(collection, before);
        const next = change(record, now);
        if (next === undefined || next === 'drop') return next;
        plain = next;
        sealed = this.#cipher.seal(next.value);
        return { ...next, value: sealed };
      },
      known?.record ?? (assume === 'absent' ? assume : undefined),
    );
    // A lost answer may be to a change before the last one: what is stored decides.
    const open = (stored: V | SealedValue): V =>
      plain && isSealed(stored) && stored.encrypted === sealed?.encrypted
        ? plain.value
        : this.#cipher.open(collection, stored);
    return after(made, ({ stored, changed, now }) => ({
      ...(stored && { stored: new OpenedRecord(stored, open) }),
      changed,
      now,
    }));
  }

  takeDue<V>(collection: string, limit: number, leaseMs: number, tag?: string): Awaitable<Stored<V>[]> {
    return after(this.storage.takeDue<V | SealedValue>(collection, limit, leaseMs, tag), (records) =>
      records
        .map((record) => this.opened<V>(collection, record))
        .filter((record) => this.isReadable(collection, record)),
    );
  }

  list<V>(collection: string, query: ListQuery): Awaitable<Page<V>> {
    return after(this.storage.list<V | SealedValue>(collection, query), ({ records, ...page }) => ({
      ...page,
      records: records.map((record) => this.opened<V>(collection, record)),
    }));
  }

  close(): Awaitable<void> {
    return this.storage.close();
  }

  private opened<V>(collection: string, record: Stored<V | SealedValue>): OpenedRecord<V> {
    return new OpenedRecord(record, (stored) => this.#cipher.open<V>(collection, stored));
  }

  /** Remembers the stored form of a record that this storage has given out. */
  private sealed<V>(record: Stored<V>): OpenedRecord<V> {
    if (record instanceof OpenedRecord) return record;
    const { key, version, dueAt, tags, expiresAt, value } = record;
    return new OpenedRecord(
      { key, version, dueAt, tags, expiresAt, value: this.#cipher.seal(value) },
      () => value,
    );
  }

  /** Returns `false` for a record that cannot be read. It must not keep the others that are due: it is looked at again when its lease is over. */
  private isReadable(collection: string, record: Stored<unknown>): boolean {
    try {
      return record.value !== undefined;
    } catch (error) {
      if (!(error instanceof StorageDecryptionError)) throw error;
      if (!this.#told.has(collection)) this.logger.error(`${error.message}. ${error.advice}`);
      this.#told.add(collection);
      return false;
    }
  }

  private readsSample(stored: SealedValue): boolean {
    try {
      return this.#cipher.open<unknown>(sample.collection, stored) === sample.value;
    } catch {
      return false;
    }
  }
}

/**
 * Throws where records are encrypted and this process would read the encrypted form as their content.
 *
 * @throws WhatsAppConfigurationError
 */
export async function refuseEncrypted(storage: WhatsAppStorage): Promise<void> {
  if (!storage.isDurable || storage instanceof EncryptedStorage) return;
  const [found] = await storage.getMany(sample.collection, [sample.key]);
  if (found === undefined) return;
  throw new WhatsAppConfigurationError([
    'The records of the storage are encrypted: give the option `encrypt` that they were written with, or a storage that is empty',
  ]);
}

function after<T, R>(value: Awaitable<T>, make: (value: T) => R): Awaitable<R> {
  return value instanceof Promise ? value.then(make) : make(value);
}
