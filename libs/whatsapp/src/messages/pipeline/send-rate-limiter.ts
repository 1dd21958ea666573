import type { GraphApiError } from '../../errors/index.js';
import type { PendingSend } from './pending-send.js';
import type { SendResult } from './send-result.js';

/**
 * Makes a message wait until its number and its recipient may send again. The throughput limits stand behind this port.
 *
 * @publicApi
 */
export abstract class SendRateLimiter {
  /**
   * Resolves when the message may go; rejects with the reason of `send.options.signal` when that aborts first. A message that is
   * tried again waits anew, `isRetry`.
   */
  abstract wait(send: PendingSend, isRetry: boolean): void | Promise<void>;

  /** Meta refused an attempt of a message that had been let go; it may be tried again. What it throws is logged. */
  refused(_send: PendingSend, _error: GraphApiError): void | Promise<void> {
    // Whoever keeps no limit learns nothing from it.
  }

  /**
   * An attempt is over: Meta has accepted the message (`result`) or refused it, or it was given up. May be told more than once.
   * What it throws is logged; nobody waits for it.
   */
  ended(_send: PendingSend, _result?: SendResult): void | Promise<void> {
    // Whoever keeps no limit learns nothing from it.
  }
}
