import { Injectable } from '@nestjs/common';
import { SendRefusedError } from '../errors/index.js';
import { addressOf } from '../messages/internal.js';
import { StorageFullError, WhatsAppStorage, type Change, type Keep } from '../storage/index.js';
import type { CollectionName } from '../storage/internal.js';
import { recipientName } from '../delivery/internal.js';
import type { SequenceRecord } from './sequence-record.js';

/** The state of a sequence that a process holds. */
export type SequenceHold =
  /** This process may carry it on. */
  | 'held'
  /** The same, and somebody wants it cancelled. */
  | 'cancelled'
  /** Another process took it over after its lease had ended, or it is over: nothing was kept. */
  | 'lost';

/** A sequence that was taken over. */
export interface SequenceClaim {
  readonly record: SequenceRecord;
  /** The name of this claim in what follows; higher than that of every claim before. */
  readonly attempt: number;
}

const running: CollectionName = 'sequences';
const ended: CollectionName = 'ended-sequences';
const pageSize = 200;
/** The time for which an ended sequence is known, in milliseconds: 7 days. */
const endedMs = 7 * 86_400_000;

interface Running {
  readonly record: SequenceRecord;
  readonly attempt: number;
  readonly isToBeCancelled?: true;
}

/**
 * Keeps sequences. A storage that outlives the process lets them go on after a restart, and several processes may share one: a
 * running sequence is held by one of them at a time, under a lease, which is the due time of its record. A lease that was neither
 * renewed nor released in time ends, and another process may take the sequence over under a higher `attempt`; what is told under
 * an old one from then on is ignored.
 */
@Injectable()
export class SequenceStore {
  constructor(private readonly storage: WhatsAppStorage) {}

  /** Whether other processes use it too: then sequences are looked for that they have left. */
  get isShared(): boolean {
    return this.storage.isShared;
  }

  /**
   * Keeps a new sequence, which the caller holds for `leaseMs` as attempt 1.
   *
   * @throws SendRefusedError where there is no room for another that runs
   */
  async add(record: SequenceRecord, leaseMs: number): Promise<void> {
    try {
      await this.storage.update<Running>(
        running,
        record.id,
        (_before, now) => keep({ record, attempt: 1 }, now + leaseMs),
        'absent',
      );
    } catch (error) {
      if (!(error instanceof StorageFullError)) throw error;
      throw new SendRefusedError('sequences', `${error.maxRecords} sequences are running already`, {
        retryable: true,
        advice: 'Wait until some of them are finished, or raise `storage.memory.maxRecords.sequences`.',
        cause: error,
      });
    }
  }

  /**
   * Takes over running sequences that nobody holds, at most `limit` of them, for `leaseMs`. Of many who ask at once, one gets
   * each.
   */
  async takeOver(leaseMs: number, limit: number): Promise<SequenceClaim[]> {
    const due = await this.storage.takeDue<Running>(running, limit, leaseMs);
    const claims = await Promise.all(
      due.map(async (taken): Promise<SequenceClaim[]> => {
        const { stored, changed } = await this.storage.update<Running>(
          running,
          taken.key,
          (before) =>
            before?.dueAt === taken.dueAt && before
              ? keep({ ...before.value, attempt: before.value.attempt + 1 }, before.dueAt)
              : undefined,
          taken,
        );
        return changed && stored ? [{ record: stored.value.record, attempt: stored.value.attempt }] : [];
      }),
    );
    return claims.flat();
  }

  /** Keeps a sequence as it is now. One that is not `running` any more is held by nobody from then on. */
  async save(record: SequenceRecord, attempt: number): Promise<SequenceHold> {
    if (record.state === 'running') {
      return this.change(record.id, attempt, ({ value, dueAt }) => keep({ ...value, record }, dueAt));
    }
    const [held] = await this.storage.getMany<Running>(running, [record.id]);
    if (held?.value.attempt !== attempt) return 'lost';
    // First: a crash in between leaves one that runs, and is seen to again.
    await this.storage.update<SequenceRecord>(ended, record.id, (_before, now) => ({
      value: record,
      tags: tagsOf(record),
      expiresAt: now + endedMs,
    }));
    return this.change(record.id, attempt, () => 'drop');
  }

  /** The lease begins anew. */
  renew(id: string, attempt: number, leaseMs: number): Promise<SequenceHold> {
    return this.change(id, attempt, ({ value }, now) => keep(value, now + leaseMs));
  }

  /** The caller carries it on no more: another process may take it over at once. */
  async release(id: string, attempt: number): Promise<void> {
    await this.change(id, attempt, ({ value }, now) => keep(value, now));
  }

  /** Marks a sequence as cancelled, for whoever holds it now or later. `false` where it does not run. */
  async cancel(id: string): Promise<boolean> {
    const { changed } = await this.storage.update<Running>(
      running,
      id,
      (before) => before && keep({ ...before.value, isToBeCancelled: true }, before.dueAt),
    );
    return changed;
  }

  async get(id: string): Promise<SequenceRecord | undefined> {
    const [held] = await this.storage.getMany<Running>(running, [id]);
    if (held) return held.value.record;
    const [found] = await this.storage.getMany<SequenceRecord>(ended, [id]);
    return found?.value;
  }

  /** Lists the sequences to one of these ids: phone numbers and user ids. */
  async of(ids: readonly string[]): Promise<SequenceRecord[]> {
    const found: SequenceRecord[] = [];
    await this.each(ids, (_collection, _key, record) => void found.push(record));
    return found;
  }

  /** Removes the sequences to these ids; one that runs ends where it is. */
  async forget(ids: readonly string[]): Promise<void> {
    const keys: (readonly [collection: CollectionName, key: string])[] = [];
    await this.each(ids, (collection, key) => void keys.push([collection, key]));
    for (const [collection, key] of keys) await this.storage.update(collection, key, () => 'drop');
  }

  private async each(
    ids: readonly string[],
    take: (collection: CollectionName, key: string, record: SequenceRecord) => void,
  ): Promise<void> {
    for (const id of ids) {
      for (const collection of [running, ended]) {
        let after: string | undefined;
        do {
          const query = { tag: tagOf(id), after, limit: pageSize };
          const page = await this.storage.list<Running | SequenceRecord>(collection, query);
          for (const { key, value } of page.records) {
            take(collection, key, 'record' in value ? value.record : value);
          }
          after = page.next;
        } while (after !== undefined);
      }
    }
  }

  private async change(
    id: string,
    attempt: number,
    next: (held: Held, now: number) => ReturnType<Change<Running>>,
  ): Promise<SequenceHold> {
    let hold: SequenceHold = 'lost';
    await this.storage.update<Running>(running, id, (before, now) => {
      hold = 'lost';
      if (before?.value.attempt !== attempt) return undefined;
      hold = before.value.isToBeCancelled ? 'cancelled' : 'held';
      return next(before, now);
    });
    return hold;
  }
}

type Held = Parameters<Change<Running>>[0] & object;

/** @param dueAt the end of the lease */
function keep(value: Running, dueAt: number | undefined): Keep<Running> {
  return { value, dueAt, tags: tagsOf(value.record) };
}

/** Returns the tags of its recipient. */
function tagsOf({ to }: SequenceRecord): string[] {
  const address = addressOf(to);
  const ids = [address.to, address.recipient].filter((id) => typeof id === 'string');
  return ids.map((id) => tagOf(id));
}

function tagOf(id: string): string {
  return `to:${recipientName(id)}`;
}
