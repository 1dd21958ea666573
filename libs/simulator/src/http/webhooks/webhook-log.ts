import type { WebhookAttempt, WebhookDelivery, WebhookDeliveryState } from './webhook-delivery.js';

/** An entry while it is worked on. */
export interface WebhookEntry extends WebhookDelivery {
  readonly body: string;
  /** `X-Hub-Signature`, which old apps check. */
  readonly sha1Signature: string;
  attempts: WebhookAttempt[];
  state: WebhookDeliveryState;
}

/** The newest deliveries, by id. */
export class WebhookLog {
  private readonly entries = new Map<string, WebhookEntry>();
  private count = 0;

  /** @param limit the most entries kept */
  constructor(private readonly limit: number) {}

  nextId(): string {
    this.count += 1;
    return `webhook-${this.count}`;
  }

  add(entry: WebhookEntry): void {
    if (this.limit === 0) return;
    this.entries.set(entry.id, entry);
    // The ids count up, so that the oldest one is known without a search.
    this.entries.delete(`webhook-${this.count - this.limit}`);
  }

  get(id: string): WebhookEntry | undefined {
    return this.entries.get(id);
  }

  /** Oldest first. */
  get all(): WebhookEntry[] {
    return [...this.entries.values()];
  }
}
