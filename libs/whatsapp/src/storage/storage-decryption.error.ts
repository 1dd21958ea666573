import { WhatsAppError } from '../errors/index.js';

/**
 * A record was found whose content the `decrypt` of the option `encrypt` does not read.
 *
 * @publicApi
 */
export class StorageDecryptionError extends WhatsAppError {
  readonly code = 'WHATSAPP_STORAGE_DECRYPTION';

  /** @param problem without words of the application: they may hold the content */
  constructor(
    readonly collection: string,
    problem: string,
  ) {
    super(`A record of "${collection}" cannot be decrypted: ${problem}`, {
      retryable: false,
      advice:
        'Give `encrypt.decrypt` the key that the record was written with, beside the new one, until every record is rewritten or has expired.',
    });
  }
}
