import type { UserIds } from '../../users/index.js';
import type { EventOfUser } from '../events/user-of-event.js';

/**
 * Names one user: a phone number in international form (`'+16505551234'`), the bare digits of a user whom a webhook has shown, or a
 * business-scoped user id (`'US.1349…'`), as in a message's address; the ids of a webhook; or the event that the user was met in.
 *
 * @publicApi
 */
export type UserReference =
  string | { readonly to: string } | { readonly recipient: string } | UserIds | EventOfUser;

/**
 * The business number that is meant.
 *
 * @publicApi
 */
export interface OfAccount {
  /**
   * The name of the account, or the tenant. @default the account of the event, where the user is named by one; else the default
   * account
   */
  readonly account?: string;
}
