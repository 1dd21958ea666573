import { Agent } from 'undici';
import type { WhatsAppGraphOptions } from '../../config/index.js';
import { GraphOptionsDto } from '../../config/internal.js';

type LimitName = 'connectTimeoutMs' | 'headersTimeoutMs' | 'bodyTimeoutMs' | 'maxConnections';

/** The options that concern connections. */
export type ConnectionOptions = Pick<WhatsAppGraphOptions, LimitName>;

/** The time that requests under way may take when the application shuts down, in milliseconds. */
const DRAIN_MS = 10_000;

/** The connections of one transport, which are kept alive. */
export class UndiciConnections {
  readonly dispatcher: Agent;
  /** The options, with defaults for what was not given. */
  readonly limits: Readonly<Required<ConnectionOptions>>;
  #closed?: Promise<void>;

  constructor(options: ConnectionOptions) {
    const defaults = new GraphOptionsDto();
    this.limits = {
      connectTimeoutMs: options.connectTimeoutMs ?? defaults.connectTimeoutMs,
      headersTimeoutMs: options.headersTimeoutMs ?? defaults.headersTimeoutMs,
      bodyTimeoutMs: options.bodyTimeoutMs ?? defaults.bodyTimeoutMs,
      maxConnections: options.maxConnections ?? defaults.maxConnections,
    };
    this.dispatcher = new Agent({
      connect: { timeout: this.limits.connectTimeoutMs },
      headersTimeout: this.limits.headersTimeoutMs,
      bodyTimeout: this.limits.bodyTimeoutMs,
      connections: this.limits.maxConnections,
    });
  }

  /** Waits for the requests under way, for at most ten seconds, and takes no new ones. May be called again. */
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
