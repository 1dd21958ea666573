import { LRUCache } from 'lru-cache';
import type { Clock } from '../../common/index.js';
import { SendRefusedError } from '../../errors/index.js';
import type { SequenceRecord } from './sequence-record.js';
import { SequenceStore, type SequenceClaim, type SequenceHold } from './sequence-store.js';

/** How much the {@link MemorySequenceStore} holds. */
export interface MemorySequenceStoreOptions {
  /** A running sequence is never forgotten: full, another is refused. @default 10000 */
  readonly maxRunning?: number;
  /** The oldest are forgotten first. @default 10000 */
  readonly maxFinished?: number;
}

interface Running {
  record: SequenceRecord;
  attempt: number;
  leaseEndsAt: number;
  isToBeCancelled: boolean;
}

/**
 * The default {@link SequenceStore}: bounded memory of this process. A restart ends every sequence.
 *
 * @publicApi
 */
export class MemorySequenceStore extends SequenceStore {
  readonly isShared = false;
  readonly #running = new Map<string, Running>();
  readonly #finished: LRUCache<string, SequenceRecord>;
  readonly #maxRunning: number;

  constructor(
    private readonly clock: Clock,
    { maxRunning = 10_000, maxFinished = 10_000 }: MemorySequenceStoreOptions = {},
  ) {
    super();
    this.#maxRunning = maxRunning;
    this.#finished = new LRUCache({ max: maxFinished });
  }

  add(record: SequenceRecord, leaseMs: number): Promise<void> {
    if (this.#running.size >= this.#maxRunning) {
      return Promise.reject(
        new SendRefusedError('sequences', `${this.#maxRunning} sequences are running already`, {
          retryable: true,
          advice: 'Wait until some of them are finished, or use a SequenceStore with more room.',
        }),
      );
    }
    const leaseEndsAt = this.clock.now() + leaseMs;
    this.#running.set(record.id, { record, attempt: 1, leaseEndsAt, isToBeCancelled: false });
    return Promise.resolve();
  }

  takeOver(leaseMs: number, limit: number): Promise<SequenceClaim[]> {
    const now = this.clock.now();
    const taken: SequenceClaim[] = [];
    for (const running of this.#running.values()) {
      if (taken.length >= limit) break;
      if (running.leaseEndsAt > now) continue;
      running.attempt += 1;
      running.leaseEndsAt = now + leaseMs;
      taken.push({ record: running.record, attempt: running.attempt });
    }
    return Promise.resolve(taken);
  }

  save(record: SequenceRecord, attempt: number): Promise<SequenceHold> {
    const running = this.held(record.id, attempt);
    if (running === undefined) return Promise.resolve('lost');
    if (record.state === 'running') {
      running.record = record;
    } else {
      this.#running.delete(record.id);
      this.#finished.set(record.id, record);
    }
    return Promise.resolve(holdOf(running));
  }

  renew(id: string, attempt: number, leaseMs: number): Promise<SequenceHold> {
    const running = this.held(id, attempt);
    if (running === undefined) return Promise.resolve('lost');
    running.leaseEndsAt = this.clock.now() + leaseMs;
    return Promise.resolve(holdOf(running));
  }

  release(id: string, attempt: number): Promise<void> {
    const running = this.held(id, attempt);
    if (running !== undefined) running.leaseEndsAt = 0;
    return Promise.resolve();
  }

  cancel(id: string): Promise<boolean> {
    const running = this.#running.get(id);
    if (running !== undefined) running.isToBeCancelled = true;
    return Promise.resolve(running !== undefined);
  }

  get(id: string): Promise<SequenceRecord | undefined> {
    return Promise.resolve(this.#running.get(id)?.record ?? this.#finished.get(id));
  }

  private held(id: string, attempt: number): Running | undefined {
    const running = this.#running.get(id);
    return running?.attempt === attempt ? running : undefined;
  }
}

function holdOf({ isToBeCancelled }: Running): SequenceHold {
  return isToBeCancelled ? 'cancelled' : 'held';
}
