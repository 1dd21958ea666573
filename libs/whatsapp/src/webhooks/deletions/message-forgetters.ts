import { Injectable } from '@nestjs/common';
import type { MessageDeletion } from './message-deletion.js';

/**
 * Deletes the data that a feature keeps of a message that its sender deleted.
 *
 * @publicApi
 */
export interface MessageForgetter {
  /** The name for the log. */
  readonly id: string;
  /** Deletes the data of a message. It may be called more than once for one message, also for one of which nothing is kept. Where it rejects it is called again. */
  forget(deletion: MessageDeletion): void | Promise<void>;
}

/**
 * The registry of those who must forget a message that its sender deleted: every feature of the
 * library that keeps something of messages, and whoever else adds itself.
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

  /** All forgetters in the order in which they were added. */
  get all(): readonly MessageForgetter[] {
    return [...this.#forgetters];
  }
}
