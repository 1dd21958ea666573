import { StorageDecryptionError } from './storage-decryption.error.js';

/**
 * Options for encrypting the contents of records where they are stored. Both are called for each
 * record that is written or read, and answer at once: a key that must be fetched is fetched before
 * the start.
 *
 * @publicApi
 */
export interface StorageEncryption {
  /** Text that {@link decrypt} reads. It should say which key it was made with, so that keys can be changed. */
  encrypt(text: string): string;
  /** The text that {@link encrypt} was given, maybe by another process with an older key. Throws where it cannot be read. */
  decrypt(encrypted: string): string;
}

/** A value as it is stored. */
export interface SealedValue {
  readonly encrypted: string;
}

/** Turns values into what is stored, and back. */
export class RecordCipher {
  constructor(private readonly encryption: StorageEncryption) {}

  seal(value: unknown): SealedValue {
    return { encrypted: this.encryption.encrypt(JSON.stringify(value) ?? 'null') };
  }

  /**
   * Decrypts a stored record; one that was stored without encryption is returned as it is.
   *
   * @throws StorageDecryptionError
   */
  open<V>(collection: string, stored: V | SealedValue): V {
    if (!isSealed(stored)) return stored;
    try {
      return JSON.parse(this.encryption.decrypt(stored.encrypted));
    } catch (error) {
      // Its words may hold the content, and its cause too.
      throw new StorageDecryptionError(collection, error instanceof Error ? error.name : typeof error);
    }
  }
}

/** No record of the library has this one field alone. */
export function isSealed(value: unknown): value is SealedValue {
  if (typeof value !== 'object' || value === null || !('encrypted' in value)) return false;
  return typeof value.encrypted === 'string' && Object.keys(value).length === 1;
}
