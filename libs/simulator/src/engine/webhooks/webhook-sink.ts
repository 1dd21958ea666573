/** Something that the business is to be told. */
export interface WebhookChange {
  /** `messages`, `message_template_status_update`, … */
  readonly field: string;
  readonly value: Readonly<Record<string, unknown>>;
  /** The business number it is about, where it is about one. */
  readonly phoneNumberId?: string | undefined;
  /** The messages it is about. */
  readonly messageIds?: readonly string[] | undefined;
  /** A summary in a few words for people. */
  readonly summary: string;
}

/** The receiver of webhooks; the engine knows no more of it. */
export interface WebhookSink {
  /** Whether there is anybody to tell. */
  readonly enabled: boolean;
  /** Resolves after the first try, whatever its result, with the ids in the webhook log. */
  send(change: WebhookChange): Promise<readonly string[]>;
}
