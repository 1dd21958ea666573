/** What the module knows beside the options when it checks them. */
export interface ResolveOptionsContext {
  /**
   * The account names that the module declares. With at least one, each must be in the options and, but for `default`, the
   * other way round. @default unchecked
   */
  readonly accountNames?: readonly string[];
  /** Whether an `AccountResolver` is given: then no account need be configured. @default false */
  readonly accountResolver?: boolean;
  /** Whether an `AccessTokenProvider` is given: then no access token need be configured. @default false */
  readonly accessTokenProvider?: boolean;
  /** Whether a `WhatsAppStorage` is provided: then none is given as an option. @default false */
  readonly storage?: boolean;
}
