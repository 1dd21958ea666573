import { LRUCache } from 'lru-cache';
import type { Clock } from '../../common/index.js';
import { MediaStore, type StoredUpload } from './media-store.js';

/** How much the store may hold. */
export interface MemoryMediaStoreLimits {
  readonly maxUploads: number;
  readonly maxSentMedia: number;
}

/** The uploads of one process, in memory: the ones that were not used for longest are forgotten first. */
export class MemoryMediaStore extends MediaStore {
  readonly #uploads: LRUCache<string, StoredUpload>;
  /** The key of each kept id. */
  readonly #keys = new Map<string, string>();
  readonly #sent: LRUCache<string, readonly string[]>;

  constructor(
    private readonly clock: Clock,
    { maxUploads, maxSentMedia }: MemoryMediaStoreLimits,
  ) {
    super();
    this.#uploads = new LRUCache({ max: maxUploads });
    this.#sent = new LRUCache({ max: maxSentMedia });
  }

  find(key: string): Promise<StoredUpload | undefined> {
    const upload = this.#uploads.get(key);
    return Promise.resolve(upload && upload.reusableUntil > this.clock.now() ? upload : undefined);
  }

  keep(key: string, phoneNumberId: string, upload: StoredUpload): Promise<void> {
    this.#uploads.set(key, upload);
    this.#keys.set(idKey(phoneNumberId, upload.id), key);
    if (this.#keys.size > 2 * this.#uploads.max) this.sweep();
    return Promise.resolve();
  }

  forget(phoneNumberId: string, id: string): Promise<boolean> {
    const key = this.#keys.get(idKey(phoneNumberId, id));
    if (key === undefined) return Promise.resolve(false);
    this.#keys.delete(idKey(phoneNumberId, id));
    // Another upload may stand under the key by now.
    const isKept = this.#uploads.peek(key)?.id === id;
    if (isKept) this.#uploads.delete(key);
    return Promise.resolve(isKept);
  }

  noteSent(phoneNumberId: string, messageId: string, ids: readonly string[]): Promise<void> {
    const kept = ids.filter((id) => this.#keys.has(idKey(phoneNumberId, id)));
    if (kept.length > 0) this.#sent.set(idKey(phoneNumberId, messageId), kept);
    return Promise.resolve();
  }

  sentWith(phoneNumberId: string, messageId: string): Promise<readonly string[]> {
    return Promise.resolve(this.#sent.get(idKey(phoneNumberId, messageId)) ?? []);
  }

  /** Lets go of ids whose upload was forgotten or replaced. */
  private sweep(): void {
    for (const [id, key] of this.#keys) {
      const upload = this.#uploads.peek(key);
      if (upload === undefined || !id.endsWith(` ${upload.id}`)) this.#keys.delete(id);
    }
  }
}

function idKey(phoneNumberId: string, id: string): string {
  return `${phoneNumberId} ${id}`;
}
