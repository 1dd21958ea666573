import type { Open } from '../parts/open.js';

/** `flows`: a flow's state, or how well its endpoint answers; which members are there depends on `event`. */
export interface FlowsValue {
  readonly event?: Open<
    | 'FLOW_STATUS_CHANGE'
    | 'CLIENT_ERROR_RATE'
    | 'ENDPOINT_ERROR_RATE'
    | 'ENDPOINT_LATENCY'
    | 'ENDPOINT_AVAILABILITY'
    | 'FLOW_VERSION_EXPIRY_WARNING'
  >;
  readonly message?: string;
  readonly flow_id?: string;
  readonly old_status?: string;
  readonly new_status?: string;
  readonly errors?: readonly {
    readonly error_type?: string;
    readonly error_rate?: number;
    readonly error_count?: number;
  }[];
  readonly error_rate?: number;
  readonly threshold?: number;
  readonly alert_state?: Open<'ACTIVATED' | 'DEACTIVATED'>;
  /** Milliseconds. */
  readonly p50_latency?: number;
  /** Milliseconds. */
  readonly p90_latency?: number;
  readonly requests_count?: number;
  readonly availability?: number;
}
