import { Injectable } from '@nestjs/common';
import type { MessageDeletion } from './message-deletion.js';

/**
 * Forgets what it keeps of a message that its sender deleted.
 *
 * @publicApi
 */
export interface MessageForgetter {
  /** For the log. */
  readonly id: string;
  /** May be called more than once for one message, also for one that it keeps nothing of. Where it rejects it is called again. */
  forget(deletion: MessageDeletion): void | Promise<void>;
}

/**
 * Who is asked to forget a message that its sender deleted: every feature of the library that keeps something of messages, and
 * whoever else adds itself.
 *
 * @publicApi
 */
@Injectable()
export class MessageForgetterRegistry {
  readonly #forgetters = new Set<MessageForgetter>();

  /** Adds a forgetter; the function that is returned takes it away again. */
  add(forgetter: MessageForgetter): () => void {
    this.#forgetters.add(forgetter);
    return () => void this.#forgetters.delete(forgetter);
  }

  /** In the order in which they were added. */
  get all(): readonly MessageForgetter[] {
    return [...this.#forgetters];
  }
}
