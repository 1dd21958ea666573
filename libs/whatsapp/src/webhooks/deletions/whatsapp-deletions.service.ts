import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Subject, type Observable } from 'rxjs';
import { DeletedMessages } from '../../replies/internal.js';
import type { InboundEvent } from '../events/inbound-event.js';
import type { HandlerOutcome, InboundHandler } from '../intake/inbound-handler.js';
import { InboundHandlerRegistry } from '../intake/inbound-handler-registry.js';
import { deletionsOf } from './deletions-of-event.js';
import type { MessageDeletion } from './message-deletion.js';
import { MessageForgetterRegistry, type MessageForgetter } from './message-forgetters.js';

/**
 * Makes sure that a message that its sender deleted is forgotten: by every feature of the library
 * that keeps a part of it, before the application's handlers run, and by the application.
 *
 * @publicApi
 */
@Injectable()
export class WhatsAppDeletionsService implements InboundHandler, OnModuleInit {
  readonly id = 'nestjs-whatsapp:message-deletions';
  readonly order = -50;
  readonly once = true;
  /**
   * Emits each message to forget, after the library has forgotten it. Nobody waits for what a
   * subscriber does: what must not fail belongs into a `MessageForgetter` or a handler.
   */
  readonly deleted$: Observable<MessageDeletion>;
  readonly #deleted = new Subject<MessageDeletion>();

  constructor(
    private readonly forgetters: MessageForgetterRegistry,
    private readonly handlers: InboundHandlerRegistry,
    private readonly messages: DeletedMessages,
  ) {
    this.deleted$ = this.#deleted.asObservable();
  }

  onModuleInit(): void {
    this.handlers.add(this);
  }

  /** Calls a forgetter for every message from now on; the function that is returned takes it away again. */
  onDeleted(forgetter: MessageForgetter): () => void {
    return this.forgetters.add(forgetter);
  }

  matches(event: InboundEvent): boolean {
    return deletionsOf(event).length > 0;
  }

  async handle(event: InboundEvent): Promise<HandlerOutcome> {
    const deletions = deletionsOf(event);
    for (const { messageId } of deletions) this.messages.add(messageId);
    const failures: unknown[] = [];
    for (const deletion of deletions) {
      for (const forgetter of this.forgetters.all) {
        try {
          await forgetter.forget(deletion);
        } catch (error) {
          failures.push(error);
        }
      }
    }
    // Each of them is asked again with the next delivery.
    if (failures.length > 0) {
      throw new AggregateError(failures, 'Part of what is kept of a deleted message could not be forgotten');
    }
    for (const deletion of deletions) this.#deleted.next(deletion);
    return 'handled';
  }
}
