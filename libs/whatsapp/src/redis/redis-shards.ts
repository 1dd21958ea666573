import type { RecordKey, StoreAnswer } from '../storage/index.js';
import type { RedisConnection } from './redis-connection.js';
import type { RedisLayout } from './redis-layout.js';
import { entriesOf, type RedisEntries, type RedisPlace } from './redis-records.js';
import { listScript, purgeScript, type RedisScript } from './redis-scripts.js';

/** The number of records that one script deletes at most. */
const purgedAtOnce = 200;

/** Runs scripts in the shards that records are in. */
export class RedisShards {
  constructor(
    readonly connection: RedisConnection,
    readonly layout: RedisLayout,
  ) {}

  /** Runs a script in the shard of each item, for several at once, and gives the answers in the order of the items. */
  async run<Item extends RecordKey, Answer>(
    script: RedisScript,
    items: readonly Item[],
    atOnce: number,
    args: (item: Item) => string[],
    answerOf: (item: Item, answer: unknown) => Answer,
  ): Promise<StoreAnswer<Answer>> {
    const byBase = new Map<string, [place: number, item: Item][]>();
    for (const [place, item] of items.entries()) {
      const base = this.layout.baseOf(item.collection, item.key);
      const known = byBase.get(base);
      if (known) known.push([place, item]);
      else byBase.set(base, [[place, item]]);
    }
    const answers: Answer[] = [];
    const runSome = async (base: string, some: readonly [place: number, item: Item][]): Promise<number> => {
      const answer = await this.connection.run(
        script,
        base,
        some.flatMap(([, item]) => args(item)),
      );
      for (const [at, [place, item]] of some.entries()) answers[place] = answerOf(item, answer.items[at]);
      return answer.now;
    };
    const runs: Promise<number>[] = [];
    for (const [base, all] of byBase) {
      for (let from = 0; from < all.length; from += atOnce) {
        runs.push(runSome(base, all.slice(from, from + atOnce)));
      }
    }
    return { now: Math.min(...(await Promise.all(runs))), items: answers };
  }

  /** The entries of an index behind a place, or from the first, with their records where they are wanted. */
  async entries(
    base: string,
    index: string,
    after: RedisPlace | undefined,
    limit: number,
    withRecords: boolean,
  ): Promise<RedisEntries> {
    const { now, items } = await this.connection.run(listScript, base, [
      index,
      after === undefined ? '' : String(after.score),
      after?.key ?? '',
      String(limit),
      withRecords ? '1' : '',
    ]);
    const entries = entriesOf(items);
    return { now, entries, more: entries.length === limit };
  }

  /** Deletes expired records of a collection, given by its name in keys, and says how many. */
  async purge(name: string, limit: number): Promise<number> {
    let deleted = 0;
    for (const base of this.layout.basesOfName(name)) {
      for (let asked = 1, found = 1; found === asked && deleted < limit; deleted += found) {
        asked = Math.min(purgedAtOnce, limit - deleted);
        const { items } = await this.connection.run(purgeScript, base, [String(asked)]);
        found = Number(items[0]);
      }
    }
    return deleted;
  }
}

/** The number of records to ask each shard for, so that mostly one call is enough. */
export function shareOf(wanted: number, shards: number): number {
  return shards === 1 ? wanted : Math.min(wanted, Math.ceil((2 * wanted) / shards) + 4);
}
