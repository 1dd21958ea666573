import type { RequestTracker } from '../../graph/index.js';
import type { PendingSend, SendEndpoint } from './pending-send.js';
import type { SendOptions } from './send-options.js';
import type { SendResult } from './send-result.js';

/** The message and the options that a caller gives to the pipeline. */
export interface SendRequest {
  /** The account's name or a tenant; left out, the default account sends. */
  readonly account?: string;
  readonly endpoint: SendEndpoint;
  /** The message as the caller gave it; checked by the pipeline. */
  readonly input: unknown;
  /** Leaves the content unchecked: for message types that the library does not know yet. */
  readonly raw?: boolean;
  readonly options?: SendOptions;
  /** The time of the event that the message answers. */
  readonly answeredEventAt?: Date;
  /** An id of `IdGenerator` that the caller keeps already; left out, the message is given one. */
  readonly correlationId?: string;
  /** Called when the send waits for the rate limiter, another attempt or Meta, and before each request. */
  readonly tracker?: RequestTracker;
}

/** The outcome of a send; one of `result` and `error` is there. */
export interface SendOutcome {
  /** The send in its last state: a policy may have replaced the message. Absent where it is not known whom it would have gone to. */
  readonly send?: PendingSend;
  readonly result?: SendResult;
  readonly error?: unknown;
}
