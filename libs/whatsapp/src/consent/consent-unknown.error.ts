import { SendRefusedError } from '../errors/index.js';

/**
 * The storage had no room for a consent, so it cannot be said of a user of whom nothing is known whether that one opted out: marketing
 * to such users is refused.
 *
 * @publicApi
 */
export class ConsentUnknownError extends SendRefusedError {
  override readonly code = 'WHATSAPP_CONSENT_UNKNOWN';

  constructor(
    /** The number of records of consents that the storage holds. */
    readonly maxRecords: number,
  ) {
    super('consent', `the storage is full with ${maxRecords} consents and must not forget any of them`, {
      advice:
        'Raise the option `storage.memory.maxRecords`, or give a storage that keeps its records on disk.',
    });
  }
}
