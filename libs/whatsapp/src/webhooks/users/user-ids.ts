/**
 * The ids that a user is known by, as Meta reports them. Any of them may be missing.
 *
 * @publicApi
 */
export interface UserIds {
  /** The business-scoped user id (BSUID), e.g. `US.13491208655302741918`. */
  readonly userId?: string;
  /** The one that several portfolios of one business share, e.g. `US.ENT.11815799212886844830`. */
  readonly parentUserId?: string;
  /** The phone number, digits alone. */
  readonly waId?: string;
}

/**
 * A user as one of the business's numbers knows it.
 *
 * @publicApi
 */
export interface WhatsAppUser extends UserIds {
  /** The id of the business number. */
  readonly phoneNumberId: string;
}
