import type { RequestTracker } from '../../graph/index.js';
import type { PendingSend, SendEndpoint } from './pending-send.js';
import type { SendOptions } from './send-options.js';
import type { SendResult } from './send-result.js';

/** What a caller asks the pipeline to send. */
export interface SendRequest {
  /** The account's name or a tenant; left out, the default account sends. */
  readonly account?: string;
  readonly endpoint: SendEndpoint;
  /** The message as the caller gave it; checked by the pipeline. */
  readonly input: unknown;
  /** Leaves the content unchecked: for message types that the library does not know yet. */
  readonly raw?: boolean;
  readonly options?: SendOptions;
  /** When the event happened that the message answers. */
  readonly answeredEventAt?: Date;
  /** An id of `IdGenerator` that the caller keeps already; left out, the message is given one. */
  readonly correlationId?: string;
  /** Is told when the send waits for the rate limiter, another attempt or Meta, and asked before each request. */
  readonly tracker?: RequestTracker;
}

/** What came of a send; one of `result` and `error` is there. */
export interface SendOutcome {
  /** As it was last: a policy may have replaced the message. Absent where it is not known whom it would have gone to. */
  readonly send?: PendingSend;
  readonly result?: SendResult;
  readonly error?: unknown;
}
