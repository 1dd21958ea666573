import type { GroupReceipt, MessageRecord } from '../history/message-record.js';
import type { Person } from '../people/person.js';

/** One receipt for each participant, nothing noted yet. */
export function newReceipts(participants: Iterable<Person>): GroupReceipt[] {
  return [...participants].map(({ userId }) => ({ userId }));
}

/**
 * Notes a status for each participant who can have it now: delivered to who is online, read by who has it and tells so.
 * @param of all who were in the group when the message was sent
 * @returns those it happened to
 */
export function noteReceipts(
  record: MessageRecord,
  status: 'delivered' | 'read',
  at: number,
  of: readonly Person[],
): Person[] {
  return of.filter((person) => {
    const receipt = record.receipts?.find(({ userId }) => userId === person.userId);
    if (!receipt) return false;
    if (status === 'delivered') {
      if (!person.online || receipt.deliveredAt !== undefined) return false;
      receipt.deliveredAt = at;
      return true;
    }
    const canRead = receipt.deliveredAt !== undefined && receipt.readAt === undefined;
    if (!canRead || !person.readReceipts) return false;
    receipt.readAt = at;
    return true;
  });
}

/** Whether a status holds for everybody, so that the message's own ticks show it. */
export function everybodyHas({ receipts = [] }: MessageRecord, status: 'delivered' | 'read'): boolean {
  return receipts.every(
    ({ deliveredAt, readAt }) => (status === 'read' ? readAt : deliveredAt) !== undefined,
  );
}
