/** The kinds of fault that can be ordered. */
export const FAULT_KINDS = [
  'error',
  'latency',
  'reset_before',
  'reset_after',
  'half_response',
  'failed_status',
  'webhook_duplicate',
  'webhook_reorder',
  'webhook_loss',
] as const;

/** The kinds of fault that can be ordered. */
export type FaultKind = (typeof FAULT_KINDS)[number];

/** The Graph calls that are hit. */
export type FaultEndpoint = 'messages' | 'media' | 'any';

/** A fault to order. Without `every` and `probability` it hits the next `count`. */
export interface FaultOrder {
  readonly kind: FaultKind;
  /** Graph calls that it hits. @default 'messages' */
  readonly endpoint?: FaultEndpoint | undefined;
  /** The number of calls that are hit before the fault is used up. @default 1, or no end with `every` or `probability` */
  readonly count?: number | undefined;
  /** Hits every n-th. */
  readonly every?: number | undefined;
  /** Hits with this probability, 0 to 1. */
  readonly probability?: number | undefined;
  /** Meta's error code, of `error` and `failed_status`. @default 131000 */
  readonly code?: number | undefined;
  /** HTTP status of `error`, 400 to 599. @default the one Meta documents for the code */
  readonly status?: number | undefined;
  /** The text for `error_data.details`. */
  readonly details?: string | undefined;
  /** Response headers of `error`, `{ 'retry-after': '2' }` for instance; none about how the body is sent. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** The delay of `latency`, in milliseconds of real time, up to 2147483647. @default 1000 */
  readonly latencyMs?: number | undefined;
}

/** A fault that is under way. */
export interface OrderedFault {
  readonly id: string;
  readonly order: FaultOrder;
  /** The number of calls that it could have hit. */
  chances: number;
  hits: number;
  /** The number of calls that it will still hit. */
  left: number;
}

/** Chooses the error of the next message calls. */
export interface PlannedFault {
  /** Meta's error code. @default 131000 */
  readonly code?: number;
  /** HTTP status. @default the one Meta documents for the code */
  readonly status?: number;
  /** The number of calls that fail. @default 1 */
  readonly count?: number;
  /** The text for `error_data.details`. */
  readonly details?: string;
  /** Response headers, `{ 'retry-after': '2' }` for instance. */
  readonly headers?: Readonly<Record<string, string>>;
}
