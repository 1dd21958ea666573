import { createHash } from 'node:crypto';
import {
  Inject,
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { Clock } from '../../common/index.js';
import { KeyedQueue, withTimeout } from '../../common/internal.js';
import { WHATSAPP_RESOLVED_OPTIONS, type ResolvedWhatsAppOptions } from '../../config/internal.js';
import { nameOfError } from '../../observability/internal.js';
import type { InboundMessageEvent } from '../events/inbound-event.js';
import { describeFailure, nameOfEvent } from './describe-failure.js';
import { EventDispatcher, type EventOutcome } from './event-dispatcher.js';
import { EventResolver, type ResolvedDelivery, type ResolvedUpdate } from './event-resolver.js';
import { InterceptorChain } from './interceptor-chain.js';
import { readWebhook, type Unread } from './read-webhook.js';

/** Events that may wait or run in this process: what Meta delivers faster than it is handled must not fill the memory. */
const maxEvents = 20_000;

const unreadWords: Readonly<Record<Unread, string>> = {
  object:
    'its `object` is not "whatsapp_business_account". Subscribe this address to WhatsApp alone: the webhooks of other products of Meta reach no handler',
  entry: 'its `entry` is no list of objects',
  change: 'an entry has no `changes`, or one that is no object',
};

/** Takes the events of a delivery and handles them to the end: two deliveries of one event at once share one run. */
@Injectable()
export class WebhookIntake implements BeforeApplicationShutdown, OnApplicationShutdown {
  private readonly logger = new Logger('WhatsAppWebhooks');
  private readonly options: ResolvedWhatsAppOptions['webhooks'];
  private readonly queue = new KeyedQueue();
  /** The events that are being handled or wait for it, by key. */
  readonly #running = new Map<string, Promise<EventOutcome>>();
  readonly #deliveries = new Set<Promise<unknown>>();
  readonly #unread = new Set<Unread>();
  #closing = false;
  #isFull = false;

  constructor(
    private readonly resolver: EventResolver,
    private readonly interceptors: InterceptorChain,
    private readonly dispatcher: EventDispatcher,
    private readonly clock: Clock,
    @Inject(WHATSAPP_RESOLVED_OPTIONS) { webhooks }: Pick<ResolvedWhatsAppOptions, 'webhooks'>,
  ) {
    this.options = webhooks;
  }

  /** Handles a delivery as far as the deadline allows. Never rejects. */
  async take(body: unknown, rawBody: Uint8Array): Promise<EventOutcome> {
    if (this.#closing || this.isFull()) return 'unhandled';
    const delivery = this.handleAll(body, rawBody).finally(() => this.#deliveries.delete(delivery));
    this.#deliveries.add(delivery);
    if (this.options.acknowledge === 'immediately') return 'handled';
    return (await withTimeout(this.clock, this.options.deadlineMs, delivery)) ?? 'unhandled';
  }

  /** Refuses new deliveries, and waits for those that run. */
  async beforeApplicationShutdown(): Promise<void> {
    this.#closing = true;
    const rest = Promise.all([...this.#deliveries, ...this.#running.values()]);
    if (this.#deliveries.size + this.#running.size > 0) {
      const done = await withTimeout(this.clock, this.options.shutdownTimeoutMs, rest);
      if (done === undefined) {
        this.logger.warn(
          `${this.#running.size} events were still being handled after ${this.options.shutdownTimeoutMs} ms; Meta delivers again what had not succeeded`,
        );
      }
    }
    this.dispatcher.close();
  }

  onApplicationShutdown(): void {
    this.dispatcher.stop();
  }

  private isFull(): boolean {
    const isFull = this.#running.size >= maxEvents;
    if (isFull && !this.#isFull) {
      this.logger.warn(
        `${maxEvents} events wait to be handled: further webhooks are answered 503 until there is room, and Meta delivers them again. Handlers are too slow for what comes in`,
      );
    }
    this.#isFull = isFull;
    return isFull;
  }

  private async handleAll(body: unknown, rawBody: Uint8Array): Promise<EventOutcome> {
    let delivery: ResolvedDelivery;
    // All of the body, up to 3 MB: only where it is needed, and then once.
    let bodyHash: string | undefined;
    try {
      delivery = await this.resolver.resolve(
        readWebhook(
          body,
          this.clock.now(),
          () => (bodyHash ??= digest(rawBody)),
          (what) => this.tellUnread(what),
        ),
      );
    } catch (error) {
      return this.notTaken(error);
    }
    const outcomes = await Promise.all(delivery.updates.map((update) => this.join(update)));
    try {
      await delivery.learned;
    } catch (error) {
      return this.notTaken(error);
    }
    return outcomes.includes('unhandled') ? 'unhandled' : 'handled';
  }

  private notTaken(error: unknown): 'unhandled' {
    this.logger.error(
      `A webhook could not be taken in: looking up accounts and users failed with ${nameOfError(error)}; Meta delivers it again`,
    );
    return 'unhandled';
  }

  /** Meta is told that it was taken, for it would come again unchanged: so the log must say it, once a process. */
  private tellUnread(what: Unread): void {
    if (this.#unread.has(what)) return;
    this.#unread.add(what);
    this.logger.warn(`A webhook was acknowledged in which nothing could be read: ${unreadWords[what]}`);
  }

  private join(update: ResolvedUpdate): Promise<EventOutcome> {
    const { key } = update.event;
    const running = this.#running.get(key);
    if (running) return running;
    const run = this.handle(update).finally(() => this.#running.delete(key));
    this.#running.set(key, run);
    return run;
  }

  private async handle({ event, queueKeys }: ResolvedUpdate): Promise<EventOutcome> {
    try {
      if (event.kind === 'message') return await this.handleMessage(event, queueKeys);
      return await this.queue.run(queueKeys, event, () => this.dispatcher.dispatch(event, 'all'));
    } catch (error) {
      const [, frames] = describeFailure(event, '', error, '', true);
      this.logger.error(
        `The claims of ${nameOfEvent(event)} failed with ${nameOfError(error)}; Meta delivers it again`,
        frames,
      );
      return 'unhandled';
    }
  }

  private async handleMessage(
    event: InboundMessageEvent,
    queueKeys: readonly string[],
  ): Promise<EventOutcome> {
    const interception = this.interceptors.intercept(event);
    const isPassed = interception.then(
      (outcome) => outcome === 'passed',
      () => false,
    );
    // Its place in the queue is taken before the interceptors have said anything: what is younger must not run first.
    const inTurn = this.queue.run(queueKeys, event, async () =>
      (await isPassed) ? this.dispatcher.dispatch(event, 'all') : 'unhandled',
    );
    const outcome = await interception;
    if (outcome === 'passed') return inTurn;
    if (outcome === 'busy') return 'unhandled';
    // The handler that asked the question has the conversation's turn: what answers it must not wait for that.
    return this.dispatcher.dispatch(event, 'library');
  }
}

function digest(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('base64url');
}
