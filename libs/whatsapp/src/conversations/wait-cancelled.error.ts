import { WhatsAppError } from '../errors/index.js';
import type { InboundMessageEvent } from '../webhooks/index.js';

const reasons = {
  word: 'the user cancelled it',
  signal: 'its signal aborted',
  shutdown: 'the application shuts down',
} as const;

/**
 * The wait for a user's answer was ended before one came.
 *
 * @publicApi
 */
export class WaitCancelledError extends WhatsAppError {
  readonly code = 'WHATSAPP_WAIT_CANCELLED';
  /** The message that cancelled it, where the user did. Not enumerable, so that it does not end up in a log by itself. */
  declare readonly event?: InboundMessageEvent;

  constructor(
    /** `word`: one of the `cancelWords`; `signal`: the `signal` of the options; `shutdown`: the application stops. */
    readonly reason: keyof typeof reasons,
    { event, cause }: { event?: InboundMessageEvent; cause?: unknown } = {},
  ) {
    super(`The wait for an answer ended: ${reasons[reason]}`, { cause });
    Object.defineProperty(this, 'event', { value: event, enumerable: false });
  }
}
