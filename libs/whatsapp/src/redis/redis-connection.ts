import { Redis } from 'ioredis';
import { setTimeout as sleep } from 'node:timers/promises';
import { WhatsAppConfigurationError } from '../errors/index.js';
import { withoutArguments, type RedisClient } from './redis-client.js';
import type { RedisScript } from './redis-scripts.js';

/** Options of a connection: the server and the time limits. */
export interface RedisConnectionOptions {
  /**
   * A command without an answer for so many milliseconds has failed; it may have been run.
   * @default 2000
   */
  readonly commandTimeoutMs?: number;
  /**
   * The time limit for a connection, in milliseconds: at the start, and for each later one that is not of a client of your own.
   * @default 2000
   */
  readonly connectTimeoutMs?: number;
}

const maxReconnectDelayMs = 1000;

/** A client, the caller's or one of our own. No call waits for a connection: the storage tries again. */
export class RedisConnection {
  readonly #client: RedisClient;
  readonly #isOwn: boolean;
  readonly #timeoutMs: number;
  readonly #connectMs: number;
  #lastProblem = '';

  constructor(
    clientOrUrl: RedisClient | string,
    { commandTimeoutMs = 2000, connectTimeoutMs = 2000 }: RedisConnectionOptions,
  ) {
    this.#timeoutMs = commandTimeoutMs;
    this.#connectMs = connectTimeoutMs;
    this.#isOwn = typeof clientOrUrl === 'string';
    this.#client = typeof clientOrUrl === 'string' ? this.made(clientOrUrl) : clientOrUrl;
  }

  get isCluster(): boolean {
    return this.#client.isCluster;
  }

  /** Starts to connect, and waits until the client is connected or the time is over. */
  async open(): Promise<void> {
    if (this.#client.status === 'wait') this.#client.connect().catch(() => undefined);
    const startedAt = performance.now();
    while (this.#client.status !== 'ready' && performance.now() - startedAt < this.#connectMs)
      await sleep(10);
  }

  /** Runs a script on the shard whose keys begin so. The first part of its answer is the time of the server. */
  async run(script: RedisScript, base: string, args: readonly string[]): Promise<RedisAnswer> {
    const answer = await this.withTimeout(async (client) => {
      try {
        return await client.call('evalsha', [script.sha, 1, base, ...args]);
      } catch (error) {
        if (!(error instanceof Error && error.message.startsWith('NOSCRIPT'))) throw error;
        return client.call('eval', [script.source, 1, base, ...args]);
      }
    });
    const [now, ...items]: unknown[] = Array.isArray(answer) ? answer : [];
    return { now: Number(now), items };
  }

  async call(command: string, ...args: (string | number)[]): Promise<unknown> {
    return this.withTimeout((client) => client.call(command, args));
  }

  /** Returns the `INFO` of each server that is written to. */
  async info(): Promise<string[]> {
    return this.withTimeout(async (client) => {
      const servers = client.nodes?.('master') ?? [client];
      return Promise.all(servers.map(async (server) => String(await server.call('info', []))));
    });
  }

  /** Ends the connection if this object made it. */
  async close(): Promise<void> {
    if (!this.#isOwn) return;
    if (this.#client.status === 'ready') await this.call('quit').catch(() => undefined);
    this.#client.disconnect();
  }

  private async withTimeout<T>(call: (client: RedisClient) => Promise<T>): Promise<T> {
    const client = this.#client;
    // Else the client would keep the call, maybe for minutes, and send it when nobody waits for it any more.
    if (client.status !== 'ready') {
      throw new Error(`there is no connection to Redis (${this.#lastProblem || client.status})`);
    }
    const { promise: timeout, cancel } = timeoutOf(this.#timeoutMs);
    try {
      return await Promise.race([call(client), timeout]);
    } catch (error) {
      throw withoutArguments(error);
    } finally {
      cancel();
    }
  }

  private made(url: string): Redis {
    if (!URL.canParse(url) || !/^rediss?:$/.test(new URL(url).protocol)) {
      throw new WhatsAppConfigurationError([
        'The URL of Redis must be redis://[user:password@]host[:port][/database], or rediss:// for TLS; for a Cluster, Sentinel or a ' +
          'socket give a client of ioredis',
      ]);
    }
    const client = new Redis(url, {
      lazyConnect: true,
      connectTimeout: this.#connectMs,
      enableOfflineQueue: false,
      autoResendUnfulfilledCommands: false,
      maxRetriesPerRequest: 0,
      retryStrategy: (times) => Math.min(50 * times, maxReconnectDelayMs) * (0.5 + Math.random() / 2),
      // After a failover the name of a host may lead to the new master, when it is asked for again.
      reconnectOnError: ({ message }) => message.includes('READONLY'),
    });
    client.on('error', (error) => (this.#lastProblem = withoutArguments(error).message));
    client.on('ready', () => (this.#lastProblem = ''));
    return client;
  }
}

/** The answer of a script. */
export interface RedisAnswer {
  readonly now: number;
  readonly items: readonly unknown[];
}

function timeoutOf(ms: number): { promise: Promise<never>; cancel: () => void } {
  let timer: NodeJS.Timeout | undefined;
  const promise = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`Redis did not answer within ${ms} ms`)), ms);
  });
  return { promise, cancel: () => clearTimeout(timer) };
}
