/** A statement with its parameters. */
export interface PostgresQuery {
  readonly text: string;
  readonly values?: unknown[];
  /** The time limit of a statement, in milliseconds (an option of pg). */
  readonly query_timeout?: number;
}

/**
 * A client that is in a transaction: a `Client` or `PoolClient` of pg 8 fits.
 *
 * @publicApi
 */
export interface PostgresClient {
  query(query: PostgresQuery): Promise<{ readonly rows?: unknown[] }>;
}

/** A client that a pool has lent. */
export interface LentClient extends PostgresClient {
  on(event: 'error', listener: (error: Error) => void): unknown;
  off(event: 'error', listener: (error: Error) => void): unknown;
  release(error?: boolean): void;
}

/**
 * A pool of connections: a `Pool` of pg 8 fits.
 *
 * @publicApi
 */
export interface PostgresPool extends PostgresClient {
  connect(): Promise<LentClient>;
  on(event: 'error', listener: (error: Error) => void): unknown;
  off(event: 'error', listener: (error: Error) => void): unknown;
}

/** A row of an answer. */
export type PostgresRow = Readonly<Record<string, unknown>>;

/**
 * Returns an error's message and code without the rest: details of PostgreSQL name keys and bodies,
 * and some addresses have a password.
 */
export function withoutDetails(error: unknown): Error & { code?: string } {
  if (!(error instanceof Error)) return new Error(String(error));
  // Of a host with several addresses: it has no words of its own.
  const words =
    error.message || (error instanceof AggregateError ? error.errors.map(wordsOf).join('; ') : error.name);
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  if (code === undefined || words.includes(code)) return Object.assign(new Error(words), code && { code });
  return Object.assign(new Error(`${words} (${code})`), { code });
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** The connection that runs the statements of a storage. */
export interface PostgresSession {
  query(text: string, values?: unknown[]): Promise<PostgresRow[]>;
}

/** The rows that a client or pool answers with. */
export async function rowsOf(client: PostgresClient, query: PostgresQuery): Promise<PostgresRow[]> {
  // Several statements at once have no rows.
  const { rows = [] } = await client.query(query);
  return rows.filter((row): row is PostgresRow => typeof row === 'object' && row !== null);
}
