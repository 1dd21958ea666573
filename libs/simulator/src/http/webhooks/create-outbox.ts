import type { PendingWork } from '../../engine/common/pending-work.js';
import type { SimulatorState } from '../../engine/state/simulator-state.js';
import type { SimulatorLogger } from '../../common/logger.js';
import type { WebhookBatchOptions } from './webhook-batches.js';
import { WebhookOutbox, type WebhookRetryOptions } from './webhook-outbox.js';
import type { WebhookSubscription, WebhookSubscriptionOptions } from './webhook-subscription.js';

/** The options of an outbox. */
export interface OutboxOptions {
  readonly webhookUrl: string | undefined;
  readonly appSecret: string;
  /** Further apps. */
  readonly subscriptions: readonly WebhookSubscriptionOptions[];
  readonly webhookRetry: WebhookRetryOptions;
  readonly webhookBatch: WebhookBatchOptions;
  readonly historyLimit: number;
  readonly logger: SimulatorLogger;
}

/** The outbox with a first app, and the others that the options name. */
export function createOutbox(
  state: SimulatorState,
  pending: PendingWork,
  options: OutboxOptions,
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
