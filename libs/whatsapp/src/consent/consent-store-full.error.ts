import { SendRefusedError } from '../errors/index.js';

/**
 * The `ConsentStore` has no room for another user, so it cannot say whom it does not know: marketing to unknown users is refused,
 * and a consent of another user cannot be recorded.
 *
 * @publicApi
 */
export class ConsentStoreFullError extends SendRefusedError {
  override readonly code = 'WHATSAPP_CONSENT_STORE_FULL';

  constructor(
    /** How many users the store holds. */
    readonly maxUsers: number,
  ) {
    super('consent', `the consent store is full with ${maxUsers} users and must not forget any of them`, {
      advice: 'Raise the option `consent.maxUsers`, or give a ConsentStore that keeps its records on disk.',
    });
  }
}
