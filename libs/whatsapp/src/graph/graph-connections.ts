import { Agent } from 'undici';
import type { WhatsAppGraphOptions } from '../config/index.js';

/** What of the options concerns connections. */
export type GraphConnectionOptions = Pick<
  WhatsAppGraphOptions,
  'connectTimeoutMs' | 'headersTimeoutMs' | 'bodyTimeoutMs' | 'maxConnections'
>;

/** How long requests under way may go on when the application shuts down, in milliseconds. */
const DRAIN_MS = 10_000;

/** The kept-alive connections of one transport. */
export class GraphConnections {
  readonly dispatcher: Agent;
  #closed?: Promise<void>;

  constructor(options: GraphConnectionOptions) {
    this.dispatcher = new Agent({
      connect: { timeout: options.connectTimeoutMs },
      headersTimeout: options.headersTimeoutMs,
      bodyTimeout: options.bodyTimeoutMs,
      connections: options.maxConnections,
    });
  }

  /** Lets the requests under way end, for at most ten seconds, and takes no new ones. May be called again. */
  close(): Promise<void> {
    this.#closed ??= this.#drain();
    return this.#closed;
  }

  async #drain(): Promise<void> {
    const overtime = setTimeout(() => void this.dispatcher.destroy(), DRAIN_MS);
    overtime.unref();
    try {
      await this.dispatcher.close();
    } finally {
      clearTimeout(overtime);
    }
  }
}
