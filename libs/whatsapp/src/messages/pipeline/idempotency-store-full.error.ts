import { SendRefusedError } from '../../errors/index.js';

/**
 * The send has an idempotency key and the store has no room for it: nothing was sent. Forgetting another key instead could send
 * that one's message twice.
 *
 * @publicApi
 */
export class IdempotencyStoreFullError extends SendRefusedError {
  override readonly code = 'WHATSAPP_IDEMPOTENCY_STORE_FULL';

  constructor(
    /** The number of keys that the store holds. */
    readonly maxKeys: number,
  ) {
    super('idempotency', `all ${maxKeys} idempotency keys are in use`, {
      retryable: true,
      advice:
        'Raise the option `storage.memory.maxRecords.idempotency`, shorten `messages.idempotencyTtlMs`, or give a `storage` that is on disk.',
    });
  }
}
