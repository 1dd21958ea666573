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
import type { PostgresClient, PostgresPool, PostgresRow } from './postgres-client.js';
import { PostgresConnection, type PostgresConnectionOptions } from './postgres-connection.js';
import { clockNow } from './postgres-functions.js';
import { columnsOf, recordOf } from './postgres-records.js';
import { openSchema, quoted } from './postgres-schema.js';
import { PostgresTransaction } from './postgres-transaction.js';

/** Options of a {@link PostgresStorage}. */
export interface PostgresStorageOptions extends CompareAndSetOptions, PostgresConnectionOptions {
  /**
   * The schema of its tables, 1 to 63 bytes. Two applications in one database have two.
   * @default 'whatsapp'
   */
  readonly schema?: string;
}

const maxNameBytes = 63;
/** The longest time that a statement waits for the transactions of others, in milliseconds. */
const maxLockMs = 500;
const lockNotAvailable = '55P03';

/**
 * Keeps records in PostgreSQL 13 or later: `storage: postgres('postgres://localhost/app')`. Other processes share them, and they
 * survive as the server's own data do.
 *
 * - Its tables and functions are in a schema of their own, made and migrated at the start. That needs the right to make a schema, or to
 *   make tables in one that is there; later starts need none.
 * - A call is one statement, also for several records. No statement is prepared and no setting of a session changed, so that PgBouncer
 *   may lend connections by transaction.
 * - Keys may have 2,600 bytes together with their collection and tag.
 *
 * @publicApi
 */
export class PostgresStorage extends CompareAndSetStorage {
  readonly isShared = true;
  readonly isDurable = true;
  readonly #target: PostgresConnection | PostgresTransaction;
  readonly #schema: string;
  readonly #options: PostgresStorageOptions;
  readonly #logger = new Logger('WhatsAppStorage');

  /** @param target a URL or a pool; a transaction is what {@link using} gives */
  constructor(target: PostgresPool | PostgresTransaction | string, options: PostgresStorageOptions = {}) {
    super(options);
    this.#options = options;
    this.#schema = options.schema ?? 'whatsapp';
    const bytes = Buffer.byteLength(this.#schema);
    if (bytes === 0 || bytes > maxNameBytes || this.#schema.includes('\0')) {
      throw new WhatsAppConfigurationError(['`schema` must have 1 to 63 bytes, none of them NUL']);
    }
    this.#target = target instanceof PostgresTransaction ? target : new PostgresConnection(target, options);
  }

  /**
   * Makes or migrates the tables.
   *
   * @throws WhatsAppConfigurationError before PostgreSQL 13, on a database that can only be read or is not in UTF8, and where the
   * server refuses the credentials or the rights
   */
  override async open(): Promise<void> {
    const target = this.#target;
    if (target instanceof PostgresTransaction) return;
    const warnings = await this.waiting(() => openSchema(target, this.#schema));
    for (const warning of warnings) this.#logger.warn(warning);
    await super.open();
  }

  /**
   * A storage over your own client: what is written by it is there when your transaction is committed, and gone when that is rolled
   * back. It needs no opening and no closing.
   *
   * Until then others who change the same records wait, so let the transaction be short. A call that fails, by a deadlock too, is not
   * tried again, and the transaction with it has failed.
   */
  using(client: PostgresClient): PostgresStorage {
    return new PostgresStorage(new PostgresTransaction(client), { ...this.#options, waitMs: 0 });
  }

  /** A statement costs what 20 of its records do, and its commit more: so one with many, and none beside it. */
  protected override get callsAtOnce(): number {
    return 1;
  }

  protected async read(items: readonly RecordKey[]): Promise<StoreAnswer<StoredRecord | undefined>> {
    const { now, rows } = await this.rowsOf('read_records', [
      items.map(({ collection }) => collection),
      items.map(({ key }) => key),
    ]);
    return { now, items: inOrder(items, rows, recordOf, undefined) };
  }

  protected async write(items: readonly RecordWrite[]): Promise<StoreAnswer<WriteAnswer>> {
    // A statement that fails would end the caller's transaction.
    const lockMs = this.#target instanceof PostgresTransaction ? 0 : maxLockMs;
    try {
      const { now, rows } = await this.rowsOf('write_records', [...columnsOf(items), lockMs]);
      return { now, items: inOrder<WriteAnswer>(items, rows, (row) => recordOf(row) ?? true, false) };
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === lockNotAvailable)) throw error;
      return this.writeEach(items);
    }
  }

  /** A transaction that goes on is making one of the records: the others need not wait for it. */
  private async writeEach(items: readonly RecordWrite[]): Promise<StoreAnswer<WriteAnswer>> {
    if (items.length === 1) return { ...(await this.read([])), items: [false] };
    const answers = await Promise.all(items.map(async (item) => this.write([item])));
    return {
      now: Math.min(...answers.map(({ now }) => now)),
      items: answers.flatMap(({ items: [written = false] }) => written),
    };
  }

  protected async take({
    collection,
    limit,
    leaseMs,
    version,
    tag,
  }: TakeQuery): Promise<StoreAnswer<StoredRecord>> {
    const { now, rows } = await this.rowsOf('take_records', [collection, limit, leaseMs, version, tag]);
    return { now, items: rows.flatMap((row) => recordOf(row) ?? []) };
  }

  protected async page(
    collection: string,
    { tag, after, limit, by = 'newest', dueFrom }: ListQuery,
  ): Promise<StoredPage> {
    const { now, rows } = await this.rowsOf(`${by}_records`, [
      collection,
      tag,
      ...placeOf(after, by, dueFrom),
      limit + 1,
    ]);
    const items = rows.slice(0, limit).flatMap((row) => recordOf(row) ?? []);
    const last = rows.length > limit ? rows[limit - 1] : undefined;
    return { now, items, ...(last && { next: `${String(last['rank'])}:${String(last['key'])}` }) };
  }

  protected async purge(limit: number): Promise<number> {
    return Number((await this.call('purge_records', [limit])).value);
  }

  protected async disconnect(): Promise<void> {
    if (this.#target instanceof PostgresConnection) await this.#target.close();
  }

  /**
   * Calls a function that returns rows. The clock is read first, since what comes before it counts
   * as its error; its row is there also where there is no other.
   */
  private async rowsOf(
    name: string,
    values: unknown[],
  ): Promise<{ readonly now: number; readonly rows: readonly PostgresRow[] }> {
    const rows = await this.#target.query(
      `SELECT * FROM (SELECT ${clockNow} AS clock) AS one LEFT JOIN ${this.functionOf(name, values)} AS r ON true`,
      values,
    );
    return { now: Number(rows[0]?.['clock']), rows: rows.filter(({ key }) => key !== null) };
  }

  /** Calls a function that returns one value. */
  private async call(
    name: string,
    values: unknown[],
  ): Promise<{ readonly now: number; readonly value: unknown }> {
    const [row] = await this.#target.query(
      `SELECT ${clockNow} AS clock, ${this.functionOf(name, values)} AS value`,
      values,
    );
    return { now: Number(row?.['clock']), value: row?.['value'] };
  }

  private functionOf(name: string, values: readonly unknown[]): string {
    return `${quoted(this.#schema)}.${name}(${values.map((_value, index) => `$${index + 1}`).join()})`;
  }
}

/** An answer for each item: rows name their item by its number, from 1. */
function inOrder<Answer>(
  items: readonly unknown[],
  rows: readonly PostgresRow[],
  answerOf: (row: PostgresRow) => Answer,
  otherwise: Answer,
): Answer[] {
  const found = new Map(rows.map((row) => [row['n'], row]));
  return items.map((_item, index) => {
    const row = found.get(index + 1);
    return row ? answerOf(row) : otherwise;
  });
}

/** Rank and key that a page begins behind; behind everything where the cursor is none of ours. */
function placeOf(
  after: string | undefined,
  by: 'newest' | 'due',
  dueFrom = Number.NEGATIVE_INFINITY,
): [rank: string, key: string] {
  if (after === undefined) return [by === 'due' ? String(dueFrom) : '9223372036854775807', ''];
  const [, rank = '', key = ''] = /^([^:]*):(.*)$/s.exec(after) ?? [];
  if (by === 'due') return [String(rank === '' ? Number.NaN : Number(rank)), key];
  return [/^\d{1,18}$/.test(rank) ? rank : '0', key];
}
