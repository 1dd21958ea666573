export { CompareAndSetStorage, type CompareAndSetOptions } from './compare-and-set-storage.js';
export { EncryptedStorage } from './encrypted-storage.js';
export { MemoryStorage, type MemoryStorageOptions } from './memory-storage.js';
export type { StorageEncryption } from './record-cipher.js';
export { StorageDecryptionError } from './storage-decryption.error.js';
export { StorageFullError } from './storage-full.error.js';
export { StorageUnavailableError } from './storage-unavailable.error.js';
export type {
  RecordKey,
  RecordWrite,
  StoreAnswer,
  StoredPage,
  StoredRecord,
  TakeQuery,
  WriteAnswer,
} from './stored-record.js';
export type { Awaitable, Change, Keep, ListQuery, Page, Stored, Updated } from './stored.js';
export { WhatsAppStorage } from './whatsapp-storage.js';
