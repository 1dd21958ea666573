import type { WebhookDelivery } from '../../http/webhooks/webhook-delivery.js';
import type { WebhookSubscription } from '../../http/webhooks/webhook-subscription.js';
import type { SubscriptionView, WebhookView } from '../api/index.js';

/** An entry of the webhook log as the control API shows it. */
export function webhookView(delivery: WebhookDelivery): WebhookView {
  return {
    id: delivery.id,
    subscription: delivery.subscription,
    url: delivery.url,
    field: delivery.field,
    summary: delivery.summary,
    payload: delivery.payload,
    signature: delivery.signature,
    state: delivery.state,
    attempts: delivery.attempts.map((attempt) => ({ ...attempt, at: attempt.at.toISOString() })),
    messageIds: delivery.messageIds,
    at: delivery.at.toISOString(),
  };
}

/** An app that gets webhooks as the control API shows it. */
export function subscriptionView({ name, url, fields }: WebhookSubscription): SubscriptionView {
  return { name, url: url ?? null, fields: fields ?? null };
}
