/** One try at delivering a webhook. */
export interface WebhookAttempt {
  /** Simulated time. */
  readonly at: Date;
  /** The receiver's HTTP status; absent where none came. */
  readonly status?: number;
  /** The beginning of an answer that is not 200: what the receiver says is wrong. */
  readonly answer?: string;
  /** The reason why no status came. */
  readonly error?: string;
  /** The time that the receiver took, in milliseconds of real time. */
  readonly tookMs: number;
}

/**
 * - `pending`: the first try is under way
 * - `retrying`: a try failed, another one follows
 * - `delivered`: answered with 200
 * - `failed`: given up after the last try
 * - `cancelled`: the simulator stopped first
 * - `lost`: swallowed by a fault on order
 */
export type WebhookDeliveryState = 'pending' | 'retrying' | 'delivered' | 'failed' | 'cancelled' | 'lost';

/** An entry of the delivery log. */
export interface WebhookDelivery {
  readonly id: string;
  /** The app that it goes to. */
  readonly subscription: string;
  readonly url: string;
  /** The fields of its changes, `messages` for instance. */
  readonly field: string;
  /** A summary in a few words. */
  readonly summary: string;
  /** The messages it is about. */
  readonly messageIds: readonly string[];
  readonly payload: Readonly<Record<string, unknown>>;
  /** `X-Hub-Signature-256` as sent. */
  readonly signature: string;
  readonly attempts: readonly WebhookAttempt[];
  readonly state: WebhookDeliveryState;
  /** Simulated time. */
  readonly at: Date;
}
