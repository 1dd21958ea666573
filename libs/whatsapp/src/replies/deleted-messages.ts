import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';

/** The number of deleted messages that are remembered; those that were deleted first are forgotten first. */
const maxRemembered = 10_000;

/** The messages that webhooks have told this process were deleted: WhatsApp shows no quote of them. */
@Injectable()
export class DeletedMessages {
  readonly #ids = new LRUCache<string, true>({ max: maxRemembered });

  add(messageId: string): void {
    this.#ids.set(messageId, true);
  }

  has(messageId: string): boolean {
    return this.#ids.has(messageId);
  }
}
