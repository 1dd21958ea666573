import { Injectable } from '@nestjs/common';
import { LimitedTurn } from './limited-turn.js';

/**
 * Shows how many messages wait for their turn.
 *
 * @publicApi
 */
@Injectable()
export class WhatsAppThroughputService {
  constructor(private readonly turn: LimitedTurn) {}

  /** How many messages of this process wait: for one business number (its `phoneNumberId`), or for all. */
  queueLength(phoneNumberId?: string): number {
    return this.turn.waiting(phoneNumberId);
  }
}
