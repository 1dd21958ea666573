/** What may be said about one send beside the message itself. */
export interface SendOptions {
  /**
   * Stops the send: while it waits or before the request began it ends as `SendCancelledError`; once the request was on its way
   * the outcome cannot be known any more and it ends as `SendOutcomeUnknownError`.
   */
  readonly signal?: AbortSignal;
}
