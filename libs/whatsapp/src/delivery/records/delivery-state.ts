import type { DeliveryRecord, DeliveryState } from './delivery-record.js';

/**
 * The state that follows from what is known of a message. What reached the user counts most, whatever else is reported: a
 * failure on one device or a verdict of ours does not take that back.
 *
 * @publicApi
 */
export function deliveryStateOf({ messageId, times, type, pacing }: DeliveryRecord): DeliveryState {
  if (times.played !== undefined) return 'played';
  if (times.read !== undefined) return 'read';
  if (times.delivered !== undefined) return 'delivered';
  if (times.failed !== undefined) return 'failed';
  if (times.sent !== undefined && isDoneWhenSent(type)) return 'sent';
  if (times.dropped !== undefined) return 'dropped';
  if (times.sent !== undefined) return 'sent';
  // Whatever tells Meta's id of it says that Meta has taken it, a payment's status for instance.
  if (times.accepted !== undefined || messageId !== undefined) {
    return pacing === 'held_for_quality_assessment' || pacing === 'paused' ? pacing : 'accepted';
  }
  return times.unresolved === undefined ? 'unknown' : 'unresolved';
}

/** Meta never reports a reaction as delivered (Webhooks reference, statuses). */
export function isDoneWhenSent(type: string | undefined): boolean {
  return type === 'reaction';
}

/** Returns `true` when nothing more is expected of a message. Something may still come: `delivered` after `failed`, for instance. */
export function isFinal(record: DeliveryRecord): boolean {
  const state = deliveryStateOf(record);
  // Of an audio message it may still be reported that it was played.
  if (state === 'read') return record.type !== 'audio';
  if (state === 'sent') return isDoneWhenSent(record.type);
  // In a group it failed for one participant.
  if (state === 'failed') return record.recipient.isGroup !== true;
  return state === 'played' || state === 'dropped';
}

/** Returns the time when something must be decided about a message if nothing more is heard of it; `undefined` where nothing must. */
export function nextDeadlineOf(record: DeliveryRecord): number | undefined {
  switch (deliveryStateOf(record)) {
    case 'unknown':
      return record.resolveBy;
    case 'sent':
      return isDoneWhenSent(record.type) ? undefined : record.deadline;
    case 'accepted':
    case 'held_for_quality_assessment':
    case 'paused':
      return record.deadline;
    case 'unresolved':
    case 'delivered':
    case 'read':
    case 'played':
    case 'failed':
    case 'dropped':
    default:
      return undefined;
  }
}
