import { Logger } from '@nestjs/common';
import { WhatsAppConfigurationError } from '../errors/index.js';
import {
  CompareAndSetStorage,
  type CompareAndSetOptions,
  type ListQuery,
  type RecordKey,
  type RecordWrite,
  type StoreAnswer,
  type StoredPage,
  type StoredRecord,
  type TakeQuery,
} from '../storage/index.js';
import type { RedisClient } from './redis-client.js';
import { RedisConnection, type RedisConnectionOptions } from './redis-connection.js';
import { RedisLayout } from './redis-layout.js';
import { openLayout } from './redis-meta.js';
import {
  argumentsOf,
  entriesOf,
  inOrder,
  recordOf,
  type RedisEntries,
  type RedisEntry,
} from './redis-records.js';
import {
  listScript,
  purgeScript,
  readScript,
  takeScript,
  writeScript,
  type RedisScript,
} from './redis-scripts.js';
import { checkServers } from './redis-server-check.js';

/** How a {@link RedisStorage} keeps and waits. */
export interface RedisStorageOptions extends CompareAndSetOptions, RedisConnectionOptions {
  /**
   * What all keys begin with; without braces. Two applications on one Redis have two.
   * @default 'wa:'
   */
  readonly keyPrefix?: string;
  /**
   * Over how many parts the records of a collection are spread, 1 to 256: each is on one node of a Cluster. It is fixed by the first
   * start, and found again at the next ones.
   * @default 24 on a Cluster, else 1
   */
  readonly shards?: number;
}

/** So many records are written by one script at most: nobody else is served meanwhile. */
const scriptRecords = 64;
const scriptPurges = 200;
/** How often due records are looked for again where others took those that were seen. */
const takeRounds = 4;

/**
 * Keeps records in Redis 6.2 or later or Valkey, also in a Cluster: `storage: redis('redis://localhost')`. Other processes share them,
 * and they survive as the server's persistence has it: with `appendfsync everysec` a killed server loses nothing that was acknowledged,
 * a machine without power the last second, a failover what the replica had not received yet.
 *
 * - A change is one script on the server; a call for records of many shards is not one step, as with every storage.
 * - In a Cluster the due records and the lists of a collection are asked from every shard. The clocks of its nodes should agree to a few
 *   milliseconds, as with NTP: a lease goes by the clock of its node.
 * - Records that expire and have no due time and no tag are deleted by Redis itself, the others by a sweep once a minute.
 *
 * @publicApi
 */
export class RedisStorage extends CompareAndSetStorage {
  readonly isShared = true;
  readonly isDurable = true;
  readonly #connection: RedisConnection;
  readonly #prefix: string;
  readonly #wantedShards: number | undefined;
  readonly #logger = new Logger('WhatsAppStorage');
  #layout: RedisLayout | undefined;
  /** Collections that `purge` knows of. */
  readonly #listed = new Set<string>();

  constructor(clientOrUrl: RedisClient | string, options: RedisStorageOptions = {}) {
    super(options);
    this.#prefix = options.keyPrefix ?? 'wa:';
    this.#wantedShards = options.shards;
    const problems = problemsOf(this.#prefix, options.shards);
    if (problems.length > 0) throw new WhatsAppConfigurationError(problems);
    this.#connection = new RedisConnection(clientOrUrl, options);
  }

  /**
   * Looks whether the servers keep what they are given.
   *
   * @throws WhatsAppConfigurationError on another eviction policy than `noeviction`, before Redis 6.2, for a node of a Cluster without
   * the client of one, and for another number of shards than the records were written with
   */
  override async open(): Promise<void> {
    await this.#connection.open();
    const infos = await this.waiting(() => this.#connection.info());
    const { problems, warnings } = checkServers(infos, this.#connection.isCluster);
    if (problems.length > 0) throw new WhatsAppConfigurationError(problems);
    this.#layout = await this.waiting(() => openLayout(this.#connection, this.#prefix, this.#wantedShards));
    for (const warning of warnings) this.#logger.warn(warning);
    await super.open();
  }

  protected async read(items: readonly RecordKey[]): Promise<StoreAnswer<StoredRecord | undefined>> {
    return this.eachInItsShard(
      readScript,
      items,
      500,
      ({ key }) => [key],
      ({ key }, raw) => recordOf(key, raw),
    );
  }

  protected async write(items: readonly RecordWrite[]): Promise<StoreAnswer<boolean>> {
    await this.listCollections(items);
    return this.eachInItsShard(writeScript, items, scriptRecords, argumentsOf, (_item, made) => made === 1);
  }

  protected async take(query: TakeQuery): Promise<StoreAnswer<StoredRecord>> {
    const { collection, limit } = query;
    const bases = this.layout.basesOf(collection);
    const [base = ''] = bases;
    if (bases.length === 1) return recordsOf([await this.takeFrom(base, limit, query)]);
    const taken: RedisEntries[] = [];
    let wanted = limit;
    for (let round = 0; round < takeRounds && wanted > 0; round += 1) {
      const shards = await this.dueIn(bases, wanted, query);
      if (shards.size === 0) break;
      const parts = await Promise.allSettled(
        Array.from(shards, async ([shard, count]) => this.takeFrom(shard, count, query)),
      );
      // What was taken is given, also where another node has failed.
      for (const part of parts) {
        if (part.status === 'fulfilled') {
          taken.push(part.value);
          wanted -= part.value.entries.length;
        } else if (taken.length === 0) throw part.reason;
      }
    }
    return recordsOf(
      taken.length > 0 ? taken : [await this.entriesAfter(base, dueIndex(query), undefined, 0)],
    );
  }

  protected async page(
    collection: string,
    { tag, after, limit, by = 'newest' }: ListQuery,
  ): Promise<StoredPage> {
    const bases = this.layout.basesOf(collection);
    const index = by === 'due' ? `due:${tag}` : `new:${tag}`;
    const items: StoredRecord[] = [];
    let cursor = after === undefined ? undefined : placeOf(after);
    let last: RedisEntry | undefined;
    for (let each = shareOf(limit + 1, bases.length); ; each = Math.min(each * 4, 1000)) {
      const parts = await Promise.all(
        bases.map(async (base) => this.entriesAfter(base, index, cursor, each, true)),
      );
      const now = Math.min(...parts.map((part) => part.now));
      for (const entry of inOrder(parts)) {
        cursor = entry;
        const { record } = entry;
        if (record?.body === undefined || (record.expiresAt ?? Infinity) <= now) continue;
        if (items.length === limit && last) return { now, items, next: `${last.score}:${last.key}` };
        items.push(record);
        last = entry;
      }
      if (!parts.some(({ more }) => more)) return { now, items };
    }
  }

  protected async purge(limit: number): Promise<number> {
    const { layout } = this;
    if (this.#listed.size > 0) await this.#connection.call('sadd', this.collectionsKey, ...this.#listed);
    const names = await this.#connection.call('smembers', this.collectionsKey);
    let deleted = 0;
    for (const name of Array.isArray(names) ? names : []) {
      for (const base of layout.basesOfName(String(name))) {
        for (let asked = 1, found = 1; found === asked && deleted < limit; deleted += found) {
          asked = Math.min(scriptPurges, limit - deleted);
          const { items } = await this.#connection.run(purgeScript, base, [String(asked)]);
          found = Number(items[0]);
        }
      }
    }
    return deleted;
  }

  protected async disconnect(): Promise<void> {
    await this.#connection.close();
  }

  private get layout(): RedisLayout {
    if (this.#layout) return this.#layout;
    throw new WhatsAppConfigurationError(['The Redis storage is used before its open() has ended']);
  }

  private get collectionsKey(): string {
    return `${this.#prefix}collections`;
  }

  /** Runs a script in the shard of each item, for several at once, and gives the answers in the order of the items. */
  private async eachInItsShard<Item extends RecordKey, Answer>(
    script: RedisScript,
    items: readonly Item[],
    atOnce: number,
    args: (item: Item) => string[],
    answerOf: (item: Item, answer: unknown) => Answer,
  ): Promise<StoreAnswer<Answer>> {
    const { layout } = this;
    const byBase = new Map<string, [place: number, item: Item][]>();
    for (const [place, item] of items.entries()) {
      const base = layout.baseOf(item.collection, item.key);
      const known = byBase.get(base);
      if (known) known.push([place, item]);
      else byBase.set(base, [[place, item]]);
    }
    const calls: Promise<number>[] = [];
    const answers: Answer[] = [];
    for (const [base, all] of byBase) {
      for (let from = 0; from < all.length; from += atOnce) {
        const some = all.slice(from, from + atOnce);
        calls.push(
          this.#connection
            .run(
              script,
              base,
              some.flatMap(([, item]) => args(item)),
            )
            .then((answer) => {
              for (const [at, [place, item]] of some.entries())
                answers[place] = answerOf(item, answer.items[at]);
              return answer.now;
            }),
        );
      }
    }
    return { now: Math.min(...(await Promise.all(calls))), items: answers };
  }

  /** Tells `purge` of every process which collections there are. */
  private async listCollections(items: readonly RecordKey[]): Promise<void> {
    const names: string[] = [];
    for (const { collection } of items) {
      const name = RedisLayout.nameOf(collection);
      if (!this.#listed.has(name)) names.push(name);
    }
    if (names.length === 0) return;
    await this.#connection.call('sadd', this.collectionsKey, ...names);
    for (const name of names) this.#listed.add(name);
  }

  /** In which shards the earliest due records are, and how many in each. */
  private async dueIn(
    bases: readonly string[],
    wanted: number,
    query: TakeQuery,
  ): Promise<Map<string, number>> {
    const each = shareOf(wanted, bases.length);
    const shardOf = new Map<RedisEntry, string>();
    const parts = await Promise.all(
      bases.map(async (base) => {
        const part = await this.entriesAfter(base, dueIndex(query), undefined, each);
        const entries = part.entries.filter(({ score }) => score <= part.now);
        for (const entry of entries) shardOf.set(entry, base);
        return { ...part, entries, more: part.more && entries.length === part.entries.length };
      }),
    );
    const shards = new Map<string, number>();
    for (const entry of inOrder(parts).slice(0, wanted)) {
      const base = shardOf.get(entry) ?? '';
      shards.set(base, (shards.get(base) ?? 0) + 1);
    }
    return shards;
  }

  private async takeFrom(base: string, limit: number, query: TakeQuery): Promise<RedisEntries> {
    const { now, items } = await this.#connection.run(takeScript, base, [
      dueIndex(query),
      String(limit),
      String(query.leaseMs),
      query.version,
    ]);
    return { now, entries: entriesOf(items), more: false };
  }

  private async entriesAfter(
    base: string,
    index: string,
    after: Pick<RedisEntry, 'score' | 'key'> | undefined,
    limit: number,
    withRecords = false,
  ): Promise<RedisEntries> {
    const { now, items } = await this.#connection.run(listScript, base, [
      index,
      after === undefined ? '' : String(after.score),
      after?.key ?? '',
      String(limit),
      withRecords ? '1' : '',
    ]);
    const entries = entriesOf(items);
    return { now, entries, more: entries.length === limit };
  }
}

function dueIndex({ tag }: TakeQuery): string {
  return tag === undefined ? 'due' : `due:${tag}`;
}

/** How many of each shard are asked for, so that mostly one call is enough. */
function shareOf(wanted: number, shards: number): number {
  return shards === 1 ? wanted : Math.min(wanted, Math.ceil((2 * wanted) / shards) + 4);
}

function placeOf(cursor: string): Pick<RedisEntry, 'score' | 'key'> {
  const [score, ...key] = cursor.split(':');
  return { score: Number(score), key: key.join(':') };
}

function recordsOf(parts: readonly RedisEntries[]): StoreAnswer<StoredRecord> {
  return {
    now: Math.min(...parts.map(({ now }) => now)),
    items: inOrder(parts).flatMap(({ record }) => record ?? []),
  };
}

function problemsOf(prefix: string, shards = 1): string[] {
  return [
    ...(/[{}\p{Cc}]/u.test(prefix)
      ? ['`keyPrefix` of the Redis storage must have no braces and no control characters']
      : []),
    ...(Number.isInteger(shards) && shards >= 1 && shards <= 256
      ? []
      : ['`shards` of the Redis storage must be a whole number from 1 to 256']),
  ];
}
