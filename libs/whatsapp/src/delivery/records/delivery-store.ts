import type { DeliveryRecord, DeliveryState } from './delivery-record.js';

/** How a message is looked up: by its id, or else by the id of its send. */
export interface DeliveryIds {
  readonly messageId?: string;
  readonly correlationId?: string;
}

/** Which messages are looked for; all that is given must hold. */
export interface DeliveryQuery {
  /** A phone number (`+` and digits) or WhatsApp id (digits), which are taken for the same, a business-scoped user id or the id of a group. */
  readonly recipient?: string;
  readonly state?: DeliveryState | readonly DeliveryState[];
  /** Milliseconds since the UNIX epoch: messages that were sent then or later. */
  readonly since?: number;
  /** How many at most. @default 100 */
  readonly limit?: number;
}

/** A record before and after an update; the same object where nothing was changed. */
export interface StoredChange {
  readonly before?: DeliveryRecord;
  readonly after?: DeliveryRecord;
}

/**
 * Keeps what is known of each message. Bounded: what is forgotten is found no more, and the statuses that still come for it make
 * a new record with what they say.
 *
 * @publicApi
 */
export abstract class DeliveryStore {
  /**
   * Replaces a record by what `change` makes of it, atomically: nobody else's change is lost. `change` is pure and may be called
   * again; where it answers `undefined`, nothing is written and what was there stays. A record that was found by `correlationId` is from then on found by
   * the `messageId` that it was given as well.
   */
  abstract update(
    ids: DeliveryIds,
    change: (before: DeliveryRecord | undefined) => DeliveryRecord | undefined,
  ): Promise<StoredChange>;

  abstract get(ids: DeliveryIds): Promise<DeliveryRecord | undefined>;

  /** The latest changed first. */
  abstract find(query: DeliveryQuery): Promise<DeliveryRecord[]>;

  /** When the next open message is due (`nextDeadlineOf`); `undefined` where none is open. */
  abstract nextDeadline(): Promise<number | undefined>;

  /** Open messages whose deadline has passed, the earliest first. They stay due until an update closes them. */
  abstract due(now: number, limit: number): Promise<DeliveryRecord[]>;
}
