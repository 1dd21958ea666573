import type { Change, Keep, ListQuery, Page, Stored, Updated } from '../storage/index.js';
import { decodeKey, encodeKey } from '../storage/internal.js';
import { rowsOf, type SqliteDatabase, type SqliteStatement, type SqliteValue } from './sqlite-database.js';

/** Numbers are big integers where the application has told its database so. */
interface Row {
  readonly id: number | bigint;
  readonly key: string;
  readonly writes: number | bigint;
  readonly due_at: number | bigint | null;
  readonly expires_at: number | bigint | null;
  readonly tags: string | null;
  readonly body: string;
}

/** The new content of a row. */
interface Content {
  readonly dueAt: number | null;
  readonly expiresAt: number | null;
  readonly tags: readonly string[];
  readonly body: string;
}

/** The result of a change, or the error that it has thrown. */
export type Made<V> = Updated<V> | { readonly thrown: unknown };

type Tagged = Pick<Row, 'id' | 'tags'>;

const columns = 'r.id, r.key, r.writes, r.due_at, r.expires_at, r.tags, r.body';
const alive = '(r.expires_at IS NULL OR r.expires_at > ?)';
const tagged = `SELECT ${columns} FROM whatsapp_tags t CROSS JOIN whatsapp_records r ON r.id = t.record
  WHERE t.collection = ? AND t.tag = ?`;

/** Every statement that the records need. */
export const statements = {
  read: `SELECT ${columns} FROM whatsapp_records r WHERE collection = ? AND key = ?`,
  insert: `INSERT INTO whatsapp_records (collection, key, writes, due_at, expires_at, tags, body)
    VALUES (?, ?, 1, ?, ?, ?, ?)`,
  change: `UPDATE whatsapp_records SET writes = writes + 1, due_at = ?, expires_at = ?, tags = ?, body = ?
    WHERE id = ?`,
  lease: 'UPDATE whatsapp_records SET writes = writes + 1, due_at = ? WHERE id = ?',
  delete: 'DELETE FROM whatsapp_records WHERE id = ?',
  tag: 'INSERT INTO whatsapp_tags (collection, tag, record, due_at) VALUES (?, ?, ?, ?)',
  untag: 'DELETE FROM whatsapp_tags WHERE collection = ? AND tag = ? AND record = ?',
  due: `SELECT ${columns} FROM whatsapp_records r
    WHERE r.collection = ? AND r.due_at <= ? AND ${alive} ORDER BY r.due_at, r.id LIMIT ?`,
  dueOfTag: `${tagged} AND t.due_at <= ? AND ${alive} ORDER BY t.due_at, t.record LIMIT ?`,
  newest: `${tagged} AND t.record < ? AND ${alive} ORDER BY t.record DESC LIMIT ?`,
  byDue: `${tagged} AND t.due_at IS NOT NULL AND (t.due_at, t.record) > (?, ?) AND ${alive}
    ORDER BY t.due_at, t.record LIMIT ?`,
  expired:
    'SELECT id, collection, tags FROM whatsapp_records WHERE expires_at <= ? ORDER BY expires_at LIMIT ?',
} as const;

/** The filter for due records that are taken. */
export interface DueQuery {
  readonly collection: string;
  readonly limit: number;
  readonly tag?: string;
}

/** The records of a database. Each call stands within a transaction of its caller's, who says what time it is. */
export class SqliteRecords {
  readonly #prepared = new Map<keyof typeof statements, SqliteStatement>();

  constructor(private readonly database: SqliteDatabase) {}

  get<V>(collection: string, key: string, now: number): Stored<V> | undefined {
    const row = this.row(collection, encodeKey(key));
    return row && isAlive(row, now) ? storedOf<V>(row) : undefined;
  }

  /** An error of the change is returned, not thrown: others are committed in the same transaction. */
  update<V>(collection: string, key: string, change: Change<V>, now: number): Made<V> {
    const encoded = encodeKey(key);
    const row = this.row(collection, encoded);
    const before = row && isAlive(row, now) ? row : undefined;
    const stored = before && storedOf<V>(before);
    let next: Keep<V> | 'drop' | undefined;
    let content: Content | undefined;
    try {
      next = change(stored, now);
      if (typeof next === 'object') content = contentOf(next);
    } catch (error) {
      return { thrown: error };
    }
    if (next === undefined || (next === 'drop' && before === undefined)) {
      return { ...(stored && { stored }), changed: false, now };
    }
    // Made anew, it counts as new in lists.
    if (row && (next === 'drop' || before === undefined)) this.remove(collection, row);
    if (next === 'drop' || content === undefined) return { changed: true, now };
    const version = before
      ? this.change(collection, before, content)
      : this.insert(collection, encoded, content);
    return { stored: { key, version, ...next }, changed: true, now };
  }

  isDue(query: DueQuery, now: number): boolean {
    return this.due({ ...query, limit: 1 }, now).length > 0;
  }

  takeDue<V>(query: DueQuery, leaseMs: number, now: number): Stored<V>[] {
    const dueAt = now + leaseMs;
    return this.due(query, now).map((row) => {
      this.run('lease', dueAt, Number(row.id));
      this.untag(query.collection, row);
      this.tag(query.collection, textsOf(row.tags), Number(row.id), dueAt);
      return storedOf<V>({ ...row, writes: Number(row.writes) + 1, due_at: dueAt });
    });
  }

  list<V>(collection: string, query: ListQuery, now: number): Page<V> {
    const { after, limit, by = 'newest' } = query;
    const tag = encodeKey(query.tag);
    const rows =
      by === 'due'
        ? this.rows<Row>('byDue', collection, tag, ...afterDue(after, query.dueFrom), now, limit + 1)
        : this.rows<Row>('newest', collection, tag, Number(after ?? Number.MAX_SAFE_INTEGER), now, limit + 1);
    const last = rows.length > limit ? rows[limit - 1] : undefined;
    return {
      records: rows.slice(0, limit).map((row) => storedOf<V>(row)),
      ...(last && { next: by === 'due' ? `${last.due_at}:${last.id}` : `${last.id}` }),
    };
  }

  hasExpired(now: number): boolean {
    return this.rows('expired', now, 1).length > 0;
  }

  /** @returns how many it has deleted */
  purge(limit: number, now: number): number {
    const expired = this.rows<Tagged & { collection: string }>('expired', now, limit);
    for (const row of expired) this.remove(row.collection, row);
    return expired.length;
  }

  private due({ collection, tag, limit }: DueQuery, now: number): Row[] {
    return tag === undefined
      ? this.rows<Row>('due', collection, now, now, limit)
      : this.rows<Row>('dueOfTag', collection, encodeKey(tag), now, now, limit);
  }

  /** @returns its version: no other record has ever the same id */
  private insert(collection: string, key: string, { dueAt, expiresAt, tags, body }: Content): string {
    const id = this.run('insert', collection, key, dueAt, expiresAt, textOf(tags), body);
    this.tag(collection, tags, id, dueAt);
    return `${id}.1`;
  }

  private change(collection: string, before: Row, { dueAt, expiresAt, tags, body }: Content): string {
    const id = Number(before.id);
    const text = textOf(tags);
    this.run('change', dueAt, expiresAt, text, body, id);
    if (text !== before.tags || (text !== null && dueAt !== numberOf(before.due_at))) {
      this.untag(collection, before);
      this.tag(collection, tags, id, dueAt);
    }
    return `${id}.${Number(before.writes) + 1}`;
  }

  private remove(collection: string, row: Tagged): void {
    this.untag(collection, row);
    this.run('delete', Number(row.id));
  }

  private tag(collection: string, tags: readonly string[], id: number, dueAt: number | null): void {
    for (const tag of tags) this.run('tag', collection, tag, id, dueAt);
  }

  private untag(collection: string, { id, tags }: Tagged): void {
    for (const tag of textsOf(tags)) this.run('untag', collection, tag, Number(id));
  }

  private row(collection: string, encodedKey: string): Row | undefined {
    return this.rows<Row>('read', collection, encodedKey)[0];
  }

  private rows<R extends object>(name: keyof typeof statements, ...values: SqliteValue[]): R[] {
    return rowsOf<R>(this.prepared(name), ...values);
  }

  /** @returns the id of the record that it makes, if it makes one */
  private run(name: keyof typeof statements, ...values: SqliteValue[]): number {
    return Number(this.prepared(name).run(...values).lastInsertRowid);
  }

  private prepared(name: keyof typeof statements): SqliteStatement {
    let statement = this.#prepared.get(name);
    if (statement === undefined) {
      statement = this.database.prepare(statements[name]);
      this.#prepared.set(name, statement);
    }
    return statement;
  }
}

function storedOf<V>(row: Row): Stored<V> {
  const dueAt = numberOf(row.due_at);
  const expiresAt = numberOf(row.expires_at);
  return {
    key: decodeKey(row.key),
    value: JSON.parse(row.body),
    version: `${row.id}.${row.writes}`,
    ...(dueAt !== null && { dueAt }),
    ...(row.tags !== null && { tags: textsOf(row.tags).map(decodeKey) }),
    ...(expiresAt !== null && { expiresAt }),
  };
}

function contentOf({ value, dueAt, expiresAt, tags }: Keep<unknown>): Content {
  return {
    dueAt: dueAt ?? null,
    expiresAt: expiresAt ?? null,
    tags: [...new Set(tags)].map(encodeKey),
    body: JSON.stringify(value),
  };
}

function textOf(tags: readonly string[]): string | null {
  return tags.length === 0 ? null : JSON.stringify(tags);
}

function textsOf(tags: string | null): string[] {
  return tags === null ? [] : JSON.parse(tags);
}

function isAlive({ expires_at }: Row, now: number): boolean {
  return expires_at === null || Number(expires_at) > now;
}

function numberOf(value: number | bigint | null): number | null {
  return value === null ? null : Number(value);
}

function afterDue(cursor?: string, dueFrom = Number.MIN_SAFE_INTEGER): [dueAt: number, id: number] {
  const [dueAt = dueFrom, id = 0] = cursor?.split(':').map(Number) ?? [];
  return [dueAt, id];
}
