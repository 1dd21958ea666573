import { WhatsAppError } from '../errors/index.js';

/**
 * The storage did not answer, or did not come to a result, for as long as it is waited for.
 *
 * @publicApi
 */
export class StorageUnavailableError extends WhatsAppError {
  readonly code = 'WHATSAPP_STORAGE_UNAVAILABLE';

  constructor(problem: string, options: { cause?: unknown } = {}) {
    super(`The storage is not available: ${problem}`, {
      ...options,
      retryable: true,
      advice:
        'Look whether the server of the storage runs and can be reached. What was asked for may have been done: ask again.',
    });
  }
}
