/** The envelope fields that address a message, in Meta's names. */
export interface RecipientInput {
  /** A phone number, or a group id where `recipient_type` is `group`. */
  readonly to?: unknown;
  /** A business-scoped user id (BSUID). */
  readonly recipient?: unknown;
  readonly recipient_type?: unknown;
}

/**
 * A recipient in the form that is sent to Meta.
 *
 * @publicApi
 */
export interface NormalizedRecipient {
  /** `+` and digits, or a group id as it was given. */
  readonly to?: string;
  /** A business-scoped user id as it was given. */
  readonly recipient?: string;
  readonly kind: 'phone' | 'group' | 'user';
  /** The same for every spelling of one recipient, e.g. `phone:+16505551234`: for limits and stores, never for logs. */
  readonly key: string;
}
