import type { Clock, IdGenerator } from '../common/index.js';
import { SendOutcomeUnknownError, WhatsAppError } from '../errors/index.js';
import { addressOf, type SendPipeline } from '../messages/internal.js';
import type { DeliveryWait, DeliveryWaits } from './delivery-waits.js';
import type { SequencePart, SequenceRecord, SequenceState } from './sequence-record.js';
import type { SequenceHold } from './sequence-store.js';

/** The services that a run needs. */
export interface SequenceRunContext {
  readonly pipeline: Pick<SendPipeline, 'send'>;
  readonly waits: DeliveryWaits;
  readonly ids: IdGenerator;
  readonly clock: Clock;
  /** Keeps the sequence as it is now, and tells those who watch. */
  readonly save: (record: SequenceRecord) => Promise<SequenceHold>;
}

/**
 * The reason why a run was interrupted: a cancelled sequence is over; one that the shutdown
 * interrupts or that was lost to another process goes on elsewhere.
 */
export type Interruption = 'cancelled' | 'shutdown' | 'lost';

/** The pauses before a message that was not sent, and may be later, is tried again: longer each time. */
const shortestPauseMs = 1000;
const longestPauseMs = 30_000;

/** The position of a part: the indices of its step and of itself. */
type Place = readonly [step: number, part: number];

/** Sends one sequence, each message when the one before has got far enough. Everything is kept before it is done. */
export class SequenceRun {
  readonly #abort = new AbortController();
  #interruption?: Interruption;
  #wait?: DeliveryWait;

  constructor(
    private record: SequenceRecord,
    private readonly context: SequenceRunContext,
  ) {}

  interrupt(interruption: Interruption): void {
    this.#interruption ??= interruption;
    this.#abort.abort(new Error(`the sequence was interrupted: ${interruption}`));
    this.#wait?.giveUp();
  }

  /** Resolves with the sequence as it is when it ends or is interrupted. */
  async run(): Promise<SequenceRecord> {
    const places = this.record.steps.flatMap(({ parts }, step) =>
      parts.map((_, part): Place => [step, part]),
    );
    for (const place of places) {
      if (this.#interruption) break;
      await this.carryOut(place);
      if (!this.#interruption && this.hasFailed(place)) {
        if (this.record.onFailure === 'stop') return this.end('stopped');
        if (this.record.onFailure === 'skip') this.skipRest(place);
      }
    }
    if (this.#interruption === 'shutdown' || this.#interruption === 'lost') return this.record;
    return this.end(this.#interruption ?? 'completed');
  }

  private async carryOut(place: Place): Promise<void> {
    const { state, correlationId, waitUntil } = this.partAt(place);
    if (state === 'waiting') {
      await this.send(place);
    } else if (correlationId !== undefined && (state === 'sending' || state === 'awaiting')) {
      // It was begun by somebody who is gone. What became of it is not known, so it is never sent again.
      await this.waitingFor(place, correlationId, async (wait) => {
        const known = await this.context.waits.check(correlationId);
        await this.await(place, wait, { messageId: known?.messageId, waitUntil });
      });
    }
  }

  private async send(place: Place): Promise<void> {
    const correlationId = this.context.ids.next();
    // Where it is lost or cancelled, that is learnt here; the signal then keeps the message from going out.
    await this.update(place, { state: 'sending', correlationId });
    // The wait begins before it goes out: its status may come before Meta's answer.
    await this.waitingFor(place, correlationId, async (wait) => {
      const outcome = await this.post(place, correlationId);
      if (!(outcome instanceof Error)) return this.await(place, wait, outcome);
      if (this.#interruption) return this.update(place, { state: 'waiting' });
      const failure = outcome instanceof WhatsAppError ? outcome.code : outcome.name;
      return this.update(place, { state: 'failed', failure });
    });
  }

  /**
   * The message's id, where Meta told it; an error where nothing was sent. A full queue or a network that is away is no reason to
   * give a sequence up: what may succeed later is tried again within the time of a step.
   */
  private async post(place: Place, correlationId: string): Promise<Pick<SequencePart, 'messageId'> | Error> {
    const { clock } = this.context;
    const until = clock.monotonic() + this.record.stepTimeoutMs;
    for (let pauseMs = shortestPauseMs; ; pauseMs = Math.min(2 * pauseMs, longestPauseMs)) {
      const outcome = await this.postOnce(place, correlationId);
      const mayBeTriedAgain = outcome instanceof WhatsAppError && outcome.retryable;
      if (!mayBeTriedAgain || clock.monotonic() + pauseMs > until) return outcome;
      await this.pause(pauseMs);
      if (this.#interruption) return outcome;
    }
  }

  private async pause(ms: number): Promise<void> {
    try {
      await this.context.clock.sleep(ms, this.#abort.signal);
    } catch {
      // Interrupted.
    }
  }

  private async postOnce(
    place: Place,
    correlationId: string,
  ): Promise<Pick<SequencePart, 'messageId'> | Error> {
    try {
      const { messageId } = await this.context.pipeline.send({
        account: this.record.account,
        endpoint: 'messages',
        input: { ...this.partAt(place).content, ...addressOf(this.record.to) },
        correlationId,
        // What became of a request that is on its way is worth more than a moment.
        options: { signal: this.#abort.signal, finishRequest: true },
      });
      return { messageId };
    } catch (error) {
      if (error instanceof SendOutcomeUnknownError) return {};
      return error instanceof Error
        ? error
        : new Error('a part of the send threw no error', { cause: error });
    }
  }

  private async waitingFor(
    place: Place,
    correlationId: string,
    work: (wait: DeliveryWait) => Promise<void>,
  ): Promise<void> {
    // Meta never reports a reaction as delivered.
    const isReaction = 'reaction' in this.partAt(place).content;
    const wait = this.context.waits.for(correlationId, isReaction ? 'sent' : this.record.advanceOn);
    try {
      await work(wait);
    } finally {
      wait.giveUp();
    }
  }

  private async await(
    place: Place,
    wait: DeliveryWait,
    known: Pick<SequencePart, 'messageId' | 'waitUntil'>,
  ): Promise<void> {
    const waitUntil = known.waitUntil ?? this.context.clock.now() + this.record.stepTimeoutMs;
    await this.update(place, { state: 'awaiting', messageId: known.messageId, waitUntil });
    this.#wait = wait;
    wait.limit(waitUntil);
    if (this.#interruption) wait.giveUp();
    const outcome = await wait.outcome;
    this.#wait = undefined;
    // Of a message whose outcome was unknown it is learnt with its status.
    const messageId = known.messageId ?? outcome.messageId;
    if (outcome.kind === 'reached') return this.update(place, { state: 'done', messageId });
    if (outcome.kind === 'failed') {
      return this.update(place, { state: 'failed', failure: outcome.state, messageId });
    }
    if (!this.#interruption) await this.update(place, { state: 'timed-out' });
  }

  private hasFailed(place: Place): boolean {
    const { state } = this.partAt(place);
    return state === 'failed' || state === 'timed-out';
  }

  private skipRest([step]: Place): void {
    this.record = withParts(this.record, (part, at) =>
      at[0] === step && part.state === 'waiting' ? { ...part, state: 'skipped' } : part,
    );
  }

  private async end(state: SequenceState): Promise<SequenceRecord> {
    const closed = withParts(this.record, (part) =>
      part.state === 'waiting' ? { ...part, state: 'skipped' } : part,
    );
    const ended = { ...closed, state };
    if ((await this.context.save(ended)) !== 'lost') this.record = ended;
    return this.record;
  }

  private async update([step, part]: Place, change: Partial<SequencePart>): Promise<void> {
    this.record = withParts(this.record, (old, at) =>
      at[0] === step && at[1] === part ? { ...old, ...change } : old,
    );
    const hold = await this.context.save(this.record);
    if (hold !== 'held') this.interrupt(hold);
  }

  private partAt([step, part]: Place): SequencePart {
    const found = this.record.steps[step]?.parts[part];
    if (!found) throw new RangeError(`the sequence has no part ${part} in step ${step}`);
    return found;
  }
}

function withParts(
  record: SequenceRecord,
  change: (part: SequencePart, at: Place) => SequencePart,
): SequenceRecord {
  return {
    ...record,
    steps: record.steps.map(({ parts }, step) => ({
      parts: parts.map((old, part) => change(old, [step, part])),
    })),
  };
}
