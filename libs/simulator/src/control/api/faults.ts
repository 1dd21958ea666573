/** The kinds of fault that can be ordered. */
export type FaultKind =
  /** The call is refused with a Graph error. */
  | 'error'
  /** The answer comes late. */
  | 'latency'
  /** The connection is reset before the request is looked at: nothing happened. */
  | 'reset_before'
  /** The request is carried out and the connection reset instead of an answer. */
  | 'reset_after'
  /** Half of the answer, then a reset. */
  | 'half_response'
  /** The message is accepted and fails late, by a webhook with this code. */
  | 'failed_status'
  /** The webhook comes twice. */
  | 'webhook_duplicate'
  /** The webhook comes after the one that follows it. */
  | 'webhook_reorder'
  /** The webhook never comes. */
  | 'webhook_loss';

/** A fault to order. Without `every` and `probability` it hits the next `count`. */
export interface NewFault {
  readonly kind: FaultKind;
  /** Graph calls that it hits. @default 'messages' */
  readonly endpoint?: 'messages' | 'media' | 'any';
  /** The number of calls that are hit before the fault is used up. @default 1, or no end with `every` or `probability` */
  readonly count?: number;
  /** Hits every n-th. */
  readonly every?: number;
  /** Hits with this probability, 0 to 1. Drawn from the seeded generator. */
  readonly probability?: number;
  /** Meta's error code, of `error` and `failed_status`. @default 131000 */
  readonly code?: number;
  /** HTTP status of `error`. @default the one Meta documents for the code */
  readonly status?: number;
  /** The text for `error_data.details`. */
  readonly details?: string;
  /** Response headers of `error`. */
  readonly headers?: Readonly<Record<string, string>>;
  /** The delay of `latency`, in milliseconds of real time. @default 1000 */
  readonly latencyMs?: number;
}

/** A fault that is under way. */
export interface FaultView extends NewFault {
  readonly id: string;
  /** The number of calls that it has hit. */
  readonly hits: number;
  /** The number of calls that it will still hit; `null`: no end. */
  readonly left: number | null;
}
