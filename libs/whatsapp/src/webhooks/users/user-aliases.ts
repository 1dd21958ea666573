/** A user as one of the business's numbers knows it, with both of its ids. */
export interface KnownUser {
  /** The business number: business-scoped user ids differ from portfolio to portfolio. */
  readonly phoneNumberId: string;
  /** The business-scoped user id (BSUID). */
  readonly userId: string;
  /** The phone number in digits. */
  readonly waId: string;
}

/**
 * Remembers which phone number and which business-scoped user id are the same user, as learned from webhooks that carry both,
 * because either may be missing from the next one.
 *
 * @publicApi
 */
export abstract class UserAliases {
  abstract learn(user: KnownUser): Promise<void>;

  /** The business-scoped user id last seen with a phone number; `undefined` where none was. */
  abstract userIdOf(phoneNumberId: string, waId: string): Promise<string | undefined>;

  /** The phone number last seen with a business-scoped user id; `undefined` where none was. */
  abstract waIdOf(phoneNumberId: string, userId: string): Promise<string | undefined>;
}
