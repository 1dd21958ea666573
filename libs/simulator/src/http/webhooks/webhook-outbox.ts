import { Agent, request } from 'undici';
import { BoundedList } from '../../engine/bounded-list.js';
import { errorText } from '../../error-text.js';
import type { SimulatorLogger } from '../../logger.js';
import type { PendingWork } from '../pending-work.js';
import type { Timers } from '../timers.js';
import { webhookBody, webhookSignature } from './webhook-body.js';
import type { WebhookAttempt, WebhookDelivery, WebhookDeliveryState } from './webhook-delivery.js';

/** How often and how long a webhook is tried. Meta tries for up to 7 days; a simulator gives up sooner. */
export interface WebhookRetryOptions {
  /** Tries in all. @default 8 */
  readonly maxAttempts: number;
  /** Pause before the second try, in milliseconds; it doubles with each further one. @default 250 */
  readonly firstDelayMs: number;
  /** The longest pause, in milliseconds. @default 30000 */
  readonly maxDelayMs: number;
  /** How long the receiver may take to answer, in milliseconds. @default 10000 */
  readonly timeoutMs: number;
}

/** What an outbox needs. */
export interface WebhookOutboxOptions {
  readonly appSecret: string;
  readonly url?: string | undefined;
  readonly retry: WebhookRetryOptions;
  readonly logLimit: number;
  readonly logger: SimulatorLogger;
}

interface Entry extends WebhookDelivery {
  attempts: WebhookAttempt[];
  state: WebhookDeliveryState;
}

const CONNECTIONS = 32;

/** Posts webhooks, signed as Meta signs them, and repeats what is not answered with 200. */
export class WebhookOutbox {
  private readonly agent: Agent;
  private readonly log: BoundedList<Entry>;
  private url: string | undefined;

  constructor(
    private readonly options: WebhookOutboxOptions,
    private readonly timers: Timers,
    private readonly pending: PendingWork,
  ) {
    const { timeoutMs } = options.retry;
    this.agent = new Agent({ connections: CONNECTIONS, headersTimeout: timeoutMs, bodyTimeout: timeoutMs });
    this.log = new BoundedList(options.logLimit);
    this.setUrl(options.url);
  }

  /** Whether there is anybody to deliver to. */
  get enabled(): boolean {
    return this.url !== undefined;
  }

  /** Where webhooks go at present. */
  get target(): string | undefined {
    return this.url;
  }

  /** The newest deliveries, oldest first. */
  get deliveries(): WebhookDelivery[] {
    return this.log.toArray();
  }

  /** @throws Error for something that is not an http or https URL */
  setUrl(url: string | undefined): void {
    if (url !== undefined && !/^https?:$/.test(parseUrl(url)?.protocol ?? '')) {
      throw new Error(`The webhook URL must begin with http:// or https://, got "${url}".`);
    }
    this.url = url;
  }

  /**
   * Posts a payload. Resolves after the first try, whatever its result; further tries go on behind.
   * @returns the entry of the log, or `undefined` where no URL is set
   */
  async post(payload: Readonly<Record<string, unknown>>): Promise<WebhookDelivery | undefined> {
    if (this.url === undefined) return undefined;
    const body = webhookBody(payload);
    const entry: Entry = {
      url: this.url,
      payload,
      signature: webhookSignature(body, this.options.appSecret),
      attempts: [],
      state: 'pending',
    };
    this.log.add(entry);
    await this.attempt(entry, body);
    if (entry.state === 'retrying') this.pending.track(this.retry(entry, body));
    return entry;
  }

  async stop(): Promise<void> {
    await this.agent.destroy();
  }

  private async retry(entry: Entry, body: string): Promise<void> {
    const { firstDelayMs, maxDelayMs } = this.options.retry;
    for (let pause = firstDelayMs; entry.state === 'retrying'; pause = Math.min(2 * pause, maxDelayMs)) {
      if (await this.timers.wait(Math.min(pause, maxDelayMs))) await this.attempt(entry, body);
      else entry.state = 'cancelled';
    }
  }

  private async attempt(entry: Entry, body: string): Promise<void> {
    const attempt = await this.send(entry, body);
    entry.attempts.push(attempt);
    if (attempt.status === 200) {
      entry.state = 'delivered';
      return;
    }
    const result = attempt.status === undefined ? attempt.error : `HTTP ${attempt.status}`;
    const last = entry.attempts.length >= this.options.retry.maxAttempts;
    entry.state = last ? 'failed' : 'retrying';
    this.options.logger.warn(
      `Webhook not accepted by ${entry.url}: ${result} (try ${entry.attempts.length}, ${last ? 'given up' : 'will be repeated'}).`,
    );
  }

  private async send(entry: Entry, body: string): Promise<WebhookAttempt> {
    const at = new Date();
    try {
      const response = await request(entry.url, {
        method: 'POST',
        dispatcher: this.agent,
        headers: {
          'content-type': 'application/json',
          'user-agent': 'facebookexternalua',
          'x-hub-signature-256': entry.signature,
        },
        body,
      });
      await response.body.dump();
      return { at, status: response.statusCode };
    } catch (error) {
      return { at, error: errorText(error) };
    }
  }
}

function parseUrl(url: string): URL | undefined {
  return URL.canParse(url) ? new URL(url) : undefined;
}
