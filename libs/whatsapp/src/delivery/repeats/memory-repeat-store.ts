import { LRUCache } from 'lru-cache';
import type { Clock } from '../../common/index.js';
import { RepeatStore } from './repeat-store.js';

/**
 * The default {@link RepeatStore}: bounded memory of this process; the oldest is forgotten first.
 *
 * @publicApi
 */
export class MemoryRepeatStore extends RepeatStore {
  readonly #names: LRUCache<string, string>;

  constructor(clock: Clock, { maxRemembered }: { readonly maxRemembered: number }) {
    super();
    this.#names = new LRUCache({
      max: maxRemembered,
      ttlResolution: 0,
      perf: { now: () => clock.monotonic() },
    });
  }

  remember(digest: string, name: string, windowMs: number): Promise<string | undefined> {
    const known = this.#names.get(digest);
    if (known === undefined) this.#names.set(digest, name, { ttl: windowMs });
    return Promise.resolve(known);
  }

  forget(digest: string, name: string): Promise<void> {
    if (this.#names.get(digest) === name) this.#names.delete(digest);
    return Promise.resolve();
  }
}
