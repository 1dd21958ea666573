import type { SequenceFailureChoice } from './sequence-record.js';

/** Options of a sequence: when the next message follows, and what a failure does. */
export interface SequenceOptions {
  /** The account's name or a tenant. @default the default account */
  readonly account?: string;
  /** The state that a message must reach before the next one is sent. Only `delivered` keeps the order on the phone. @default 'delivered' */
  readonly advanceOn?: 'delivered' | 'sent';
  /** Milliseconds that are waited for that, from when Meta accepted the message. @default 300000 */
  readonly stepTimeoutMs?: number;
  /** The action when a message fails or does not get there in time. @default 'stop' */
  readonly onFailure?: SequenceFailureChoice;
}
