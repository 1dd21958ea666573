import { Injectable, Logger } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { Clock } from '../../common/index.js';
import { WhatsAppError } from '../../errors/index.js';
import { nameOfError } from '../../observability/internal.js';

/** A failure of a file is told within minutes; what was not asked for after an hour is forgotten. */
const KEPT_MS = 3_600_000;
const MAX_KEPT = 1_000;

/**
 * Messages whose sender asked that they be sent again where their file could not be used, and how to do it. Known to this process
 * only: after a restart nothing is sent again.
 */
@Injectable()
export class MediaResends {
  private readonly logger = new Logger('WhatsAppMedia');
  readonly #kept: LRUCache<string, () => Promise<unknown>>;

  constructor(clock: Clock) {
    this.#kept = new LRUCache({
      max: MAX_KEPT,
      ttl: KEPT_MS,
      ttlResolution: 0,
      perf: { now: () => clock.now() },
    });
  }

  keep(phoneNumberId: string, messageId: string, again: () => Promise<unknown>): void {
    this.#kept.set(`${phoneNumberId} ${messageId}`, again);
  }

  /** Sends a message again, once; does nothing for all others. A failure is the sender's affair no more: it is logged. */
  async resend(phoneNumberId: string, messageId: string): Promise<void> {
    const key = `${phoneNumberId} ${messageId}`;
    const again = this.#kept.get(key);
    if (again === undefined) return;
    this.#kept.delete(key);
    try {
      await again();
      this.logger.log(`Message ${messageId} was sent again: its file had to be uploaded anew`);
    } catch (error) {
      this.logger.error(
        `Message ${messageId} could not be sent again: ${error instanceof WhatsAppError ? error.message : nameOfError(error)}`,
      );
    }
  }
}
