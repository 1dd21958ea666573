/** Whose credentials a Graph call carries; `accounts/` makes them. */
export interface GraphCaller {
  /** The account's name, for logs. */
  readonly name: string;
  /** The ids in its settings: an error that says that one of them does not exist is about the settings. */
  readonly phoneNumberId?: string | undefined;
  readonly businessAccountId?: string | undefined;
  readonly appId?: string | undefined;
  /** Signs the access token as `appsecret_proof` where it is set. */
  readonly appSecret?: string | undefined;
  /** Asked for before each call, so that a token can be rotated without a restart. */
  accessToken(): Promise<string>;
}
