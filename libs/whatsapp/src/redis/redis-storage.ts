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
  type WriteAnswer,
} from '../storage/index.js';
import type { RedisClient } from './redis-client.js';
import { RedisConnection, type RedisConnectionOptions } from './redis-connection.js';
import { takeDue } from './redis-due.js';
import { RedisLayout } from './redis-layout.js';
import { listPage } from './redis-list.js';
import { openLayout } from './redis-meta.js';
import { argumentsOf, recordOf, writtenOf } from './redis-records.js';
import { readScript, writeScript } from './redis-scripts.js';
import { checkServers } from './redis-server-check.js';
import { RedisShards } from './redis-shards.js';

/** Options of a {@link RedisStorage}. */
export interface RedisStorageOptions extends CompareAndSetOptions, RedisConnectionOptions {
  /**
   * The prefix of all keys; without braces. Two applications on one Redis have two.
   * @default 'wa:'
   */
  readonly keyPrefix?: string;
  /**
   * The number of parts that the records of a collection are spread over, 1 to 256: each is on one
   * node of a Cluster. It is fixed by the first start, and found again at the next ones.
   * @default 24 on a Cluster, else 1
   */
  readonly shards?: number;
}

/** The number of records that one script writes or reads at most: nobody else is served meanwhile. */
const writtenAtOnce = 64;
const readAtOnce = 256;

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
  #shards: RedisShards | undefined;
  /** Collections that the `purge` of every process knows of. */
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
   * Checks whether the servers keep what they are given.
   *
   * @throws WhatsAppConfigurationError on another eviction policy than `noeviction`, before Redis 6.2, for a node of a Cluster without
   * the client of one, and for another number of shards than the records were written with
   */
  override async open(): Promise<void> {
    await this.#connection.open();
    const infos = await this.waiting(() => this.#connection.info());
    const { problems, warnings } = checkServers(infos, this.#connection.isCluster);
    if (problems.length > 0) throw new WhatsAppConfigurationError(problems);
    const layout = await this.waiting(() => openLayout(this.#connection, this.#prefix, this.#wantedShards));
    this.#shards = new RedisShards(this.#connection, layout);
    for (const warning of warnings) this.#logger.warn(warning);
    await super.open();
  }

  protected async read(items: readonly RecordKey[]): Promise<StoreAnswer<StoredRecord | undefined>> {
    return this.shards.run(
      readScript,
      items,
      readAtOnce,
      ({ key }) => [key],
      ({ key }, raw) => recordOf(key, raw),
    );
  }

  protected async write(items: readonly RecordWrite[]): Promise<StoreAnswer<WriteAnswer>> {
    const unlisted = items.filter(({ collection }) => !this.#listed.has(collection));
    if (unlisted.length > 0) await this.listCollections(unlisted.map(({ collection }) => collection));
    return this.shards.run(writeScript, items, writtenAtOnce, argumentsOf, writtenOf);
  }

  protected async take(query: TakeQuery): Promise<StoreAnswer<StoredRecord>> {
    return takeDue(this.shards, query);
  }

  protected async page(collection: string, query: ListQuery): Promise<StoredPage> {
    return listPage(this.shards, collection, query);
  }

  protected async purge(limit: number): Promise<number> {
    await this.listCollections([...this.#listed]);
    const names = await this.#connection.call('smembers', this.collectionsKey);
    let deleted = 0;
    for (const name of Array.isArray(names) ? names : []) {
      deleted += await this.shards.purge(String(name), limit - deleted);
    }
    return deleted;
  }

  protected async disconnect(): Promise<void> {
    await this.#connection.close();
  }

  private get shards(): RedisShards {
    if (this.#shards) return this.#shards;
    throw new WhatsAppConfigurationError(['The Redis storage is used before its open() has ended']);
  }

  private get collectionsKey(): string {
    return `${this.#prefix}collections`;
  }

  /** Lists the collections in Redis, so that `purge` of every process finds them. */
  private async listCollections(collections: readonly string[]): Promise<void> {
    if (collections.length === 0) return;
    const names = collections.map((collection) => RedisLayout.nameOf(collection));
    await this.#connection.call('sadd', this.collectionsKey, ...names);
    for (const collection of collections) this.#listed.add(collection);
  }
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
