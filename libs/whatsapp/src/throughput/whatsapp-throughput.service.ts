import { Injectable } from '@nestjs/common';
import { MetaRateLimiter } from './meta-rate-limiter.js';

/**
 * Shows how many messages wait for their turn.
 *
 * @publicApi
 */
@Injectable()
export class WhatsAppThroughputService {
  constructor(private readonly turn: MetaRateLimiter) {}

  /** Returns the number of messages of this process that wait: for one business number (its `phoneNumberId`), or for all. */
  queueLength(phoneNumberId?: string): number {
    return this.turn.waiting(phoneNumberId);
  }
}
