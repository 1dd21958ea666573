import { webhookOf, type WebhookBodyFixture, type WebhookUpdate } from 'nestjs-whatsapp/testing';

/** One row of the webhooks reference as a body, and the events that must come of it. */
export interface WebhookCase {
  readonly name: string;
  readonly body: WebhookBodyFixture;
  /** Their kinds, in any order. */
  readonly kinds: readonly string[];
}

/** A case of updates that give one event each, unless said otherwise. */
export function webhookCase(
  name: string,
  updates: WebhookUpdate | readonly WebhookUpdate[],
  kinds: readonly string[],
): WebhookCase {
  return { name, body: webhookOf(updates), kinds };
}
