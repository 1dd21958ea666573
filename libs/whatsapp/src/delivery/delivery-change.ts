import type { DeliveryRecord, DeliveryState } from './records/delivery-record.js';

/**
 * A message got to another state. Each state is reported once at most, and never one behind another that was reported before:
 * what arrives late changes the record and nothing else.
 *
 * @publicApi
 */
export interface DeliveryChange {
  readonly state: DeliveryState;
  /**
   * The state before; absent where nothing was known of the message, and where a watcher is told the state that it finds. From
   * `unknown` to any other: the outcome is resolved.
   */
  readonly from?: DeliveryState;
  readonly record: DeliveryRecord;
}
