/**
 * An error as webhooks report it, on three levels: of the whole value, of a message that could not be represented, of a
 * message that failed to be delivered (Webhooks reference, errors).
 *
 * @publicApi
 */
export interface WebhookError {
  /** A number; a text in some group and pacing payloads: read it with `Number(error.code)`. */
  readonly code: number | string;
  readonly title?: string;
  readonly message?: string;
  /** A text in some payloads. */
  readonly error_data?: { readonly details?: string } | string;
  /** The older place of `error_data.details`; still sent. */
  readonly details?: string;
  /** The address of Meta's documentation of its error codes. */
  readonly href?: string;
}
