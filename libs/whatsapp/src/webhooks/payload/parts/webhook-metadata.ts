/**
 * The business number that an update concerns.
 *
 * @publicApi
 */
export interface WebhookMetadata {
  readonly display_phone_number?: string;
  readonly phone_number_id: string;
}
