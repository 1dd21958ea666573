import { BODIES, listOf, ref } from '../schemas/index.js';
import type { ControlRoute } from './control-route.js';

/** The webhook log, and where webhooks go. */
export const WEBHOOK_ROUTES: readonly ControlRoute[] = [
  {
    method: 'GET',
    path: '/webhooks',
    tag: 'Webhooks',
    summary: 'The newest webhooks, newest first.',
    query: { limit: { type: 'integer', default: 200 } },
    answer: listOf('Webhook'),
    handle: ({ control, query: { limit } }) =>
      control.webhooks(limit === undefined ? undefined : Number(limit)),
  },
  {
    method: 'POST',
    path: '/webhooks',
    tag: 'Webhooks',
    summary: 'Posts any payload as a signed webhook.',
    body: BODIES.webhook,
    answer: listOf('Webhook'),
    handle: ({ control }, payload: Readonly<Record<string, unknown>>) => control.deliver(payload),
  },
  {
    method: 'GET',
    path: '/webhooks/{webhookId}',
    tag: 'Webhooks',
    summary: 'One webhook with its payload and all attempts.',
    answer: ref('Webhook'),
    handle: ({ control, params }) => control.webhook(params['webhookId'] ?? ''),
  },
  {
    method: 'POST',
    path: '/webhooks/{webhookId}/redeliver',
    tag: 'Webhooks',
    summary: 'Sends a webhook once more, as it was.',
    answer: ref('Webhook'),
    handle: ({ control, params }) => control.redeliver(params['webhookId'] ?? ''),
  },
  {
    method: 'GET',
    path: '/subscriptions',
    tag: 'Webhooks',
    summary: 'The apps that get webhooks.',
    answer: listOf('Subscription'),
    handle: ({ control }) => control.subscriptions(),
  },
  {
    method: 'PUT',
    path: '/subscriptions',
    tag: 'Webhooks',
    summary: "Where the first app's webhooks go; null: nowhere.",
    body: BODIES.webhookUrl,
    answer: listOf('Subscription'),
    handle: ({ control }, { url }: { readonly url: string | null }) => control.setWebhookUrl(url),
  },
];
