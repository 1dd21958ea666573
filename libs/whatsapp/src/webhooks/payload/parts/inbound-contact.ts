/**
 * A user as webhooks name it. Every field may be missing: the phone of a user who adopted a username, the name, and the
 * business-scoped user id (BSUID) in what was recorded before April 2026. Know users by `user_id` first, `wa_id` second.
 *
 * @publicApi
 */
export interface InboundContact {
  readonly profile?: {
    readonly name?: string;
    /** Only where the user adopted one. */
    readonly username?: string;
    /** The country of the user's phone, two letters. */
    readonly country_code?: string;
  };
  /** The phone number in digits, without `+`. */
  readonly wa_id?: string;
  /** The BSUID, e.g. `US.13491208655302741918`. It changes when the user changes number. */
  readonly user_id?: string;
  /** Only for businesses that are enrolled with several portfolios. */
  readonly parent_user_id?: string;
  /** Only where the identity change check is enabled. */
  readonly identity_key_hash?: string;
}
