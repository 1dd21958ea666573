import { KnownUsers } from '../../recipients/internal.js';

/** A user as one of the business's numbers knows it. */
export interface KnownUser {
  /** The business number: business-scoped user ids differ from portfolio to portfolio. */
  readonly phoneNumberId: string;
  /** The business-scoped user id (BSUID); absent where the webhook had none, which takes back none that is known. */
  readonly userId?: string;
  /** The phone number in digits. */
  readonly waId: string;
}

/**
 * Remembers the users whom webhooks have shown with a phone number, and which phone number and which business-scoped user id are
 * the same user, because either may be missing from the next one. Bare digits are taken for an address only while it {@link knows}
 * them.
 *
 * @publicApi
 */
export abstract class UserAliases extends KnownUsers {
  /**
   * Remembers a user. A number that passes to another user is the former one's no more, and a user who gets another number is not known
   * by the former any more: that one stays a number which {@link knows} says was shown. Two spellings of one number are one.
   */
  abstract learn(user: KnownUser): Promise<void>;

  /** The business-scoped user id last seen with a phone number; `undefined` where none was. */
  abstract userIdOf(phoneNumberId: string, waId: string): Promise<string | undefined>;

  /** The phone number last seen with a business-scoped user id; `undefined` where none was. */
  abstract waIdOf(phoneNumberId: string, userId: string): Promise<string | undefined>;
}
