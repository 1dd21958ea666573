import { Inject, Injectable } from '@nestjs/common';
import { WHATSAPP_RESOLVED_OPTIONS, type ResolvedWhatsAppOptions } from '../../config/internal.js';
import { WhatsAppStorage, type Change, type Stored } from '../../storage/index.js';
import type { CollectionName } from '../../storage/internal.js';
import type { DeliveryRecord } from './delivery-record.js';
import { nextDeadlineOf } from './delivery-state.js';
import { begunAt, matchesQuery, recipientName, type DeliveryQuery } from './matches-query.js';

/** The ids of a message: its own, or else that of its send. */
export interface DeliveryIds {
  readonly messageId?: string;
  readonly correlationId?: string;
}

/** A record before and after an update; the same object where nothing was changed. */
export interface StoredChange {
  readonly before?: DeliveryRecord;
  readonly after?: DeliveryRecord;
}

const collection: CollectionName = 'deliveries';
/** The tag of every record. */
const all = 'all';
const dayMs = 86_400_000;
/** The lease of overdue messages, in milliseconds, before they are due again. */
const leaseMs = 60_000;
/** Records are listed by when they were made, which may be so much later than the message was sent. */
const latestMs = 7 * dayMs;
const pageSize = 200;

/**
 * Keeps what is known of each message, under the id of its send, or under that of the message where that is all that is known. What is
 * forgotten is found no more, and the statuses that still come for it make a new record with what they say.
 */
@Injectable()
export class DeliveryStore {
  readonly #keepMs: number;

  constructor(
    private readonly storage: WhatsAppStorage,
    @Inject(WHATSAPP_RESOLVED_OPTIONS)
    { delivery }: { readonly delivery: Pick<ResolvedWhatsAppOptions['delivery'], 'keepDays'> },
  ) {
    this.#keepMs = delivery.keepDays * dayMs;
  }

  /**
   * Replaces a record by what `change` makes of it, atomically: nobody else's change is lost. `change` is pure and may be called
   * again; where it answers `undefined`, nothing is written and what was there stays. A record that was found by `correlationId` is
   * from then on found by the `messageId` that it was given as well.
   *
   * @param isFirst whether it is probably the first that is told of this send, and nothing can be known under the message's id alone
   */
  async update(
    { messageId, correlationId }: DeliveryIds,
    change: (before: DeliveryRecord | undefined) => DeliveryRecord | undefined,
    isFirst = false,
  ): Promise<StoredChange> {
    let outcome: StoredChange = {};
    let isNew = true;
    let key = '';
    const write: Change<DeliveryRecord> = (stored, now) => {
      const before = stored?.value;
      isNew = before === undefined;
      const after = change(before);
      outcome = { before, after };
      return after === undefined || after === before ? undefined : this.keep(key, after, now);
    };
    const known: Change<DeliveryRecord> = (stored, now) => {
      if (stored) return write(stored, now);
      outcome = {};
      isNew = true;
      return undefined;
    };
    const own = correlationId ?? (messageId === undefined ? undefined : keyOfMessage(messageId));
    if (own === undefined) return {};
    key = own;
    if (isFirst) {
      await this.storage.update<DeliveryRecord>(collection, own, write, 'absent');
      return outcome;
    }
    await this.storage.update<DeliveryRecord>(collection, own, known);
    if (!isNew) return outcome;
    const tags = [
      ...(messageId === undefined ? [] : [tagOf('message', messageId)]),
      ...(correlationId === undefined ? [] : [tagOf('send', correlationId)]),
    ];
    const found = await this.firstOf(tags);
    key = found?.key ?? own;
    await this.storage.update<DeliveryRecord>(collection, key, write, found ?? 'absent');
    return outcome;
  }

  async get({ messageId, correlationId }: DeliveryIds): Promise<DeliveryRecord | undefined> {
    const keys = [
      ...(correlationId === undefined ? [] : [correlationId]),
      ...(messageId === undefined ? [] : [keyOfMessage(messageId)]),
    ];
    const found = (await this.storage.getMany<DeliveryRecord>(collection, keys)).find(
      (record) => record !== undefined,
    );
    if (found) return found.value;
    const tagged = await this.firstOf([
      ...(messageId === undefined ? [] : [tagOf('message', messageId)]),
      ...(correlationId === undefined ? [] : [tagOf('send', correlationId)]),
    ]);
    return tagged?.value;
  }

  /** The latest sent first. */
  async find({ limit = 100, ...query }: DeliveryQuery): Promise<DeliveryRecord[]> {
    const { recipient, since } = query;
    const tag = recipient === undefined ? all : tagOf('to', recipientName(recipient));
    const found: DeliveryRecord[] = [];
    let after: string | undefined;
    do {
      const page = await this.storage.list<DeliveryRecord>(collection, { tag, after, limit: pageSize });
      for (const { value } of page.records) {
        if (matchesQuery(value, query) && found.push(value) === limit) return found;
        if (since !== undefined && begunAt(value) < since - latestMs) return found;
      }
      after = page.next;
    } while (after !== undefined);
    return found;
  }

  /** Lists the messages to one of these ids: phone numbers and user ids. */
  async of(ids: readonly string[]): Promise<Stored<DeliveryRecord>[]> {
    const found = new Map<string, Stored<DeliveryRecord>>();
    for (const id of ids) {
      let after: string | undefined;
      do {
        const query = { tag: tagOf('to', recipientName(id)), after, limit: pageSize };
        const page = await this.storage.list<DeliveryRecord>(collection, query);
        for (const record of page.records) found.set(record.key, record);
        after = page.next;
      } while (after !== undefined);
    }
    return [...found.values()];
  }

  async forget(keys: readonly string[]): Promise<void> {
    for (const key of keys) await this.storage.update(collection, key, () => 'drop');
  }

  /** Returns the time when the next open message is due (`nextDeadlineOf`), or is looked at again; `undefined` where none is open. */
  async nextDeadline(): Promise<number | undefined> {
    const { records } = await this.storage.list<DeliveryRecord>(collection, {
      tag: all,
      by: 'due',
      limit: 1,
    });
    return records[0]?.dueAt;
  }

  /** Open messages whose deadline has passed, the earliest first; nobody else is given them for a minute. */
  async takeDue(limit: number): Promise<DeliveryRecord[]> {
    const due = await this.storage.takeDue<DeliveryRecord>(collection, limit, leaseMs);
    return due.map(({ value }) => value);
  }

  private keep(key: string, value: DeliveryRecord, now: number): ReturnType<Change<DeliveryRecord>> {
    const { messageId, correlationId, recipient } = value;
    const ids = [recipient.to, recipient.waId, recipient.userId].filter((id) => id !== undefined);
    const dueAt = nextDeadlineOf(value);
    return {
      value,
      dueAt,
      // Not before somebody has seen to its deadline, and a day longer for who is away.
      expiresAt: Math.max(now + this.#keepMs, (dueAt ?? 0) + dayMs) + 1,
      tags: [
        all,
        ...new Set(ids.map((id) => tagOf('to', recipientName(id)))),
        ...(messageId === undefined ? [] : [tagOf('message', messageId)]),
        // Under its own key it is looked for first.
        ...(correlationId === undefined || correlationId === key ? [] : [tagOf('send', correlationId)]),
      ],
    };
  }

  private async firstOf(tags: readonly string[]): Promise<Stored<DeliveryRecord> | undefined> {
    for (const tag of tags) {
      const { records } = await this.storage.list<DeliveryRecord>(collection, { tag, limit: 1 });
      if (records[0]) return records[0];
    }
    return undefined;
  }
}

function keyOfMessage(messageId: string): string {
  return tagOf('message', messageId);
}

function tagOf(kind: 'message' | 'send' | 'to', id: string): string {
  return `${kind}:${id}`;
}
