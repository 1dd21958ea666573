import type { RecordWrite, StoredRecord } from '../storage/index.js';
import type { PostgresRow } from './postgres-client.js';

/** A record of a row; `undefined` where the row has none. */
export function recordOf({
  key,
  body,
  version,
  tags,
  due_at,
  expires_at,
}: PostgresRow): StoredRecord | undefined {
  if (typeof key !== 'string' || typeof version !== 'string') return undefined;
  return {
    key,
    version,
    tags: Array.isArray(tags) ? tags.map(String) : [],
    ...(typeof body === 'string' && { body }),
    ...(typeof due_at === 'number' && { dueAt: due_at }),
    ...(typeof expires_at === 'number' && { expiresAt: expires_at }),
  };
}

/** The parameters of `write_records`: an array for each column. */
export function columnsOf(items: readonly RecordWrite[]): unknown[] {
  return [
    items.map(({ collection }) => collection),
    items.map(({ key }) => key),
    items.map(({ expected }) => expected),
    items.map(({ record }) => record.version),
    items.map(({ record }) => record.body),
    items.map(({ record }) => arrayOf(record.tags)),
    items.map(({ record }) => record.dueAt),
    items.map(({ record }) => record.expiresAt),
  ];
}

/** An array as PostgreSQL writes it: arrays of different lengths do not fit into one parameter. */
function arrayOf(texts: readonly string[]): string {
  return `{${texts.map((text) => `"${text.replace(/["\\]/g, '\\$&')}"`).join()}}`;
}
