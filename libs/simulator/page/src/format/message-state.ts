import type { MessageState, MessageView } from '../../../src/control/api/index.js';

const OUTBOUND: Readonly<Record<MessageState, string>> = {
  accepted: 'Accepted',
  held: 'Held for quality assessment',
  sent: 'Sent',
  delivered: 'Delivered',
  read: 'Read',
  played: 'Played',
  failed: 'Failed',
  dropped: 'Dropped: its time-to-live was over before it could be delivered',
  received: 'Received',
};

/** Describes the ticks of a message. */
export function stateLabel(message: MessageView): string {
  if (message.direction === 'inbound') {
    return message.state === 'read' ? 'Read by the business' : 'Delivered to the business';
  }
  return OUTBOUND[message.state] ?? message.state;
}
