import type { InboundEvent } from '../events/inbound-event.js';

/** The outcome of a handler for an event. `skipped` is no failure: a guard turned it away. */
export type HandlerOutcome = 'handled' | 'skipped';

/** A handler as the dispatcher sees it; decorated methods become such, and so do features of the library. */
export interface InboundHandler {
  /** The same after a deploy: claims are kept under it. Of the library's own it begins with `nestjs-whatsapp:`. */
  readonly id: string;
  /** Lower runs earlier; the library's own use negative numbers, because the application's handlers rely on what they keep. @default 0 */
  readonly order?: number;
  /** Runs only where no handler of the application took the event. @default false */
  readonly fallback?: boolean;
  /**
   * Whether it must not run again for an event for which it has succeeded. Of the library's own most keep facts, and may.
   * @default true, `false` where `order` is negative
   */
  readonly once?: boolean;
  matches(event: InboundEvent): boolean;
  /** Rejects where it failed: then it is run again with the next delivery. */
  handle(event: InboundEvent, attempt: number): Promise<HandlerOutcome>;
}
