import type { Clock, IdGenerator } from '../../common/index.js';
import { SendOutcomeUnknownError, WhatsAppError } from '../../errors/index.js';
import { addressOf, type SendPipeline } from '../../messages/index.js';
import type { DeliveryWait, DeliveryWaits } from './delivery-waits.js';
import type { SequencePart, SequenceRecord, SequenceState } from './sequence-record.js';

/** What a run needs of the world. */
export interface SequenceRunContext {
  readonly pipeline: SendPipeline;
  readonly waits: DeliveryWaits;
  readonly ids: IdGenerator;
  readonly clock: Clock;
  /** Keeps the sequence as it is now, and tells those who watch. */
  readonly save: (record: SequenceRecord) => Promise<void>;
}

/** Why a run was interrupted: a cancelled sequence is over, one that the shutdown interrupts goes on after the restart. */
export type Interruption = 'cancelled' | 'shutdown';

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
    const positions = this.record.steps.flatMap(({ parts }, step) =>
      parts.map((_, part) => [step, part] as const),
    );
    for (const [step, part] of positions) {
      if (this.#interruption) break;
      await this.carryOut(step, part);
      if (!this.#interruption && this.hasFailed(step, part)) {
        if (this.record.onFailure === 'stop') return this.end('stopped');
        if (this.record.onFailure === 'skip') this.skipRest(step);
      }
    }
    if (this.#interruption === 'shutdown') return this.record;
    return this.end(this.#interruption ?? 'completed');
  }

  private async carryOut(step: number, part: number): Promise<void> {
    const { state, correlationId, waitUntil } = this.partAt(step, part);
    if (state === 'waiting') await this.send(step, part);
    // It was begun before a restart. What became of it is not known, so it is never sent again.
    else if (correlationId !== undefined && (state === 'sending' || state === 'awaiting')) {
      const wait = this.context.waits.for(correlationId, this.record.advanceOn);
      const known = await this.context.waits.check(correlationId);
      await this.await(step, part, wait, { messageId: known?.messageId, waitUntil });
    }
  }

  private async send(step: number, part: number): Promise<void> {
    const { pipeline, waits, ids } = this.context;
    const correlationId = ids.next();
    await this.update(step, part, { state: 'sending', correlationId });
    // Before it goes out: its status may come before Meta's answer.
    const wait = waits.for(correlationId, this.record.advanceOn);
    try {
      const { messageId } = await pipeline.send({
        account: this.record.account,
        endpoint: 'messages',
        input: { ...this.partAt(step, part).content, ...addressOf(this.record.to) },
        correlationId,
        options: { signal: this.#abort.signal },
      });
      await this.await(step, part, wait, { messageId });
    } catch (error) {
      if (error instanceof SendOutcomeUnknownError) return this.await(step, part, wait, {});
      wait.giveUp();
      if (this.#interruption) return this.update(step, part, { state: 'waiting' });
      if (!(error instanceof WhatsAppError)) throw error;
      await this.update(step, part, { state: 'failed', failure: error.code });
    }
  }

  private async await(
    step: number,
    part: number,
    wait: DeliveryWait,
    known: Pick<SequencePart, 'messageId' | 'waitUntil'>,
  ): Promise<void> {
    const waitUntil = known.waitUntil ?? this.context.clock.now() + this.record.stepTimeoutMs;
    await this.update(step, part, { state: 'awaiting', messageId: known.messageId, waitUntil });
    this.#wait = wait;
    wait.limit(waitUntil);
    if (this.#interruption) wait.giveUp();
    const outcome = await wait.outcome;
    this.#wait = undefined;
    if (outcome.kind === 'reached') return this.update(step, part, { state: 'done' });
    if (outcome.kind === 'failed') {
      return this.update(step, part, { state: 'failed', failure: outcome.state });
    }
    if (!this.#interruption) await this.update(step, part, { state: 'timed-out' });
  }

  private hasFailed(step: number, part: number): boolean {
    const { state } = this.partAt(step, part);
    return state === 'failed' || state === 'timed-out';
  }

  private skipRest(step: number): void {
    this.record = withParts(this.record, (part, at) =>
      at.step === step && part.state === 'waiting' ? { ...part, state: 'skipped' } : part,
    );
  }

  private async end(state: SequenceState): Promise<SequenceRecord> {
    const closed = withParts(this.record, (part) =>
      part.state === 'waiting' ? { ...part, state: 'skipped' } : part,
    );
    this.record = { ...closed, state };
    await this.context.save(this.record);
    return this.record;
  }

  private async update(step: number, part: number, change: Partial<SequencePart>): Promise<void> {
    this.record = withParts(this.record, (old, at) =>
      at.step === step && at.part === part ? { ...old, ...change } : old,
    );
    await this.context.save(this.record);
  }

  private partAt(step: number, part: number): SequencePart {
    const found = this.record.steps[step]?.parts[part];
    if (!found) throw new RangeError(`the sequence has no part ${part} in step ${step}`);
    return found;
  }
}

function withParts(
  record: SequenceRecord,
  change: (part: SequencePart, at: { readonly step: number; readonly part: number }) => SequencePart,
): SequenceRecord {
  return {
    ...record,
    steps: record.steps.map(({ parts }, step) => ({
      parts: parts.map((old, part) => change(old, { step, part })),
    })),
  };
}
