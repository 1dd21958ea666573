import type { SimulatedClock } from '../../engine/clock/simulated-clock.js';
import type { PendingWork } from '../../engine/common/pending-work.js';
import type { WebhookChange } from '../../engine/webhooks/webhook-sink.js';
import type { WebhookSubscription } from './webhook-subscription.js';

/** The number of updates in one POST. */
export interface WebhookBatchOptions {
  /** The most updates in one POST; Meta puts up to 1000. @default 1: each goes alone */
  readonly maxUpdates: number;
  /** The time that one waits for others, in milliseconds of simulated time. @default 100 */
  readonly waitMs: number;
}

/** Takes the updates of a full batch. */
type Flush = (
  subscription: WebhookSubscription,
  url: string,
  changes: readonly WebhookChange[],
) => Promise<unknown>;

interface Batch {
  readonly subscription: WebhookSubscription;
  readonly url: string;
  readonly changes: WebhookChange[];
  /** The work that is counted while updates wait. */
  readonly end: () => void;
}

/** Gathers updates for the same URL. */
export class WebhookBatches {
  private readonly open = new Map<string, Batch>();

  constructor(
    private readonly options: WebhookBatchOptions,
    private readonly clock: SimulatedClock,
    private readonly pending: PendingWork,
    private readonly flush: Flush,
  ) {}

  /** Whether updates are gathered at all. */
  get gathering(): boolean {
    return this.options.maxUpdates > 1;
  }

  add(subscription: WebhookSubscription, url: string, change: WebhookChange): void {
    const key = `${subscription.name} ${url}`;
    const batch = this.open.get(key) ?? this.begin(key, subscription, url);
    batch.changes.push(change);
    if (batch.changes.length >= this.options.maxUpdates) void this.close(key, batch);
  }

  private begin(key: string, subscription: WebhookSubscription, url: string): Batch {
    const batch: Batch = { subscription, url, changes: [], end: this.pending.begin() };
    this.open.set(key, batch);
    this.clock.schedule(this.options.waitMs, () => this.close(key, batch), batch.end);
    return batch;
  }

  private async close(key: string, batch: Batch): Promise<void> {
    if (this.open.get(key) !== batch) return;
    this.open.delete(key);
    await this.flush(batch.subscription, batch.url, batch.changes);
    batch.end();
  }
}
