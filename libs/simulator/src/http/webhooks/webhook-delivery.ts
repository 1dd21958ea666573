/** One try at delivering a webhook. */
export interface WebhookAttempt {
  readonly at: Date;
  /** The receiver's HTTP status; absent where none came. */
  readonly status?: number;
  /** Why no status came. */
  readonly error?: string;
}

/**
 * - `pending`: the first try is under way
 * - `retrying`: a try failed, another one follows
 * - `delivered`: answered with 200
 * - `failed`: given up after the last try
 * - `cancelled`: the simulator stopped first
 */
export type WebhookDeliveryState = 'pending' | 'retrying' | 'delivered' | 'failed' | 'cancelled';

/** An entry of the delivery log. */
export interface WebhookDelivery {
  readonly url: string;
  readonly payload: Readonly<Record<string, unknown>>;
  /** `X-Hub-Signature-256` as sent. */
  readonly signature: string;
  readonly attempts: readonly WebhookAttempt[];
  readonly state: WebhookDeliveryState;
}
