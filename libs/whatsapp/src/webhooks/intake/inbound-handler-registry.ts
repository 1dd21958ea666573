import { Injectable } from '@nestjs/common';
import type { InboundEvent } from '../events/inbound-event.js';
import { WhatsAppConfigurationError } from '../../errors/index.js';
import type { InboundHandler } from './inbound-handler.js';

/** Holds all handlers of inbound events: those of the library's features and the application's. */
@Injectable()
export class InboundHandlerRegistry {
  readonly #handlers = new Map<string, InboundHandler>();
  #inOrder: readonly InboundHandler[] = [];

  /**
   * Adds a handler; the function that is returned takes it away again.
   *
   * @throws WhatsAppConfigurationError where another handler has the same id: they would share their claims
   */
  add(handler: InboundHandler): () => void {
    if (this.#handlers.has(handler.id)) {
      throw new WhatsAppConfigurationError([
        `two handlers of inbound events have the id "${handler.id}": give one of them another, so that each is run`,
      ]);
    }
    this.#handlers.set(handler.id, handler);
    this.sort();
    return () => {
      if (this.#handlers.get(handler.id) !== handler) return;
      this.#handlers.delete(handler.id);
      this.sort();
    };
  }

  /**
   * Returns the handlers that take an event, in the order in which they run: the library's own,
   * then the application's, or its fallbacks where none of the others matches. One whose `matches`
   * throws counts as taking it, and fails.
   */
  matching(event: InboundEvent): InboundHandler[] {
    const matched: InboundHandler[] = [];
    for (const handler of this.#inOrder) {
      try {
        if (handler.matches(event)) matched.push(handler);
      } catch (error) {
        matched.push(failing(handler, error));
      }
    }
    const taken = matched.some((handler) => !isLibrarys(handler) && !handler.fallback);
    return taken ? matched.filter((handler) => !handler.fallback) : matched;
  }

  private sort(): void {
    this.#inOrder = [...this.#handlers.values()].toSorted((one, other) => orderOf(one) - orderOf(other));
  }
}

/** Returns `true` when a handler is one of the library's own features. */
export function isLibrarys(handler: InboundHandler): boolean {
  return orderOf(handler) < 0;
}

/** Returns `true` when a handler must not run again for an event for which it has succeeded. */
export function runsOnce(handler: InboundHandler): boolean {
  return handler.once ?? !isLibrarys(handler);
}

/** A handler that fails for an event, so that it is run again and given up like any other, and stops none of the others. */
function failing({ id, order, fallback, once }: InboundHandler, error: unknown): InboundHandler {
  return { id, order, fallback, once, matches: () => true, handle: () => Promise.reject(error) };
}

function orderOf({ order = 0 }: InboundHandler): number {
  return order;
}
