import type { WebhookField, WebhookFieldValues } from './fields/webhook-field-values.js';
import type { Unlisted } from './parts/open.js';

/**
 * The change of one field.
 *
 * @publicApi
 */
export interface WebhookChangeOf<Field extends WebhookField> {
  readonly field: Field;
  readonly value: WebhookFieldValues[Field];
}

/** The change of a field that this version does not list. */
export interface UnlistedWebhookChange {
  readonly field: Unlisted;
  readonly value: Readonly<Record<string, unknown>>;
}

/**
 * A change as Meta wrote it; narrows by `field`.
 *
 * @publicApi
 */
export type WebhookChange =
  { [Field in WebhookField]: WebhookChangeOf<Field> }[WebhookField] | UnlistedWebhookChange;

/**
 * The updates of one WhatsApp Business Account.
 *
 * @publicApi
 */
export interface WebhookEntry {
  /** The WhatsApp Business Account; of some partner-level `account_update` events another id. */
  readonly id: string;
  /** UNIX seconds; missing with `messages`. */
  readonly time?: number;
  readonly changes: readonly WebhookChange[];
}

/**
 * The body of one delivery: up to 1000 updates, up to 3 MB (Webhooks reference, delivery).
 *
 * @publicApi
 */
export interface WebhookBody {
  readonly object: 'whatsapp_business_account';
  readonly entry: readonly WebhookEntry[];
}
