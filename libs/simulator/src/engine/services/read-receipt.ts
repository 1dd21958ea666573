import { conversationOf } from '../conversations/conversation.js';
import { GraphApiError } from '../errors/graph-api.error.js';
import { enterState } from '../history/message-record.js';
import type { SimulatorState } from '../state/simulator-state.js';
import type { ReadReceiptRequest } from '../messages/message-request.js';

/** The longest time that the typing indicator shows, in milliseconds; a message of the business ends it. */
const TYPING_MS = 25_000;
/** The oldest message that can be marked as read, in milliseconds. */
const OLDEST_MS = 30 * 24 * 60 * 60 * 1000;

/**
 * The business has read a message, and in a conversation of two all before it; in a group each is read by itself. By the
 * rule `readReceipts` it is one that this number got within 30 days.
 * @throws GraphApiError 131009 for another one
 */
export function markAsRead(
  state: SimulatorState,
  phoneNumberId: string,
  receipt: ReadReceiptRequest,
): { readonly success: true } {
  const now = state.clock.now();
  const typing = receipt.typing_indicator !== undefined;
  const read = state.history.get(receipt.message_id);
  const known = read?.direction === 'inbound' && read.phoneNumberId === phoneNumberId;
  if (state.rules.readReceipts && !(known && now - read.at <= OLDEST_MS)) {
    throw new GraphApiError({
      code: 131009,
      details: 'Param message_id: no message with this id has come to this number within 30 days.',
    });
  }
  state.readReceipts.add({
    messageId: receipt.message_id,
    typing,
    phoneNumberId,
    acceptedAt: new Date(now),
  });
  if (!read || read.direction !== 'inbound') return { success: true };
  const group = read.groupId === undefined ? undefined : state.groups.find(read.groupId);
  for (const record of read.groupId === undefined ? state.history.with(read.person, phoneNumberId) : [read]) {
    if (record.direction === 'inbound' && record.state === 'received' && record.at <= read.at) {
      enterState(record, 'read', now);
      state.events.tell({ name: 'messageUpdated', about: record });
    }
  }
  if (group) {
    if (typing) group.typingUntil = now + TYPING_MS;
    state.events.tell({ name: 'group', about: group });
  } else {
    if (typing) conversationOf(read.person, phoneNumberId).typingUntil = now + TYPING_MS;
    state.events.tell({ name: 'person', about: read.person });
  }
  return { success: true };
}
