import type { UserIds } from '../../recipients/internal.js';

export type { UserIds };

/**
 * A user as one of the business's numbers knows it.
 *
 * @publicApi
 */
export interface WhatsAppUser extends UserIds {
  /** The id of the business number. */
  readonly phoneNumberId: string;
}
