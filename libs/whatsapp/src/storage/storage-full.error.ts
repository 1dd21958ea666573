import { WhatsAppError } from '../errors/index.js';

/**
 * The memory has no room for another record of a collection whose records must not be forgotten before their time.
 *
 * @publicApi
 */
export class StorageFullError extends WhatsAppError {
  readonly code = 'WHATSAPP_STORAGE_FULL';

  constructor(
    readonly collection: string,
    readonly maxRecords: number,
  ) {
    super(`The storage has no room for another record: "${collection}" holds ${maxRecords}, its limit`, {
      retryable: true,
      advice: `Raise \`maxRecords.${collection}\` of the memory storage, or use a storage on disk.`,
    });
  }
}
