import type { RecordWrite, StoredRecord, WriteAnswer } from '../storage/index.js';

/** A place in an index; those of one score are in the order of the bytes of their keys. */
export interface RedisPlace {
  readonly key: string;
  readonly score: number;
}

/** A record and its position. */
export interface RedisEntry extends RedisPlace {
  readonly record?: StoredRecord;
}

/** A part of an index of one shard. */
export interface RedisEntries {
  readonly now: number;
  readonly entries: readonly RedisEntry[];
  /** Whether there may be more records. */
  readonly more: boolean;
}

/** Returns the arguments of the write script for a record. */
export function argumentsOf({ expected = '', record }: RecordWrite): string[] {
  const { key, version, dueAt, expiresAt, tags, body = '' } = record;
  return [
    key,
    expected,
    version,
    dueAt === undefined ? '' : String(dueAt),
    expiresAt === undefined ? '' : String(expiresAt),
    tags.map((tag) => `\t${tag}`).join(''),
    body,
  ];
}

/** A record as the scripts keep it. */
export function recordOf(key: string, raw: unknown): StoredRecord | undefined {
  if (typeof raw !== 'string') return undefined;
  const [version = '', , dueAt, expiresAt, tags = '', body] = raw.split('\n');
  return {
    key,
    version,
    tags: tags.split('\t').slice(1),
    ...(body && { body }),
    ...(dueAt && { dueAt: Number(dueAt) }),
    ...(expiresAt && { expiresAt: Number(expiresAt) }),
  };
}

/** Reads the answer of the write script for a record. */
export function writtenOf({ key }: RecordWrite, raw: unknown): WriteAnswer {
  return raw === 1 || (recordOf(key, raw) ?? false);
}

/** Reads entries from a script's answer: the key, a score, and the record of each. */
export function entriesOf(answer: readonly unknown[]): RedisEntry[] {
  const entries: RedisEntry[] = [];
  for (let at = 0; at < answer.length; at += 3) {
    const key = String(answer[at]);
    const record = recordOf(key, answer[at + 2]);
    entries.push({ key, score: Number(answer[at + 1]), ...(record && { record }) });
  }
  return entries;
}

/** The entries of several shards in order, up to where one of them may have more that was not asked for. */
export function inOrder(parts: readonly RedisEntries[]): RedisEntry[] {
  const [part] = parts;
  if (parts.length === 1 && part) return [...part.entries];
  const ends = parts.flatMap(({ entries, more }) => (more ? (entries.at(-1) ?? []) : []));
  const all = parts.flatMap(({ entries }) => entries).toSorted(compare);
  const [end] = ends.toSorted(compare);
  return end ? all.filter((entry) => compare(entry, end) <= 0) : all;
}

function compare(one: RedisEntry, other: RedisEntry): number {
  return one.score - other.score || Buffer.compare(Buffer.from(one.key), Buffer.from(other.key));
}
