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
} from '../index.js';

type Row = StoredRecord & { readonly first: number };

/** What a server of a {@link MapStorage} holds. */
export class MapServer {
  readonly rows = new Map<string, Map<string, Row>>();
  /** Is called before and after each write: what it throws is what the connection does then. */
  cut: (moment: 'before' | 'after') => void = () => undefined;
  /** How long an answer is on its way. */
  travel: () => Promise<void> = () => Promise.resolve();
  writes = 0;
  reads = 0;

  constructor(readonly now: () => number = () => Date.now()) {}
}

/** The least that a storage of one's own needs, over maps that several instances share. */
export class MapStorage extends CompareAndSetStorage {
  readonly isShared = true;
  readonly isDurable = true;

  constructor(
    private readonly server: MapServer,
    options?: CompareAndSetOptions,
  ) {
    super(options);
  }

  protected read(items: readonly RecordKey[]): Promise<StoreAnswer<StoredRecord | undefined>> {
    this.server.reads += 1;
    return this.answer(items.map(({ collection, key }) => this.rows(collection).get(key)));
  }

  protected async write(items: readonly RecordWrite[]): Promise<StoreAnswer<WriteAnswer>> {
    this.server.writes += 1;
    this.server.cut('before');
    const written = items.map(({ collection, key, expected, record }) => {
      const before = this.rows(collection).get(key);
      if (before?.version !== expected) return before ?? false;
      this.rows(collection).set(key, { ...record, first: before?.body ? before.first : this.server.writes });
      return true;
    });
    this.server.cut('after');
    return this.answer(written);
  }

  protected take({
    collection,
    limit,
    leaseMs,
    tag,
    version,
  }: TakeQuery): Promise<StoreAnswer<StoredRecord>> {
    const now = this.server.now();
    const due = this.alive(collection)
      .filter((row) => (row.dueAt ?? Infinity) <= now && (tag === undefined || row.tags.includes(tag)))
      .toSorted((one, other) => (one.dueAt ?? 0) - (other.dueAt ?? 0))
      .slice(0, limit)
      .map((row) => ({ ...row, dueAt: now + leaseMs, version: version + row.version.slice(0, 105) }));
    for (const row of due) this.rows(collection).set(row.key, row);
    return this.answer(due);
  }

  protected async page(
    collection: string,
    { tag, after, limit, by, dueFrom = -Infinity }: ListQuery,
  ): Promise<StoredPage> {
    const rank = (row: Row): number => (by === 'due' ? (row.dueAt ?? 0) : -row.first);
    const cursor = (row: Row): string => `${String(rank(row) + 2 ** 45).padStart(20, '0')}:${row.key}`;
    const rows = this.alive(collection)
      .filter(
        (row) =>
          row.tags.includes(tag) && (by !== 'due' || (row.dueAt !== undefined && row.dueAt >= dueFrom)),
      )
      .filter((row) => after === undefined || cursor(row) > after)
      .toSorted((one, other) => (cursor(one) < cursor(other) ? -1 : 1));
    const answer = await this.answer<StoredRecord>(rows.slice(0, limit));
    const last = rows[limit - 1];
    return rows.length > limit && last ? { ...answer, next: cursor(last) } : answer;
  }

  protected purge(): Promise<number> {
    return Promise.resolve(0);
  }

  protected disconnect(): Promise<void> {
    return Promise.resolve();
  }

  private async answer<Item>(items: readonly Item[]): Promise<StoreAnswer<Item>> {
    const now = this.server.now();
    await this.server.travel();
    return { now, items };
  }

  private alive(collection: string): Row[] {
    const now = this.server.now();
    return [...this.rows(collection).values()].filter(
      (row) => row.body !== undefined && (row.expiresAt ?? now + 1) > now,
    );
  }

  private rows(collection: string): Map<string, Row> {
    const rows = this.server.rows.get(collection) ?? new Map<string, Row>();
    this.server.rows.set(collection, rows);
    return rows;
  }
}
