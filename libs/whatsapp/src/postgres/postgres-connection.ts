import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { WhatsAppConfigurationError, WhatsAppError } from '../errors/index.js';
import {
  rowsOf,
  withoutDetails,
  type PostgresPool,
  type PostgresRow,
  type PostgresSession,
} from './postgres-client.js';

/** Options of a connection: the server and the time limits. */
export interface PostgresConnectionOptions {
  /**
   * A statement without an answer for so many milliseconds has failed; it may have been run.
   * @default 5000
   */
  readonly queryTimeoutMs?: number;
  /**
   * The time limit for a connection, in milliseconds.
   * @default 2000
   */
  readonly connectTimeoutMs?: number;
}

/** Deadlocks, and transactions that cannot be put in an order: the server asks for another try. */
const again = new Set(['40P01', '40001']);
const maxAttempts = 5;

/** A pool, the caller's or one of our own. */
export class PostgresConnection implements PostgresSession {
  readonly #own: pg.Pool | undefined;
  readonly #pool: PostgresPool;
  readonly #queryMs: number;
  readonly #connectMs: number;

  constructor(
    poolOrUrl: PostgresPool | string,
    { queryTimeoutMs = 5000, connectTimeoutMs = 2000 }: PostgresConnectionOptions,
  ) {
    this.#queryMs = queryTimeoutMs;
    this.#connectMs = connectTimeoutMs;
    if (typeof poolOrUrl === 'string') {
      this.#own = poolOf(poolOrUrl, connectTimeoutMs);
      this.#pool = this.#own;
    } else this.#pool = poolOrUrl;
    // The pool replaces a client that was lost; without a listener the process would end.
    this.#pool.on('error', ignore);
  }

  async query(text: string, values: unknown[] = []): Promise<PostgresRow[]> {
    const query = { text, values, query_timeout: this.#queryMs };
    for (let attempts = 1; ; attempts += 1) {
      try {
        return await withTimeout(this.#connectMs + this.#queryMs, rowsOf(this.#pool, query));
      } catch (error) {
        const problem = withoutDetails(error);
        if (attempts === maxAttempts || !again.has(problem.code ?? '')) throw problem;
        await sleep(Math.random() * 10 * attempts);
      }
    }
  }

  /** Runs several statements in one transaction. */
  async transaction(work: (session: PostgresSession) => Promise<void>): Promise<void> {
    const connecting = this.#pool.connect();
    const client = await withTimeout(this.#connectMs, connecting).catch((error: unknown) => {
      // One that comes too late goes back.
      connecting.then((late) => late.release(), ignore);
      throw withoutDetails(error);
    });
    client.on('error', ignore);
    let failed = true;
    try {
      const session: PostgresSession = {
        query: async (text, values = []) => rowsOf(client, { text, values }),
      };
      await session.query('BEGIN');
      await work(session);
      await session.query('COMMIT');
      failed = false;
    } catch (error) {
      throw error instanceof WhatsAppError ? error : withoutDetails(error);
    } finally {
      client.off('error', ignore);
      // The server rolls back what a connection that ends has begun.
      client.release(failed);
    }
  }

  /** Ends the pool if this connection made it. */
  async close(): Promise<void> {
    if (this.#own === undefined) this.#pool.off('error', ignore);
    else if (!this.#own.ending) await this.#own.end();
  }
}

function poolOf(url: string, connectTimeoutMs: number): pg.Pool {
  if (!URL.canParse(url) || !/^postgres(?:ql)?:$/.test(new URL(url).protocol)) {
    throw new WhatsAppConfigurationError([
      'The URL of PostgreSQL must be postgres://[user:password@]host[:port]/database; for all else give a Pool of pg',
    ]);
  }
  return new pg.Pool({
    connectionString: url,
    connectionTimeoutMillis: connectTimeoutMs,
    keepAlive: true,
    fallback_application_name: 'nestjs-whatsapp',
  });
}

function ignore(): void {
  // The statement that needs the connection tells of it.
}

async function withTimeout<T>(ms: number, answer: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`PostgreSQL did not answer within ${ms} ms`)), ms);
  });
  try {
    return await Promise.race([answer, timeout]);
  } finally {
    clearTimeout(timer);
  }
}
