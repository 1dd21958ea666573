import { phoneName } from '../../users/internal.js';
import type { DeliveryRecord, DeliveryState } from './delivery-record.js';
import { deliveryStateOf } from './delivery-state.js';

/** Filters for delivery records; a record must match all that are given. */
export interface DeliveryQuery {
  /** A phone number (`+` and digits) or WhatsApp id (digits), which are taken for the same, a business-scoped user id or the id of a group. */
  readonly recipient?: string;
  readonly state?: DeliveryState | readonly DeliveryState[];
  /** Milliseconds since the UNIX epoch: messages that were sent then or later. */
  readonly since?: number;
  /** The most records. @default 100 */
  readonly limit?: number;
}

/** Returns `true` when a message matches the query. */
export function matchesQuery(record: DeliveryRecord, { recipient, state, since }: DeliveryQuery): boolean {
  return (
    (since === undefined || begunAt(record) >= since) &&
    (recipient === undefined || isRecipient(record, recipient)) &&
    (state === undefined || [state].flat().includes(deliveryStateOf(record)))
  );
}

/** Returns the time when a message was sent, as far as its record tells; 0 where it tells nothing. */
export function begunAt({ times }: DeliveryRecord): number {
  const all = Object.values(times).filter((time) => typeof time === 'number');
  return all.length === 0 ? 0 : Math.min(...all);
}

function isRecipient({ recipient: { to, waId, userId } }: DeliveryRecord, wanted: string): boolean {
  return wanted === userId || [to, waId].some((id) => id !== undefined && bareId(id) === bareId(wanted));
}

/** A message whose outcome is unknown has the number that it was sent to alone; webhooks tell the WhatsApp id: they are one. */
export function bareId(id: string): string {
  return id.startsWith('+') ? id.slice(1) : id;
}

/** The name under which everything is found that went to one recipient, however a phone number is spelled. */
export function recipientName(id: string): string {
  return /^\+?\d+$/.test(id) ? phoneName(id) : id;
}
