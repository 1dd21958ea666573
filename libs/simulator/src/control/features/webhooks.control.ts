import type { SimulatorState } from '../../engine/state/simulator-state.js';
import type { WebhookOutbox } from '../../http/webhooks/webhook-outbox.js';
import type { SubscriptionView, WebhookView } from '../api/index.js';
import { ControlError } from './control.error.js';
import { subscriptionView, webhookView } from '../views/webhook-view.js';

const WEBHOOKS_LIMIT = 200;

/** The webhook log, and where webhooks go. */
export class WebhooksControl {
  constructor(
    private readonly state: SimulatorState,
    private readonly outbox: WebhookOutbox,
  ) {}

  list(limit = WEBHOOKS_LIMIT): WebhookView[] {
    return this.outbox.deliveries.slice(-limit).toReversed().map(webhookView);
  }

  get(id: string): WebhookView {
    const delivery = this.outbox.find(id);
    if (!delivery) throw new ControlError(`There is no webhook ${id} in the log.`, 404);
    return webhookView(delivery);
  }

  async redeliver(id: string): Promise<WebhookView> {
    this.get(id);
    return webhookView(await this.outbox.redeliver(id));
  }

  async deliver(payload: Readonly<Record<string, unknown>>): Promise<WebhookView[]> {
    return (await this.outbox.post(payload)).map(webhookView);
  }

  subscriptions(): SubscriptionView[] {
    return this.outbox.subscriptions.map(subscriptionView);
  }

  setUrl(url: string | null): SubscriptionView[] {
    this.outbox.subscriptions[0].url = url ?? undefined;
    this.state.events.tell({ name: 'subscriptions', about: undefined });
    return this.subscriptions();
  }
}
