import { randomUUID } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import type { Clock } from '../../common/index.js';
import type { Stored, WhatsAppStorage } from '../../storage/index.js';
import type { CollectionName } from '../../storage/internal.js';

const collection: CollectionName = 'conversations';

/** Records that need not be read before they are written: those of the conversations that were active last. */
const maxKnown = 10_000;

/** Milliseconds that a record outlasts its lock, so that the next message need not make it anew. */
const keptMs = 3_600_000;

/** The shortest and the longest pause before a locked conversation is looked at again, in milliseconds. */
const lookAgainMs: readonly [number, number] = [50, 500];

interface LockRecord {
  /** The holder; absent where nobody holds it. */
  readonly holder?: string;
  /** The end of the lock by the storage's clock. */
  readonly until: number;
}

/** A conversation that this process has to itself. Its lease must be renewed. */
export interface ConversationLock {
  renew(): Promise<void>;
  release(): Promise<void>;
}

/**
 * Makes sure that only one process at a time runs the handlers of a conversation, where several
 * processes share a storage. Within a process the queue of the conversation sees to that.
 */
export class ConversationLockManager {
  readonly #known = new LRUCache<string, Stored<LockRecord>>({ max: maxKnown });
  readonly #stopped = new AbortController();
  readonly #process = randomUUID();
  #count = 0;

  constructor(
    private readonly storage: WhatsAppStorage,
    private readonly clock: Clock,
    private readonly leaseMs: number,
  ) {}

  /** Whether other processes may handle the same conversations. */
  get areNeeded(): boolean {
    return this.storage.isShared;
  }

  /** `undefined` where another process has the conversation. */
  async acquire(conversation: string): Promise<ConversationLock | undefined> {
    const holder = `${this.#process}:${(this.#count += 1)}`;
    const { stored, changed } = await this.storage.update<LockRecord>(
      collection,
      conversation,
      (before, now) =>
        before?.value.holder !== undefined && before.value.until > now
          ? undefined
          : this.keep({ holder, until: now + this.leaseMs }, now),
      this.#known.get(conversation) ?? 'absent',
    );
    this.know(conversation, stored);
    if (!changed) return undefined;
    return {
      renew: () => this.change(conversation, holder, (now) => ({ holder, until: now + this.leaseMs })),
      release: () => this.change(conversation, holder, () => ({ until: 0 })),
    };
  }

  /** Waits until no other process has the conversation; `undefined` where this process stops meanwhile. */
  async acquireWhenFree(conversation: string): Promise<ConversationLock | undefined> {
    const [least, most] = lookAgainMs;
    for (let waitMs = least; ; waitMs = Math.min(waitMs * 1.5, most)) {
      try {
        await this.clock.sleep(waitMs * (0.5 + Math.random() / 2), this.#stopped.signal, {
          background: true,
        });
      } catch {
        return undefined;
      }
      const lock = await this.acquire(conversation);
      if (lock) return lock;
    }
  }

  /** Ends every wait. */
  stop(): void {
    this.#stopped.abort();
  }

  private async change(
    conversation: string,
    holder: string,
    next: (now: number) => LockRecord,
  ): Promise<void> {
    const { stored } = await this.storage.update<LockRecord>(
      collection,
      conversation,
      (before, now) => (before?.value.holder === holder ? this.keep(next(now), now) : undefined),
      this.#known.get(conversation),
    );
    this.know(conversation, stored);
  }

  private know(conversation: string, stored: Stored<LockRecord> | undefined): void {
    if (stored) this.#known.set(conversation, stored);
    else this.#known.delete(conversation);
  }

  private keep(value: LockRecord, now: number): { value: LockRecord; expiresAt: number } {
    return { value, expiresAt: now + this.leaseMs + keptMs };
  }
}
