import {
  Inject,
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { Subject, type Observable } from 'rxjs';
import { Clock, IdGenerator } from '../common/index.js';
import { LeaseRenewer, SharedTimer, withTimeout } from '../common/internal.js';
import { WHATSAPP_RESOLVED_OPTIONS, type ResolvedWhatsAppOptions } from '../config/internal.js';
import { shuttingDown } from '../graph/internal.js';
import { SendPipeline } from '../messages/internal.js';
import { Repeater } from './repeater.js';
import { UserDataSources } from '../users/internal.js';
import { DeliveryWaits } from './delivery-waits.js';
import { progressOf, type SequenceProgress, type SequenceRecord } from './sequence-record.js';
import { SequenceRun } from './sequence-run.js';
import { SequenceStore, type SequenceHold } from './sequence-store.js';

/** The time for which a process holds a sequence, in milliseconds: until then nobody goes on with what a crash interrupted. */
const leaseMs = 60_000;

/** The interval between two searches for sequences that nobody carries on, in milliseconds. */
const takeOverEveryMs = 20_000;

/** The number of sequences that are taken over at a time. */
const takeOverSize = 100;

/** The time that the shutdown waits for the store, in milliseconds; what is not released then goes on when its lease ends. */
const shutdownTimeoutMs = 10_000;

/** A lease that this process was given. */
interface Lease {
  readonly id: string;
  readonly attempt: number;
  /** The time when the store was asked for it, by `Clock.monotonic`. */
  readonly askedAt: number;
}

/** Carries sequences on: those that are started here, and those whose process is gone. */
@Injectable()
export class SequenceRunner implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('WhatsAppSequences');
  private readonly timer: SharedTimer;
  private readonly leases: LeaseRenewer;
  private readonly takeOvers: Repeater;
  readonly #running = new Map<string, SequenceRun>();
  /** The work that the shutdown waits for. */
  readonly #underway = new Set<Promise<unknown>>();
  readonly #progress = new Subject<SequenceProgress>();
  #isStopped = false;
  /** The end of the search for sequences that this process has left, by `Clock.monotonic`. */
  #lookUntil = Number.NEGATIVE_INFINITY;

  /** Emits each change of the sequences that this process carries on; completes at the shutdown. */
  readonly progress$: Observable<SequenceProgress> = this.#progress.asObservable();

  constructor(
    private readonly store: SequenceStore,
    private readonly waits: DeliveryWaits,
    private readonly pipeline: SendPipeline,
    private readonly ids: IdGenerator,
    private readonly clock: Clock,
    data: UserDataSources,
    @Inject(WHATSAPP_RESOLVED_OPTIONS)
    private readonly options: Pick<ResolvedWhatsAppOptions, 'delivery'>,
  ) {
    this.timer = new SharedTimer(clock);
    this.leases = new LeaseRenewer(this.timer, leaseMs);
    data.add({
      id: 'sequences',
      export: async ({ person }) => store.of(person.names),
      forget: async ({ person }) => store.forget(person.names),
    });
    this.takeOvers = new Repeater(clock, takeOverEveryMs, {
      isNeeded: () => store.isShared || clock.monotonic() < this.#lookUntil,
      work: () => this.takeOver(),
    });
  }

  get isStopped(): boolean {
    return this.#isStopped;
  }

  /**
   * Keeps a new sequence and begins it; the promise that is returned in it is of its end, or of its being lost.
   *
   * @throws RequestNotSentError where the application shuts down; the sequence is not kept
   */
  async begin(record: SequenceRecord): Promise<{ readonly end: Promise<SequenceProgress> }> {
    if (this.#isStopped) throw shuttingDown();
    return this.track(this.add(record));
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
    await withTimeout(this.clock, shutdownTimeoutMs, this.nothingUnderway());
    this.timer.stop();
    this.#progress.complete();
  }

  private async nothingUnderway(): Promise<void> {
    while (this.#underway.size > 0) await Promise.allSettled(this.#underway);
  }

  private track<T>(work: Promise<T>): Promise<T> {
    this.#underway.add(work);
    const forget = (): void => void this.#underway.delete(work);
    work.then(forget, forget);
    return work;
  }

  private async add(record: SequenceRecord): Promise<{ readonly end: Promise<SequenceProgress> }> {
    const askedAt = this.clock.monotonic();
    await this.store.add(record, leaseMs);
    this.#progress.next(progressOf(record));
    return { end: this.run(record, { id: record.id, attempt: 1, askedAt }) };
  }

  private takeOver(): Promise<void> {
    return this.track(this.takeOverAll());
  }

  private async takeOverAll(): Promise<void> {
    try {
      for (let full = true; full && !this.#isStopped;) {
        const askedAt = this.clock.monotonic();
        const claims = await this.store.takeOver(leaseMs, takeOverSize);
        for (const { record, attempt } of claims) {
          void this.run(record, { id: record.id, attempt, askedAt }).catch(() => undefined);
        }
        full = claims.length === takeOverSize;
      }
    } catch (error) {
      this.lookForLeft();
      this.report('The storage could not be asked for sequences to go on with; it is asked again', error);
    }
  }

  /** Looks for sequences that were left, also where no other process uses the store: nobody else would go on with them. */
  private lookForLeft(): void {
    this.#lookUntil = this.clock.monotonic() + leaseMs + takeOverEveryMs;
    this.takeOvers.start();
  }

  private run(record: SequenceRecord, lease: Lease): Promise<SequenceProgress> {
    return this.track(this.carryOn(record, lease));
  }

  private async carryOn(record: SequenceRecord, lease: Lease): Promise<SequenceProgress> {
    const { id, attempt } = lease;
    const { pipeline, waits, ids, clock } = this;
    const save = (next: SequenceRecord): Promise<SequenceHold> => this.save(next, attempt);
    const run = new SequenceRun(record, { pipeline, waits, ids, clock, save });
    // The store may have answered when the shutdown had begun.
    if (this.#isStopped) run.interrupt('shutdown');
    this.#running.set(id, run);
    const letGo = this.leases.hold({
      askedAt: lease.askedAt,
      renew: async () => {
        const hold = await this.store.renew(id, attempt, leaseMs);
        if (hold !== 'held') run.interrupt(hold);
      },
      lost: () => run.interrupt('lost'),
    });
    try {
      const last = await run.run();
      if (last.state === 'running') this.lookForLeft();
      return progressOf(last);
    } catch (error) {
      this.lookForLeft();
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

  /** Releases a sequence. Where that does not succeed, the lease ends by itself. */
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
