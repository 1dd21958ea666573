import type { DeliveryRecord } from './delivery-record.js';
import { deliveryStateOf } from './delivery-state.js';
import type { DeliveryQuery } from './delivery-store.js';

/** Whether a message is one of those that are looked for. */
export function matchesQuery(record: DeliveryRecord, { recipient, state, since }: DeliveryQuery): boolean {
  return (
    (since === undefined || begunAt(record) >= since) &&
    (recipient === undefined || isRecipient(record, recipient)) &&
    (state === undefined || [state].flat().includes(deliveryStateOf(record)))
  );
}

function begunAt({ times }: DeliveryRecord): number {
  const all = Object.values(times).filter((time) => typeof time === 'number');
  return all.length === 0 ? 0 : Math.min(...all);
}

function isRecipient({ recipient: { to, waId, userId } }: DeliveryRecord, wanted: string): boolean {
  return wanted === userId || [to, waId].some((id) => id !== undefined && bare(id) === bare(wanted));
}

// A message whose outcome is unknown has the number that it was sent to alone; webhooks tell the WhatsApp id.
function bare(id: string): string {
  return id.startsWith('+') ? id.slice(1) : id;
}
