/** An app that gets webhooks of the account. */
export interface WebhookSubscriptionOptions {
  /** @default 'app', 'app-2', … */
  readonly name?: string | undefined;
  readonly url: string;
  /** Signs this app's webhooks. @default the simulator's `appSecret` */
  readonly appSecret?: string | undefined;
  /** The fields it gets, `['messages']` for instance. @default all */
  readonly fields?: readonly string[] | undefined;
}

/** An app that gets webhooks, while the simulator runs. */
export interface WebhookSubscription {
  readonly name: string;
  /** The target; without one it gets nothing. */
  url: string | undefined;
  readonly appSecret: string;
  fields: readonly string[] | undefined;
  /** Whether the app is subscribed to the account at all. */
  subscribed: boolean;
  /** Further URLs, each in place of the app's own: for the account, and for single numbers. */
  accountUrl: string | undefined;
  readonly numberUrls: Map<string, string>;
}

/** Returns the URL for a change: the number's before the account's before the app's. */
export function urlFor(
  subscription: WebhookSubscription,
  phoneNumberId: string | undefined,
): string | undefined {
  if (!subscription.subscribed) return undefined;
  const ofNumber = phoneNumberId === undefined ? undefined : subscription.numberUrls.get(phoneNumberId);
  return ofNumber ?? subscription.accountUrl ?? subscription.url;
}

/** @throws Error for something that is not an http or https URL */
export function checkWebhookUrl(url: string): void {
  const protocol = URL.canParse(url) ? new URL(url).protocol : '';
  if (protocol !== 'http:' && protocol !== 'https:') {
    throw new Error(`The webhook URL must begin with http:// or https://, got "${url}".`);
  }
}
