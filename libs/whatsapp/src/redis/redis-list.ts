import type { ListQuery, StoredPage, StoredRecord } from '../storage/index.js';
import { inOrder, type RedisEntry, type RedisPlace } from './redis-records.js';
import { shareOf, type RedisShards } from './redis-shards.js';

const mostAtOnce = 1000;

/** A page of the records that have a tag, from all shards; a place in the order is its cursor, whether its record is still there or not. */
export async function listPage(
  shards: RedisShards,
  collection: string,
  { tag, after, limit, by = 'newest', dueFrom }: ListQuery,
): Promise<StoredPage> {
  const bases = shards.layout.basesOf(collection);
  const index = by === 'due' ? `due:${tag}` : `new:${tag}`;
  const items: StoredRecord[] = [];
  let place: RedisPlace | undefined = after === undefined ? undefined : placeOf(after);
  if (after === undefined && by === 'due' && dueFrom !== undefined) place = { score: dueFrom, key: '' };
  let last: RedisEntry | undefined;
  for (let each = shareOf(limit + 1, bases.length); ; each = Math.min(each * 4, mostAtOnce)) {
    const from = place;
    const parts = await Promise.all(bases.map(async (base) => shards.entries(base, index, from, each, true)));
    const now = Math.min(...parts.map((part) => part.now));
    for (const entry of inOrder(parts)) {
      place = entry;
      const { record } = entry;
      if (record?.body === undefined || (record.expiresAt ?? Infinity) <= now) continue;
      if (items.length === limit && last) return { now, items, next: `${last.score}:${last.key}` };
      items.push(record);
      last = entry;
    }
    if (!parts.some(({ more }) => more)) return { now, items };
  }
}

function placeOf(cursor: string): RedisPlace {
  const [score, ...key] = cursor.split(':');
  return { score: Number(score), key: key.join(':') };
}
