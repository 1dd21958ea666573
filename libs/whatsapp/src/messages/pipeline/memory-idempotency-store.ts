import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '../../common/index.js';
import { WHATSAPP_RESOLVED_OPTIONS, type ResolvedWhatsAppOptions } from '../../config/internal.js';
import { IdempotencyStoreFullError } from './idempotency-store-full.error.js';
import { IdempotencyStore, type IdempotencyRecord } from './idempotency-store.js';

interface Held {
  readonly record: IdempotencyRecord;
  readonly expiresAt: number;
}

/** The keys of one process, in memory: at most `messages.maxIdempotencyKeys` of them, roughly 1 kB each. */
@Injectable()
export class MemoryIdempotencyStore extends IdempotencyStore {
  readonly #held = new Map<string, Held>();
  readonly #maxKeys: number;
  /** No key's time ends before this. */
  #nothingEndsBefore = Number.POSITIVE_INFINITY;

  constructor(
    private readonly clock: Clock,
    @Inject(WHATSAPP_RESOLVED_OPTIONS) { messages }: Pick<ResolvedWhatsAppOptions, 'messages'>,
  ) {
    super();
    this.#maxKeys = messages.maxIdempotencyKeys;
  }

  claim(key: string, record: IdempotencyRecord, ttlMs: number): Promise<IdempotencyRecord | undefined> {
    const held = this.find(key);
    if (held) return Promise.resolve(held.record);
    if (this.#held.size >= this.#maxKeys) this.sweep();
    if (this.#held.size >= this.#maxKeys) return Promise.reject(new IdempotencyStoreFullError(this.#maxKeys));
    this.hold(key, record, this.clock.monotonic() + ttlMs);
    return Promise.resolve(undefined);
  }

  keep(key: string, correlationId: string, record: IdempotencyRecord): Promise<void> {
    const held = this.find(key);
    if (held && isOf(held, correlationId)) this.hold(key, record, held.expiresAt);
    return Promise.resolve();
  }

  release(key: string, correlationId: string): Promise<void> {
    const held = this.find(key);
    if (held && isOf(held, correlationId)) this.#held.delete(key);
    return Promise.resolve();
  }

  shorten(key: string, ttlMs: number): Promise<void> {
    const held = this.find(key);
    const expiresAt = this.clock.monotonic() + ttlMs;
    if (held && expiresAt < held.expiresAt) this.hold(key, held.record, expiresAt);
    return Promise.resolve();
  }

  private find(key: string): Held | undefined {
    const held = this.#held.get(key);
    if (held === undefined || held.expiresAt > this.clock.monotonic()) return held;
    this.#held.delete(key);
    return undefined;
  }

  private hold(key: string, record: IdempotencyRecord, expiresAt: number): void {
    this.#held.set(key, { record, expiresAt });
    this.#nothingEndsBefore = Math.min(this.#nothingEndsBefore, expiresAt);
  }

  /** Makes room; not while there is nothing to find, or a full store would be searched by every send. */
  private sweep(): void {
    const now = this.clock.monotonic();
    if (now < this.#nothingEndsBefore) return;
    this.#nothingEndsBefore = Number.POSITIVE_INFINITY;
    for (const [key, { expiresAt }] of this.#held) {
      if (expiresAt <= now) this.#held.delete(key);
      else this.#nothingEndsBefore = Math.min(this.#nothingEndsBefore, expiresAt);
    }
  }
}

function isOf({ record }: Held, correlationId: string): boolean {
  return (record.state === 'accepted' ? record.result : record).correlationId === correlationId;
}
