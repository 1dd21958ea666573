import type { StoreAnswer, StoredRecord, TakeQuery } from '../storage/index.js';
import { entriesOf, inOrder, type RedisEntries, type RedisEntry } from './redis-records.js';
import { takeScript } from './redis-scripts.js';
import { shareOf, type RedisShards } from './redis-shards.js';

/** The number of further searches for due records, where others took those that were seen, or one shard has many more than the others. */
const rounds = 4;

/** Takes the earliest due records of all shards: it first finds out which shards have them, then takes that many from each. */
export async function takeDue(shards: RedisShards, query: TakeQuery): Promise<StoreAnswer<StoredRecord>> {
  const bases = shards.layout.basesOf(query.collection);
  const [base = ''] = bases;
  if (bases.length === 1) return answerOf([await takeFrom(shards, base, query.limit, query)]);
  const parts: RedisEntries[] = [];
  let wanted = query.limit;
  for (let round = 0; round < rounds && wanted > 0; round += 1) {
    const due = await dueIn(shards, bases, wanted, query);
    if (due.counts.size === 0) {
      parts.push({ now: due.now, entries: [], more: false });
      break;
    }
    const takes = await Promise.allSettled(
      Array.from(due.counts, async ([from, count]) => takeFrom(shards, from, count, query)),
    );
    const taken = takes.flatMap((take) => (take.status === 'fulfilled' ? take.value : []));
    parts.push(...taken);
    for (const { entries } of taken) wanted -= entries.length;
    // What was taken is given, also where another node has failed.
    for (const take of takes) if (take.status === 'rejected' && parts.length === 0) throw take.reason;
  }
  return answerOf(parts);
}

/** Finds the shards that hold the earliest due records, and the number in each. */
async function dueIn(
  shards: RedisShards,
  bases: readonly string[],
  wanted: number,
  query: TakeQuery,
): Promise<{ readonly now: number; readonly counts: ReadonlyMap<string, number> }> {
  const each = shareOf(wanted, bases.length);
  const baseOf = new Map<RedisEntry, string>();
  const parts = await Promise.all(
    bases.map(async (base) => {
      const part = await shards.entries(base, indexOf(query), undefined, each, false);
      const entries = part.entries.filter(({ score }) => score <= part.now);
      for (const entry of entries) baseOf.set(entry, base);
      return { ...part, entries, more: part.more && entries.length === part.entries.length };
    }),
  );
  const counts = new Map<string, number>();
  for (const entry of inOrder(parts).slice(0, wanted)) {
    const base = baseOf.get(entry) ?? '';
    counts.set(base, (counts.get(base) ?? 0) + 1);
  }
  return { now: Math.min(...parts.map(({ now }) => now)), counts };
}

async function takeFrom(
  shards: RedisShards,
  base: string,
  limit: number,
  query: TakeQuery,
): Promise<RedisEntries> {
  const args = [indexOf(query), String(limit), String(query.leaseMs), query.version];
  const { now, items } = await shards.connection.run(takeScript, base, args);
  return { now, entries: entriesOf(items), more: false };
}

function indexOf({ tag }: TakeQuery): string {
  return tag === undefined ? 'due' : `due:${tag}`;
}

function answerOf(parts: readonly RedisEntries[]): StoreAnswer<StoredRecord> {
  return {
    now: Math.min(...parts.map(({ now }) => now)),
    items: inOrder(parts).flatMap(({ record }) => record ?? []),
  };
}
