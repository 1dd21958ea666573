import {
  Inject,
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { Subject, type Observable } from 'rxjs';
import { Clock, IdGenerator } from '../../common/index.js';
import { WHATSAPP_RESOLVED_OPTIONS, type ResolvedWhatsAppOptions } from '../../config/internal.js';
import { SendPipeline } from '../../messages/internal.js';
import { Repeater } from '../repeater.js';
import { DeliveryWaits } from './delivery-waits.js';
import { SequenceLeases } from './sequence-leases.js';
import { progressOf, type SequenceProgress, type SequenceRecord } from './sequence-record.js';
import { SequenceRun } from './sequence-run.js';
import { SequenceStore, type SequenceHold } from './sequence-store.js';

/** How long a process holds a sequence after it was last heard of: so long nobody goes on with what a crash interrupted. */
const leaseMs = 60_000;

/** How often it is looked for sequences that nobody carries on. */
const takeOverEveryMs = 20_000;

/** How many are taken over at a time. */
const takeOverSize = 100;

/** Carries sequences on: those that are started here, and those whose process is gone. */
@Injectable()
export class SequenceRunner implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('WhatsAppSequences');
  private readonly leases: SequenceLeases;
  private readonly takeOvers: Repeater;
  readonly #running = new Map<string, SequenceRun>();
  readonly #ends = new Set<Promise<unknown>>();
  readonly #progress = new Subject<SequenceProgress>();
  #isStopped = false;

  /** Each change of the sequences that this process carries on; completes at the shutdown. */
  readonly progress$: Observable<SequenceProgress> = this.#progress.asObservable();

  constructor(
    private readonly store: SequenceStore,
    private readonly waits: DeliveryWaits,
    private readonly pipeline: SendPipeline,
    private readonly ids: IdGenerator,
    private readonly clock: Clock,
    @Inject(WHATSAPP_RESOLVED_OPTIONS)
    private readonly options: Pick<ResolvedWhatsAppOptions, 'delivery'>,
  ) {
    this.leases = new SequenceLeases(store, clock, leaseMs);
    this.takeOvers = new Repeater(clock, takeOverEveryMs, {
      isNeeded: () => store.isShared,
      work: () => this.takeOver(),
    });
  }

  get isStopped(): boolean {
    return this.#isStopped;
  }

  /** Keeps a new sequence and begins it; the promise that is returned in it is of its end, or of its being lost. */
  async begin(record: SequenceRecord): Promise<{ readonly end: Promise<SequenceProgress> }> {
    await this.store.add(record, leaseMs);
    this.#progress.next(progressOf(record));
    return { end: this.run(record, 1) };
  }

  runs(id: string): boolean {
    return this.#running.has(id);
  }

  /** Sends nothing more of a sequence, whichever process carries it on; whether it was running. */
  async cancel(id: string): Promise<boolean> {
    const run = this.#running.get(id);
    run?.interrupt('cancelled');
    const isNoted = await this.store.cancel(id);
    return run !== undefined || isNoted;
  }

  async onApplicationBootstrap(): Promise<void> {
    if (!this.options.delivery.track) return;
    await this.takeOver();
    this.takeOvers.start();
  }

  /** Resolves when everything is kept as it is and released: another process may go on at once. */
  async beforeApplicationShutdown(): Promise<void> {
    this.#isStopped = true;
    this.takeOvers.stop();
    for (const run of this.#running.values()) run.interrupt('shutdown');
    await Promise.allSettled(this.#ends);
    this.leases.stop();
    this.#progress.complete();
  }

  private async takeOver(): Promise<void> {
    try {
      for (let full = true; full && !this.#isStopped;) {
        const claims = await this.store.takeOver(leaseMs, takeOverSize);
        for (const { record, attempt } of claims) void this.run(record, attempt).catch(() => undefined);
        full = claims.length === takeOverSize;
      }
    } catch (error) {
      this.report(
        'The SequenceStore could not be asked for sequences to go on with; it is asked again',
        error,
      );
    }
  }

  private run(record: SequenceRecord, attempt: number): Promise<SequenceProgress> {
    const end = this.carryOn(record, attempt);
    this.#ends.add(end);
    const forget = (): void => void this.#ends.delete(end);
    end.then(forget, forget);
    return end;
  }

  private async carryOn(record: SequenceRecord, attempt: number): Promise<SequenceProgress> {
    const { id } = record;
    const { pipeline, waits, ids, clock } = this;
    const save = (next: SequenceRecord): Promise<SequenceHold> => this.save(next, attempt);
    const run = new SequenceRun(record, { pipeline, waits, ids, clock, save });
    this.#running.set(id, run);
    const letGo = this.leases.hold(id, attempt, (why) => run.interrupt(why));
    try {
      return progressOf(await run.run());
    } catch (error) {
      this.report(`Sequence ${id} was interrupted; it goes on when its store answers again`, error);
      throw error;
    } finally {
      letGo();
      if (this.#running.get(id) === run) this.#running.delete(id);
      await this.release(id, attempt);
    }
  }

  private async save(record: SequenceRecord, attempt: number): Promise<SequenceHold> {
    const hold = await this.store.save(record, attempt);
    if (hold !== 'lost') this.#progress.next(progressOf(record));
    return hold;
  }

  /** Where that does not succeed, the lease ends by itself. */
  private async release(id: string, attempt: number): Promise<void> {
    try {
      await this.store.release(id, attempt);
    } catch (error) {
      this.report(`Sequence ${id} could not be released`, error);
    }
  }

  private report(what: string, error: unknown): void {
    this.logger.error(`${what}: ${error instanceof Error ? error.name : 'unknown error'}`);
  }
}
