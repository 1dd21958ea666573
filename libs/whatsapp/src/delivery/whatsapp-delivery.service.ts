import {
  Inject,
  Injectable,
  Logger,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
  type OnModuleInit,
} from '@nestjs/common';
import { Observable, Subject } from 'rxjs';
import { Clock } from '../common/index.js';
import { KeyedQueue, type TimedOwner } from '../common/internal.js';
import { WHATSAPP_RESOLVED_OPTIONS, type ResolvedWhatsAppOptions } from '../config/internal.js';
import type { SendOutcomeUnknownError } from '../errors/index.js';
import {
  WhatsAppSendObserver,
  type PendingSend,
  type SendObserver,
  type SendResult,
} from '../messages/index.js';
import type { Stored } from '../storage/index.js';
import { UserDataSources, type Person } from '../users/internal.js';
import { InboundHandlerRegistry, type HandlerOutcome, type MessageStatusEvent } from '../webhooks/index.js';
import { ChangeFeeds } from './change-feeds.js';
import { DeadlineTracker } from './deadline-tracker.js';
import type { DeliveryChange } from './delivery-change.js';
import { explainDelivery, type DeliveryExplanation } from './explain/explain-delivery.js';
import { applyStatus, type DeliveryUpdate } from './records/apply-status.js';
import type { DeliveryRecord } from './records/delivery-record.js';
import { deliveryStateOf, isFinal, nextDeadlineOf } from './records/delivery-state.js';
import { DeliveryStore, type DeliveryIds } from './records/delivery-store.js';
import { begunAt, recipientName, type DeliveryQuery } from './records/matches-query.js';
import { timelineOf, type DeliveryTimelineEntry } from './records/delivery-timeline.js';
import { longestLifetimeMs, MessageLifetime } from './records/message-lifetime.js';
import { acceptedUpdate, sentUpdate, statusUpdate } from './records/updates-of.js';

/** The number of overdue messages that are handled at a time. */
const sweepSize = 1000;

/** The number of messages that can be watched at the same time. */
const watchedMessages = 100_000;

/** Updates of one message are made in the order in which they came. */
const inOrder: TimedOwner = { timestamp: 0 };

/**
 * Keeps what becomes of each message that this library sends: from Meta's answer and the status webhooks, in whatever order
 * they come.
 *
 * @publicApi
 */
@Injectable()
@WhatsAppSendObserver()
export class WhatsAppDeliveryService
  implements SendObserver, OnModuleInit, OnApplicationBootstrap, OnApplicationShutdown
{
  private readonly logger = new Logger('WhatsAppDelivery');
  private readonly options: ResolvedWhatsAppOptions['delivery'];
  /** Whether statuses tell which send they are of. */
  private readonly isCorrelated: boolean;
  private readonly deadlines: DeadlineTracker;
  private readonly queue = new KeyedQueue();
  private readonly feeds: ChangeFeeds;
  readonly #changes = new Subject<DeliveryChange>();

  /** Emits every change of every message's state that this process sees, until it shuts down. */
  readonly changes$: Observable<DeliveryChange> = this.#changes.asObservable();

  constructor(
    private readonly store: DeliveryStore,
    private readonly lifetime: MessageLifetime,
    private readonly clock: Clock,
    private readonly handlers: InboundHandlerRegistry,
    private readonly data: UserDataSources,
    @Inject(WHATSAPP_RESOLVED_OPTIONS)
    {
      delivery,
      messages,
    }: Pick<ResolvedWhatsAppOptions, 'delivery'> & {
      readonly messages: Pick<ResolvedWhatsAppOptions['messages'], 'callbackData'>;
    },
  ) {
    this.options = delivery;
    this.isCorrelated = messages.callbackData === 'correlated';
    this.feeds = new ChangeFeeds(watchedMessages);
    this.deadlines = new DeadlineTracker(clock, {
      next: () => store.nextDeadline(),
      sweep: (now) => this.sweep(now),
      failed: (error) => {
        this.logger.error(
          `Overdue messages could not be looked up (${error instanceof Error ? error.name : 'unknown'}); trying again`,
        );
      },
    });
  }

  /** Returns the record of a message; `undefined` where it was not sent by this library, or was forgotten. */
  get(messageId: string): Promise<DeliveryRecord | undefined> {
    return this.store.get({ messageId });
  }

  /** The same by the id that `SendResult` and `SendOutcomeUnknownError` carry. */
  getByCorrelationId(correlationId: string): Promise<DeliveryRecord | undefined> {
    return this.store.get({ correlationId });
  }

  /** Returns the history of a message, the earliest entry first; `undefined` where nothing is known of it. */
  async timeline(messageId: string): Promise<DeliveryTimelineEntry[] | undefined> {
    const record = await this.get(messageId);
    return record && timelineOf(record);
  }

  /** Messages by recipient, state and time, the latest sent first. */
  find(query: DeliveryQuery): Promise<DeliveryRecord[]> {
    return this.store.find(query);
  }

  /** Explains in plain words why a message is in its state, and what to do; `undefined` where nothing is known of it. */
  async explain(messageId: string): Promise<DeliveryExplanation | undefined> {
    const record = await this.get(messageId);
    return record && explainDelivery(record, this.clock.now(), this.isCorrelated);
  }

  /**
   * The state of one message now, and its changes that this process sees. Completes where nothing more is expected (`read`, of an
   * audio message `played`, `failed`, `dropped`, of a reaction `sent`), where nothing is known of the message, and at shutdown.
   * 100,000 messages can be watched at the same time.
   */
  changesOf(messageId: string): Observable<DeliveryChange> {
    return new Observable((watcher) => {
      // In the message's turn, so that it neither misses a change nor is told one twice.
      const begun = this.queue.run([messageId], inOrder, async () => {
        const record = await this.get(messageId);
        if (record) watcher.next({ state: deliveryStateOf(record), record });
        if (!record || isFinal(record)) watcher.complete();
        else if (!watcher.closed) this.feeds.of(messageId).subscribe(watcher);
      });
      begun.catch((error: unknown) => watcher.error(error));
    });
  }

  onModuleInit(): void {
    if (!this.options.track) return;
    this.data.add({
      id: 'deliveries',
      export: async ({ person }) => (await this.recordsOf(person)).map(({ value }) => value),
      forget: async ({ person }) => this.store.forget((await this.recordsOf(person)).map(({ key }) => key)),
    });
    this.handlers.add({
      id: 'nestjs-whatsapp:delivery',
      order: -100,
      matches: ({ kind }) => kind === 'status',
      handle: (event): Promise<HandlerOutcome> =>
        event.kind === 'status' ? this.take(event) : Promise.resolve('skipped'),
    });
  }

  /** Returns the records of messages to a person: a number may have been somebody else's before, or since. */
  private async recordsOf(person: Person): Promise<Stored<DeliveryRecord>[]> {
    const records = await this.store.of(person.allNames);
    return records.filter(({ value }) => {
      const { to, waId, userId } = value.recipient;
      if (value.phoneNumberId !== person.phoneNumberId) return false;
      if (userId !== undefined) return person.allNames.includes(userId);
      const phone = waId ?? to;
      return phone !== undefined && person.owns(recipientName(phone), begunAt(value));
    });
  }

  /** A store that outlives the process may hold messages that are due. */
  onApplicationBootstrap(): void {
    if (this.options.track) this.deadlines.plan();
  }

  onApplicationShutdown(): void {
    this.deadlines.stop();
    this.#changes.complete();
    this.feeds.close();
  }

  async onAccepted(send: PendingSend, result: SendResult): Promise<void> {
    if (!this.options.track) return;
    const at = this.clock.now();
    const deadline = await this.deadline(send, at);
    await this.applyFirst({ ...acceptedUpdate(send, result, at), deadline });
  }

  async onUnknown(send: PendingSend, _error: SendOutcomeUnknownError): Promise<void> {
    if (!this.options.track) return;
    const at = this.clock.now();
    const deadline = await this.deadline(send, at);
    const resolveBy = at + this.options.unresolvedAfterMs;
    await this.applyFirst({ ...sentUpdate(send), status: 'unknown', at, deadline, resolveBy });
  }

  private async take(event: MessageStatusEvent): Promise<HandlerOutcome> {
    const update = statusUpdate(event);
    // It may come before Meta's answer, which mostly knows better. Joined always, so that it does not matter which was first.
    const deadline = update.at + longestLifetimeMs + this.options.dropBufferMs;
    const after = await this.apply({ ...update, deadline }, (before) =>
      // What this library did not send is somebody else's; without correlation ids nobody can tell whose it is.
      before || event.correlationId !== undefined || !this.isCorrelated ? { ...update, deadline } : undefined,
    );
    return after ? 'handled' : 'skipped';
  }

  private async deadline(send: PendingSend, at: number): Promise<number> {
    return at + (await this.lifetime.of(send)) + this.options.dropBufferMs;
  }

  /** One that cannot be closed holds up none of the others. */
  private async sweep(now: number): Promise<void> {
    const due = await this.store.takeDue(sweepSize);
    const closed = await Promise.allSettled(
      due.map(({ messageId, correlationId }) => this.close({ messageId, correlationId }, now)),
    );
    const failed = closed.filter((outcome) => outcome.status === 'rejected');
    const [first] = failed;
    if (first && failed.length === due.length) throw first.reason;
  }

  private close(ids: DeliveryIds, now: number): Promise<DeliveryRecord | undefined> {
    return this.apply({ ...ids, at: now }, (before) => {
      const deadline = before && nextDeadlineOf(before);
      if (before === undefined || deadline === undefined || deadline > now) return undefined;
      const isUnknown = deliveryStateOf(before) === 'unknown';
      return { ...ids, at: now, status: isUnknown ? 'unresolved' : 'dropped' };
    });
  }

  /** Applies first what was kept under the id of the send, which Meta's statuses carry. */
  private applyFirst(update: DeliveryIds & DeliveryUpdate): Promise<DeliveryRecord | undefined> {
    return this.apply(update, () => update, this.isCorrelated);
  }

  /** Joins an update with what is known, and tells of a new state; one update of a message after another, so that they are told in order. */
  private apply(
    ids: DeliveryIds & DeliveryUpdate,
    decide: (before: DeliveryRecord | undefined) => DeliveryUpdate | undefined,
    isFirst = false,
  ): Promise<DeliveryRecord | undefined> {
    return this.queue.run(keysOf(ids), inOrder, async () => {
      const { before, after } = await this.store.update(
        ids,
        (record) => {
          const update = decide(record);
          return update && applyStatus(record, update);
        },
        isFirst,
      );
      if (after !== undefined) this.tell(after, before);
      return after;
    });
  }

  private tell(after: DeliveryRecord, before: DeliveryRecord | undefined): void {
    const deadline = nextDeadlineOf(after);
    if (deadline !== undefined) this.deadlines.plan(deadline);
    const from = before && deliveryStateOf(before);
    const state = deliveryStateOf(after);
    if (state === from) return;
    const change = { state, from, record: after };
    this.#changes.next(change);
    this.feeds.tell(change);
  }
}

function keysOf({ messageId, correlationId }: DeliveryIds): string[] {
  return [messageId, correlationId].filter((id) => id !== undefined);
}
