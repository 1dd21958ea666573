import type { PendingWork } from '../../engine/common/pending-work.js';
import type { SimulatorState } from '../../engine/state/simulator-state.js';
import type { WebhookChange, WebhookSink } from '../../engine/webhooks/webhook-sink.js';
import type { SimulatorLogger } from '../../common/logger.js';
import { webhookBody, webhookSignature } from './webhook-body.js';
import { WebhookBatches, type WebhookBatchOptions } from './webhook-batches.js';
import type { WebhookDelivery } from './webhook-delivery.js';
import { changesPayload } from './webhook-envelope.js';
import { WebhookLog, type WebhookEntry } from './webhook-log.js';
import { WebhookSender } from './webhook-sender.js';
import { urlFor, type WebhookSubscription } from './webhook-subscription.js';

/** The number and the times of the tries at a webhook. Meta tries for up to 7 days; a simulator gives up sooner. */
export interface WebhookRetryOptions {
  /** Tries in all. @default 8 */
  readonly maxAttempts: number;
  /** Pause before the second try, in milliseconds of simulated time; it doubles with each further one. @default 250 */
  readonly firstDelayMs: number;
  /** The longest pause, in milliseconds of simulated time. @default 30000 */
  readonly maxDelayMs: number;
  /** The longest time that the receiver may take to answer, in milliseconds of real time. @default 10000 */
  readonly timeoutMs: number;
}

/** The dependencies of an outbox. */
export interface WebhookOutboxOptions {
  readonly retry: WebhookRetryOptions;
  readonly batch: WebhookBatchOptions;
  readonly logLimit: number;
  readonly logger: SimulatorLogger;
}

/** The most webhooks that may be on their way at once; beyond it new ones are given up, so that memory stays bounded. */
const BACKLOG_LIMIT = 50_000;
/** A webhook that is to come after its follower comes after this time if there is none, in milliseconds. */
const REORDER_MS = 200;

/** Posts webhooks to every app that wants them, signed as Meta signs them, and repeats what is not answered with 200. */
export class WebhookOutbox implements WebhookSink {
  private readonly sender: WebhookSender;
  private readonly log: WebhookLog;
  private readonly batches: WebhookBatches;
  private readonly overtaken: (() => void)[] = [];
  private backlog = 0;

  constructor(
    private readonly state: SimulatorState,
    private readonly pending: PendingWork,
    private readonly options: WebhookOutboxOptions,
    readonly subscriptions: readonly [WebhookSubscription, ...WebhookSubscription[]],
  ) {
    this.sender = new WebhookSender(options.retry.timeoutMs);
    this.log = new WebhookLog(options.logLimit);
    this.batches = new WebhookBatches(options.batch, state.clock, pending, (subscription, url, changes) =>
      this.deliverChanges(subscription, url, changes),
    );
  }

  /** Whether there is anybody to deliver to. */
  get enabled(): boolean {
    return this.subscriptions.some(
      ({ url, accountUrl, numberUrls }) => (url ?? accountUrl) !== undefined || numberUrls.size > 0,
    );
  }

  /** The newest deliveries, oldest first. */
  get deliveries(): WebhookDelivery[] {
    return this.log.all;
  }

  find(id: string): WebhookDelivery | undefined {
    return this.log.get(id);
  }

  /** Updates that are gathered into batches are not waited for. */
  async send(change: WebhookChange): Promise<readonly string[]> {
    const sent: Promise<WebhookDelivery>[] = [];
    for (const subscription of this.subscriptions) {
      if (subscription.fields && !subscription.fields.includes(change.field)) continue;
      const url = urlFor(subscription, change.phoneNumberId);
      if (url === undefined) continue;
      if (this.batches.gathering) this.batches.add(subscription, url, change);
      else sent.push(this.deliverChanges(subscription, url, [change]));
    }
    return (await Promise.all(sent)).map(({ id }) => id);
  }

  /** Posts any payload to every app; resolves after the first tries. */
  async post(payload: Readonly<Record<string, unknown>>): Promise<WebhookDelivery[]> {
    const sent = this.subscriptions.flatMap((subscription) => {
      const url = urlFor(subscription, undefined);
      if (url === undefined) return [];
      return [
        this.deliver(subscription, url, payload, { field: '', summary: 'custom payload', messageIds: [] }),
      ];
    });
    return Promise.all(sent);
  }

  /**
   * Sends an entry of the log once more, as it is; resolves after this try.
   * @throws Error for an unknown id
   */
  async redeliver(id: string): Promise<WebhookDelivery> {
    const entry = this.log.get(id);
    if (!entry) throw new Error(`There is no webhook ${id} in the log.`);
    await this.attempt(entry, true);
    return entry;
  }

  async stop(): Promise<void> {
    await this.sender.stop();
  }

  private deliverChanges(
    subscription: WebhookSubscription,
    url: string,
    changes: readonly WebhookChange[],
  ): Promise<WebhookDelivery> {
    const { clock, options } = this.state;
    return this.deliver(subscription, url, changesPayload(options.businessAccountId, changes, clock.now()), {
      field: [...new Set(changes.map(({ field }) => field))].join(', '),
      summary: changes.map(({ summary }) => summary).join(', '),
      messageIds: changes.flatMap(({ messageIds = [] }) => messageIds),
    });
  }

  private async deliver(
    { name, appSecret }: WebhookSubscription,
    url: string,
    payload: Readonly<Record<string, unknown>>,
    about: Pick<WebhookDelivery, 'field' | 'summary' | 'messageIds'>,
  ): Promise<WebhookDelivery> {
    const body = webhookBody(payload);
    const entry: WebhookEntry = {
      id: this.log.nextId(),
      subscription: name,
      url,
      ...about,
      payload,
      body,
      signature: webhookSignature(body, appSecret),
      sha1Signature: webhookSignature(body, appSecret, 'sha1'),
      attempts: [],
      state: 'pending',
      at: new Date(this.state.clock.now()),
    };
    this.log.add(entry);
    for (const id of about.messageIds) this.state.history.get(id)?.webhookIds.push(entry.id);
    if (this.backlog >= BACKLOG_LIMIT) return this.giveUp(entry);
    const { faults } = this.state;
    if (faults.all.length > 0) {
      if (faults.draw('webhook_loss')) return this.enter(entry, 'lost');
      if (faults.draw('webhook_reorder')) {
        this.letOvertake(entry);
        return entry;
      }
      if (faults.draw('webhook_duplicate')) await this.attempt(entry, true);
    }
    await this.begin(entry);
    for (const follow of this.overtaken.splice(0)) follow();
    return entry;
  }

  private async begin(entry: WebhookEntry): Promise<void> {
    this.tell(entry);
    this.backlog += 1;
    const end = this.pending.begin();
    await this.attempt(entry, false, () => {
      this.backlog -= 1;
      end();
    });
  }

  /** Sends it after the next webhook, or a moment later where there is none. */
  private letOvertake(entry: WebhookEntry): void {
    const end = this.pending.begin();
    let sent = false;
    const follow = async () => {
      if (sent) return;
      sent = true;
      await this.begin(entry);
      end();
    };
    this.overtaken.push(() => void follow());
    this.state.clock.schedule(REORDER_MS, follow, end);
  }

  /** @param extra whether it stands outside the row of retries @param done told when the row is over */
  private async attempt(entry: WebhookEntry, extra: boolean, done?: () => void): Promise<void> {
    const at = new Date(this.state.clock.now());
    const attempt = await this.sender.send(entry, at);
    entry.attempts.push(attempt);
    if (attempt.status === 200) {
      this.enter(entry, 'delivered');
      done?.();
      return;
    }
    const { maxAttempts, firstDelayMs, maxDelayMs } = this.options.retry;
    const last = extra || entry.attempts.length >= maxAttempts;
    const result = attempt.status === undefined ? attempt.error : `HTTP ${attempt.status}`;
    this.options.logger.warn(
      `Webhook not accepted by ${entry.url}: ${result} (try ${entry.attempts.length}, ${last ? 'given up' : 'will be repeated'}).`,
    );
    if (last) {
      if (!extra || entry.state === 'pending') this.enter(entry, 'failed');
      else this.tell(entry);
      done?.();
      return;
    }
    this.enter(entry, 'retrying');
    const pause = Math.min(firstDelayMs * 2 ** (entry.attempts.length - 1), maxDelayMs);
    this.state.clock.schedule(
      pause,
      () => (entry.state === 'retrying' ? this.attempt(entry, false, done) : done?.()),
      () => {
        this.enter(entry, 'cancelled');
        done?.();
      },
    );
  }

  private giveUp(entry: WebhookEntry): WebhookDelivery {
    entry.attempts.push({
      at: entry.at,
      error: `More than ${BACKLOG_LIMIT} webhooks are waiting.`,
      tookMs: 0,
    });
    return this.enter(entry, 'failed');
  }

  private enter(entry: WebhookEntry, state: WebhookEntry['state']): WebhookDelivery {
    entry.state = state;
    this.tell(entry);
    return entry;
  }

  private tell(entry: WebhookEntry): void {
    if (this.state.events.watched) this.state.events.tell({ name: 'webhook', about: entry });
  }
}
