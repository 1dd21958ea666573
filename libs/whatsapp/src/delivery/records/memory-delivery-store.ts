import { Logger } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { type Clock } from '../../common/index.js';
import { MinHeap } from '../../common/internal.js';
import type { DeliveryRecord } from './delivery-record.js';
import { nextDeadlineOf } from './delivery-state.js';
import { DeliveryStore, type DeliveryIds, type DeliveryQuery, type StoredChange } from './delivery-store.js';
import { matchesQuery } from './matches-query.js';

/** How much the {@link MemoryDeliveryStore} remembers, and for how long. */
export interface MemoryDeliveryStoreOptions {
  readonly maxRecords: number;
  /** Days after the last change. */
  readonly keepDays: number;
}

const dayMs = 86_400_000;

/** The heap is made anew where it holds more entries that count no more than this. */
const staleEntries = 1024;

/**
 * The default {@link DeliveryStore}: bounded memory of this process; what was not changed for longest is forgotten first.
 *
 * @publicApi
 */
export class MemoryDeliveryStore extends DeliveryStore {
  private readonly logger = new Logger('WhatsAppDelivery');
  readonly #records: LRUCache<string, DeliveryRecord>;
  /** By correlation id: the key in `#records`. */
  readonly #keys = new Map<string, string>();
  /** Keys by deadline. An entry counts as long as its record has that deadline; the others are dropped when they come up. */
  #deadlines = new MinHeap<string>();
  #warned = false;

  constructor(clock: Clock, { maxRecords, keepDays }: MemoryDeliveryStoreOptions) {
    super();
    this.#records = new LRUCache({
      max: maxRecords,
      ttl: keepDays * dayMs,
      ttlResolution: 0,
      perf: { now: () => clock.now() },
      dispose: (record, key, reason) => {
        const { correlationId } = record;
        if (reason === 'evict' && nextDeadlineOf(record) !== undefined) this.warnOfOpen();
        if (correlationId !== undefined && this.#keys.get(correlationId) === key) {
          this.#keys.delete(correlationId);
        }
      },
      noDisposeOnSet: true,
    });
  }

  update(
    ids: DeliveryIds,
    change: (before: DeliveryRecord | undefined) => DeliveryRecord | undefined,
  ): Promise<StoredChange> {
    const oldKey = this.keyOf(ids);
    const before = oldKey === undefined ? undefined : this.#records.peek(oldKey);
    const after = change(before);
    if (after !== undefined && after !== before) this.put(after, before, oldKey);
    return Promise.resolve({ before, after });
  }

  get(ids: DeliveryIds): Promise<DeliveryRecord | undefined> {
    const key = this.keyOf(ids);
    return Promise.resolve(key === undefined ? undefined : this.#records.peek(key));
  }

  find({ limit = 100, ...query }: DeliveryQuery): Promise<DeliveryRecord[]> {
    const found: DeliveryRecord[] = [];
    for (const record of this.#records.values()) {
      if (found.length >= limit) break;
      if (matchesQuery(record, query)) found.push(record);
    }
    return Promise.resolve(found);
  }

  nextDeadline(): Promise<number | undefined> {
    this.dropStale();
    return Promise.resolve(this.#deadlines.firstKey);
  }

  due(now: number, limit: number): Promise<DeliveryRecord[]> {
    const found: (readonly [string, number, DeliveryRecord])[] = [];
    for (this.dropStale(); found.length < limit; this.dropStale()) {
      const deadline = this.#deadlines.firstKey;
      if (deadline === undefined || deadline > now) break;
      const key = this.#deadlines.pop() ?? '';
      const record = this.#records.peek(key);
      if (record) found.push([key, deadline, record]);
    }
    for (const [key, deadline] of found) this.#deadlines.push(deadline, key);
    return Promise.resolve(found.map(([, , record]) => record));
  }

  private keyOf({ messageId, correlationId }: DeliveryIds): string | undefined {
    if (messageId !== undefined && this.#records.has(messageId)) return messageId;
    return correlationId === undefined ? undefined : this.#keys.get(correlationId);
  }

  private put(after: DeliveryRecord, before: DeliveryRecord | undefined, oldKey: string | undefined): void {
    const { messageId, correlationId } = after;
    const key = messageId ?? `correlation:${correlationId}`;
    if (oldKey !== undefined && oldKey !== key) this.#records.delete(oldKey);
    this.#records.set(key, after);
    if (correlationId !== undefined) this.#keys.set(correlationId, key);
    const deadline = nextDeadlineOf(after);
    const isQueued = before !== undefined && oldKey === key && nextDeadlineOf(before) === deadline;
    if (deadline === undefined || isQueued) return;
    this.#deadlines.push(deadline, key);
    if (this.#deadlines.size > 2 * this.#records.size + staleEntries) this.rebuildDeadlines();
  }

  private warnOfOpen(): void {
    if (this.#warned) return;
    this.#warned = true;
    this.logger.warn(
      `More than ${this.#records.max} messages: one was forgotten that may still be delivered, and is never reported as dropped. Raise delivery.maxRecords, or give a DeliveryStore of yours`,
    );
  }

  private dropStale(): void {
    for (let key = this.#deadlines.first; key !== undefined; key = this.#deadlines.first) {
      const record = this.#records.peek(key);
      if (record && nextDeadlineOf(record) === this.#deadlines.firstKey) return;
      this.#deadlines.pop();
    }
  }

  private rebuildDeadlines(): void {
    this.#deadlines = new MinHeap();
    for (const [key, record] of this.#records.entries()) {
      const deadline = nextDeadlineOf(record);
      if (deadline !== undefined) this.#deadlines.push(deadline, key);
    }
  }
}
