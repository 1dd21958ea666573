import { Injectable } from '@nestjs/common';
import type { InboundMessageEvent } from '../inbound-event.js';

/** Looks at a message before it waits for its turn, and may take it for itself. */
export interface IntakeHook {
  /** For the log. */
  readonly id: string;
  /**
   * Called once for each new message, in the order of their timestamps within a delivery. `true` takes the message: the
   * library's own handlers still see it, at once and not in its conversation's turn; the application's do not.
   */
  take(event: InboundMessageEvent): boolean | Promise<boolean>;
}

/** The hooks that messages are offered to before their conversation's lane. */
@Injectable()
export class IntakeHooks {
  readonly #hooks = new Set<IntakeHook>();

  /** Adds a hook; the function that is returned takes it away again. */
  add(hook: IntakeHook): () => void {
    this.#hooks.add(hook);
    return () => void this.#hooks.delete(hook);
  }

  /** In the order in which they were added. */
  get all(): readonly IntakeHook[] {
    return [...this.#hooks];
  }
}
