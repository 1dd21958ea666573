import type { MessageView } from '../../../../src/control/api/index.js';

interface ReceiptsProps {
  readonly message: MessageView;
}

/** How many in a group have got and read a message; nothing in a chat of two, and where everybody has. */
export function Receipts({ message: { receipts, state } }: ReceiptsProps) {
  if (!receipts || state === 'read') return null;
  const read = receipts.filter(({ readAt }) => readAt !== undefined).length;
  const delivered = receipts.filter(({ deliveredAt }) => deliveredAt !== undefined).length;
  if (delivered === 0) return null;
  const [count, what] = read > 0 ? [read, 'read'] : [delivered, 'delivered'];
  return (
    <span class="receipts">
      {what} {count}/{receipts.length}
    </span>
  );
}
