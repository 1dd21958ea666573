import type { PendingWork } from '../../engine/common/pending-work.js';
import type { SimulatorState } from '../../engine/simulator-state.js';
import type { ResolvedSimulatorOptions } from '../../simulator-options.js';
import { WebhookOutbox } from './webhook-outbox.js';
import type { WebhookSubscription, WebhookSubscriptionOptions } from './webhook-subscription.js';

/** The outbox with a first app, and the others that the options name. */
export function createOutbox(
  state: SimulatorState,
  pending: PendingWork,
  options: ResolvedSimulatorOptions,
): WebhookOutbox {
  const app = (url: string | undefined, further: Partial<WebhookSubscriptionOptions>, place: number) =>
    ({
      name: further.name ?? (place === 0 ? 'app' : `app-${place + 1}`),
      url,
      appSecret: further.appSecret ?? options.appSecret,
      fields: further.fields,
      subscribed: true,
      accountUrl: undefined,
      numberUrls: new Map(),
    }) satisfies WebhookSubscription;
  return new WebhookOutbox(
    state,
    pending,
    {
      retry: options.webhookRetry,
      batch: options.webhookBatch,
      logLimit: options.historyLimit,
      logger: options.logger,
    },
    [
      app(options.webhookUrl, {}, 0),
      ...options.subscriptions.map((further, index) => app(further.url, further, index + 1)),
    ],
  );
}
