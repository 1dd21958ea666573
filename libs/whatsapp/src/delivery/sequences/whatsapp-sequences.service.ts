import {
  Inject,
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { defer, EMPTY, filter, from, merge, Subject, switchMap, takeWhile, type Observable } from 'rxjs';
import { Clock, IdGenerator } from '../../common/index.js';
import { WHATSAPP_RESOLVED_OPTIONS, type ResolvedWhatsAppOptions } from '../../config/index.js';
import { WhatsAppConfigurationError } from '../../errors/index.js';
import { addressOf, MessageValidator, SendPipeline, type MessageRecipient } from '../../messages/index.js';
import { RecipientNormalizer } from '../../recipients/index.js';
import { DeliveryWaits } from './delivery-waits.js';
import { MessageSequence } from './message-sequence.js';
import type { RunningSequence } from './running-sequence.js';
import {
  progressOf,
  type SequenceFailureChoice,
  type SequenceProgress,
  type SequenceRecord,
  type SequenceStep,
} from './sequence-record.js';
import { SequenceRun } from './sequence-run.js';
import { SequenceStore } from './sequence-store.js';

/** How a sequence goes on from message to message. */
export interface SequenceOptions {
  /** The account's name or a tenant. @default the default account */
  readonly account?: string;
  /** How far a message must get before the next one is sent. Only `delivered` keeps the order on the phone. @default 'delivered' */
  readonly advanceOn?: 'delivered' | 'sent';
  /** Milliseconds that are waited for that, from when Meta accepted the message. @default 300000 */
  readonly stepTimeoutMs?: number;
  /** What to do when a message fails or does not get there in time. @default 'stop' */
  readonly onFailure?: SequenceFailureChoice;
}

/**
 * Sends messages in order: Meta does not keep the order of messages that are sent one after another (platform rules, ordering),
 * so each goes out when the one before is delivered.
 *
 * @publicApi
 */
@Injectable()
export class WhatsAppSequencesService implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('WhatsAppSequences');
  readonly #running = new Map<string, SequenceRun>();
  readonly #progress = new Subject<SequenceProgress>();

  constructor(
    private readonly store: SequenceStore,
    private readonly waits: DeliveryWaits,
    private readonly pipeline: SendPipeline,
    private readonly validator: MessageValidator,
    private readonly recipients: RecipientNormalizer,
    private readonly ids: IdGenerator,
    private readonly clock: Clock,
    @Inject(WHATSAPP_RESOLVED_OPTIONS)
    private readonly options: Pick<ResolvedWhatsAppOptions, 'delivery'>,
  ) {}

  /** Begins a sequence for a recipient; nothing is sent before `start()`. */
  sequence(to: MessageRecipient, options: SequenceOptions = {}): MessageSequence {
    return new MessageSequence((steps) => this.start(to, options, steps));
  }

  /** How far a sequence has got; `undefined` where it is not known. */
  async get(id: string): Promise<SequenceProgress | undefined> {
    const record = await this.store.get(id);
    return record && progressOf(record);
  }

  /** How far a sequence has got, now and after each change in this process; empty where it is not known. */
  progressOf(id: string): Observable<SequenceProgress> {
    const read = defer(() => from(this.get(id)));
    const changes = this.#progress.pipe(filter((progress) => progress.id === id));
    return read.pipe(
      // Read again once it is watched, so that nothing is missed between the two.
      switchMap((known) => (known === undefined ? EMPTY : merge(changes, read))),
      filter((progress) => progress !== undefined),
      takeWhile(({ state }) => state === 'running', true),
    );
  }

  /** Sends nothing more of a sequence that runs in this process; whether there was one. */
  cancel(id: string): boolean {
    const run = this.#running.get(id);
    run?.interrupt('cancelled');
    return run !== undefined;
  }

  /** Goes on with what a restart interrupted. */
  async onApplicationBootstrap(): Promise<void> {
    if (!this.options.delivery.track) return;
    for (const record of await this.store.unfinished()) {
      this.run(record).catch((error: unknown) => this.failed(record.id, error));
    }
  }

  beforeApplicationShutdown(): void {
    for (const run of this.#running.values()) run.interrupt('shutdown');
  }

  private async start(
    to: MessageRecipient,
    { account, advanceOn = 'delivered', stepTimeoutMs = 300_000, onFailure = 'stop' }: SequenceOptions,
    steps: readonly SequenceStep[],
  ): Promise<RunningSequence> {
    if (!this.options.delivery.track) {
      throw new WhatsAppConfigurationError(['sequences need `delivery.track`, which is switched off']);
    }
    // All of them before the first goes out.
    for (const { content } of steps.flatMap(({ parts }) => parts)) {
      const { message } = this.validator.validate({ ...content, ...addressOf(to) });
      this.recipients.normalize(message);
    }
    const id = this.ids.next();
    const record: SequenceRecord = {
      id,
      account,
      to,
      advanceOn,
      stepTimeoutMs,
      onFailure,
      state: 'running',
      steps,
    };
    await this.save(record);
    const result = this.run(record);
    result.catch((error: unknown) => this.failed(id, error));
    return { id, progress$: this.progressOf(id), result, cancel: () => void this.cancel(id) };
  }

  private async run(record: SequenceRecord): Promise<SequenceProgress> {
    const { pipeline, waits, ids, clock } = this;
    const run = new SequenceRun(record, { pipeline, waits, ids, clock, save: (next) => this.save(next) });
    this.#running.set(record.id, run);
    try {
      return progressOf(await run.run());
    } finally {
      this.#running.delete(record.id);
    }
  }

  private async save(record: SequenceRecord): Promise<void> {
    await this.store.save(record);
    this.#progress.next(progressOf(record));
  }

  private failed(id: string, error: unknown): void {
    this.logger.error(
      `Sequence ${id} could not go on: ${error instanceof Error ? error.constructor.name : 'unknown error'}`,
    );
  }
}
