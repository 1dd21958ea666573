import { Inject, Injectable } from '@nestjs/common';
import {
  defer,
  distinctUntilChanged,
  EMPTY,
  endWith,
  filter,
  from,
  ignoreElements,
  lastValueFrom,
  merge,
  Observable,
  switchMap,
  takeUntil,
  takeWhile,
} from 'rxjs';
import { AccountDirectory } from '../accounts/index.js';
import { Clock, IdGenerator } from '../common/index.js';
import { WHATSAPP_RESOLVED_OPTIONS, type ResolvedWhatsAppOptions } from '../config/internal.js';
import { WhatsAppConfigurationError } from '../errors/index.js';
import { MessageValidator, type MessageRecipient } from '../messages/index.js';
import { addressOf } from '../messages/internal.js';
import { RecipientNormalizer } from '../recipients/index.js';
import { Repeater } from './repeater.js';
import { assertSequenceOptions } from './assert-sequence-options.js';
import { checkSteps } from './check-steps.js';
import { MessageSequence } from './message-sequence.js';
import type { RunningSequence } from './running-sequence.js';
import { progressOf, type SequenceProgress, type SequenceStep } from './sequence-record.js';
import type { SequenceOptions } from './sequence-options.js';
import { SequenceRunner } from './sequence-runner.js';
import { SequenceStore } from './sequence-store.js';

/** The interval between two looks at a sequence that another process carries on, in milliseconds. */
const lookEveryMs = 2000;

/**
 * Sends messages in order: Meta does not keep the order of messages that are sent one after another (platform rules, ordering),
 * so each goes out when the one before is delivered.
 *
 * @publicApi
 */
@Injectable()
export class WhatsAppSequencesService {
  constructor(
    private readonly store: SequenceStore,
    private readonly runner: SequenceRunner,
    private readonly validator: MessageValidator,
    private readonly recipients: RecipientNormalizer,
    private readonly accounts: AccountDirectory,
    private readonly ids: IdGenerator,
    private readonly clock: Clock,
    @Inject(WHATSAPP_RESOLVED_OPTIONS)
    private readonly options: Pick<ResolvedWhatsAppOptions, 'delivery'>,
  ) {}

  /** Creates a sequence for a recipient; nothing is sent before `start()`. */
  sequence(to: MessageRecipient, options: SequenceOptions = {}): MessageSequence {
    return new MessageSequence((steps) => this.start(to, options, steps));
  }

  /** Returns the progress of a sequence; `undefined` where it is not known. */
  async get(id: string): Promise<SequenceProgress | undefined> {
    const record = await this.store.get(id);
    return record && progressOf(record);
  }

  /**
   * Emits the progress of a sequence, now and after each change; one that another process carries
   * on is read every two seconds. Completes with the sequence and at the shutdown; empty where it
   * is not known.
   */
  progressOf(id: string): Observable<SequenceProgress> {
    const read = defer(() => from(this.get(id)));
    const changes = this.runner.progress$.pipe(filter((progress) => progress.id === id));
    const shutdown = this.runner.progress$.pipe(ignoreElements(), endWith(undefined));
    const changesElsewhere = this.changesElsewhere(id).pipe(takeUntil(shutdown));
    return read.pipe(
      // Read again once it is watched, so that nothing is missed between the two.
      switchMap((known) => (known === undefined ? EMPTY : merge(changes, read, changesElsewhere))),
      filter((progress) => progress !== undefined),
      distinctUntilChanged((one, other) => JSON.stringify(one) === JSON.stringify(other)),
      takeWhile(({ state }) => state === 'running', true),
    );
  }

  /** Sends nothing more of a sequence, whichever process carries it on; whether it was running. */
  cancel(id: string): Promise<boolean> {
    return this.runner.cancel(id);
  }

  private async start(
    to: MessageRecipient,
    options: SequenceOptions,
    steps: readonly SequenceStep[],
  ): Promise<RunningSequence> {
    if (!this.options.delivery.track) {
      throw new WhatsAppConfigurationError(['sequences need `delivery.track`, which is switched off']);
    }
    assertSequenceOptions(options);
    const { account, advanceOn = 'delivered', stepTimeoutMs = 300_000, onFailure = 'stop' } = options;
    const address = addressOf(to);
    // All of them before the first goes out.
    checkSteps(steps, (content) => void this.validator.validate({ ...content, ...address }));
    const { phoneNumberId } = await this.accounts.get(account);
    const recipient = await this.recipients.normalizeFor(phoneNumberId, address);
    const id = this.ids.next();
    // A process that takes it over later may not know whose digits they are.
    const whom = recipient.kind === 'phone' && recipient.to !== undefined ? recipient.to : to;
    const choices = { account, to: whom, advanceOn, stepTimeoutMs, onFailure };
    const { end } = await this.runner.begin({ id, ...choices, state: 'running', steps });
    const result = this.resultOf(id, end);
    // Whoever does not ask for the result must not be stopped by its rejection; it has been logged.
    result.catch(() => undefined);
    return { id, progress$: this.progressOf(id), result, cancel: () => this.cancel(id) };
  }

  /** Returns the end of a sequence; where another process has taken it over, its end there is waited for. */
  private async resultOf(id: string, end: Promise<SequenceProgress>): Promise<SequenceProgress> {
    const progress = await end;
    if (progress.state !== 'running' || this.runner.isStopped) return progress;
    return lastValueFrom(this.progressOf(id), { defaultValue: progress });
  }

  private changesElsewhere(id: string): Observable<SequenceProgress | undefined> {
    return new Observable((subscriber) => {
      const look = async (): Promise<void> => {
        try {
          if (!this.runner.runs(id)) subscriber.next(await this.get(id));
        } catch {
          // The store cannot be reached now: looked again next time.
        }
      };
      const looks = new Repeater(this.clock, lookEveryMs, {
        isNeeded: () => !subscriber.closed,
        work: look,
      });
      looks.start();
      return () => looks.stop();
    });
  }
}
