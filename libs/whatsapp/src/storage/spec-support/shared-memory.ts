import type { Clock } from '../../common/index.js';
import {
  MemoryStorage,
  WhatsAppStorage,
  type Change,
  type ListQuery,
  type Page,
  type Stored,
  type Updated,
} from '../index.js';

/** A memory that says that other processes share it, and answers a moment later. */
export class SharedMemory extends WhatsAppStorage {
  readonly isShared = true;
  readonly isDurable = false;
  readonly #memory: MemoryStorage;

  constructor(clock: Clock) {
    super();
    this.#memory = new MemoryStorage(clock);
  }

  async getMany<V>(collection: string, keys: readonly string[]): Promise<(Stored<V> | undefined)[]> {
    await Promise.resolve();
    return this.#memory.getMany<V>(collection, keys);
  }

  async update<V>(collection: string, key: string, change: Change<V>): Promise<Updated<V>> {
    await Promise.resolve();
    return this.#memory.update(collection, key, change);
  }

  async takeDue<V>(collection: string, limit: number, leaseMs: number, tag?: string): Promise<Stored<V>[]> {
    await Promise.resolve();
    return this.#memory.takeDue<V>(collection, limit, leaseMs, tag);
  }

  async list<V>(collection: string, query: ListQuery): Promise<Page<V>> {
    await Promise.resolve();
    return this.#memory.list<V>(collection, query);
  }

  close(): void {
    this.#memory.close();
  }
}
