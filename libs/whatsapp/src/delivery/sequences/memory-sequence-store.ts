import { LRUCache } from 'lru-cache';
import { SendRefusedError } from '../../errors/index.js';
import type { SequenceRecord } from './sequence-record.js';
import { SequenceStore } from './sequence-store.js';

/** How much the {@link MemorySequenceStore} holds. */
export interface MemorySequenceStoreOptions {
  /** A running sequence is never forgotten: full, another is refused. @default 10000 */
  readonly maxRunning?: number;
  /** The oldest are forgotten first. @default 10000 */
  readonly maxFinished?: number;
}

/**
 * The default {@link SequenceStore}: bounded memory of this process. A restart ends every sequence.
 *
 * @publicApi
 */
export class MemorySequenceStore extends SequenceStore {
  readonly #running = new Map<string, SequenceRecord>();
  readonly #finished: LRUCache<string, SequenceRecord>;
  readonly #maxRunning: number;

  constructor({ maxRunning = 10_000, maxFinished = 10_000 }: MemorySequenceStoreOptions = {}) {
    super();
    this.#maxRunning = maxRunning;
    this.#finished = new LRUCache({ max: maxFinished });
  }

  save(record: SequenceRecord): Promise<void> {
    if (record.state !== 'running') {
      this.#running.delete(record.id);
      this.#finished.set(record.id, record);
    } else if (this.#running.has(record.id) || this.#running.size < this.#maxRunning) {
      this.#running.set(record.id, record);
    } else {
      return Promise.reject(
        new SendRefusedError('sequences', `${this.#maxRunning} sequences are running already`, {
          retryable: true,
          advice: 'Wait until some of them are finished, or use a SequenceStore with more room.',
        }),
      );
    }
    return Promise.resolve();
  }

  get(id: string): Promise<SequenceRecord | undefined> {
    return Promise.resolve(this.#running.get(id) ?? this.#finished.get(id));
  }

  unfinished(): Promise<SequenceRecord[]> {
    return Promise.resolve([...this.#running.values()]);
  }
}
