/** One try at delivering a webhook. */
export interface WebhookAttemptView {
  readonly at: string;
  /** The receiver's HTTP status; absent where none came. */
  readonly status?: number;
  /** The first 500 characters of an answer that is not 200. */
  readonly answer?: string;
  readonly error?: string;
  readonly tookMs: number;
}

/** An entry of the webhook log. */
export interface WebhookView {
  readonly id: string;
  readonly subscription: string;
  readonly url: string;
  /** `messages`, `message_template_status_update`, … */
  readonly field: string;
  /** A summary in a few words: `text from Ana`, `delivered`. */
  readonly summary: string;
  readonly payload: unknown;
  readonly signature: string;
  readonly state: 'pending' | 'retrying' | 'delivered' | 'failed' | 'cancelled' | 'lost';
  readonly attempts: readonly WebhookAttemptView[];
  readonly messageIds: readonly string[];
  readonly at: string;
}

/** An app that gets webhooks. */
export interface SubscriptionView {
  readonly name: string;
  readonly url: string | null;
  /** The fields it gets; `null`: all. */
  readonly fields: readonly string[] | null;
}
