import { Injectable } from '@nestjs/common';
import type { GraphApiError } from '../../errors/index.js';
import type { PendingSend } from './pending-send.js';

/**
 * Makes a message wait until its number and its recipient may send again. The throughput limits stand behind this port.
 *
 * @publicApi
 */
export abstract class SendTurn {
  /** Resolves when the message may go; rejects with the reason of `send.options.signal` when that aborts first. */
  abstract wait(send: PendingSend): void | Promise<void>;

  /** Meta refused an attempt of a message that had its turn; it may be tried again without another. What it throws is logged. */
  refused(_send: PendingSend, _error: GraphApiError): void | Promise<void> {
    // Whoever keeps no limit learns nothing from it.
  }

  /** A message that waited for its turn is done with: Meta has answered, or it was given up. What it throws is logged. */
  ended(_send: PendingSend): void {
    // Whoever keeps no limit learns nothing from it.
  }
}

/** Lets every message go at once. */
@Injectable()
export class ImmediateTurn extends SendTurn {
  wait(): void {
    // No limit is kept here.
  }
}
