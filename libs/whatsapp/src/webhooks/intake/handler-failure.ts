import { WhatsAppError } from '../../errors/index.js';
import type { InboundEvent } from '../events/inbound-event.js';

/** A handler failed for an event. */
export interface HandlerFailure {
  readonly event: InboundEvent;
  readonly handlerId: string;
  /** The error that the handler rejected with. It may hold personal data. */
  readonly error: unknown;
  /** The number of the run, from 1. */
  readonly attempt: number;
  /** Whether the next delivery runs it again; else the event is in the dead letters too. */
  readonly willRunAgain: boolean;
}

/** An event that a handler was given up for: keep it, for Meta does not deliver it again. */
export interface DeadLetter {
  readonly event: InboundEvent;
  readonly handlerId: string;
  readonly error: unknown;
  /** The number of runs of the handler. */
  readonly attempts: number;
}

/**
 * A run of a handler took too long and was given up. Whatever that run still sends through its reply, or waits for, is refused
 * with this error: another run may be answering by then.
 *
 * @publicApi
 */
export class HandlerTimedOutError extends WhatsAppError {
  readonly code = 'WHATSAPP_HANDLER_TIMED_OUT';

  constructor(
    readonly handlerId: string,
    /** The option `webhooks.handlerTimeoutMs`. */
    readonly timeoutMs: number,
  ) {
    super(
      `The handler ${handlerId} was given up: it worked for longer than ${timeoutMs} ms (webhooks.handlerTimeoutMs)`,
      {
        advice:
          'Nothing was sent by this call. Give what may take long the signal of @WaSignal(), or hand it to a queue of your own.',
      },
    );
  }
}

/** The lease of a claim ended without a word: the process that ran the handler is gone. */
export class HandlerAbandonedError extends Error {
  override readonly name = 'HandlerAbandonedError';

  constructor() {
    super('the handler was begun as often as it may be, and each time its process ended before it did');
  }
}
