import type { InboundEvent } from '../inbound-event.js';
import { isError, itemsOf } from '../payload/payload-guards.js';

/** Whether an event says that a message failed with this code of Meta's. Some payloads write the code as text. */
export function failedWith(event: InboundEvent, code: number): boolean {
  if (event.kind !== 'status' || event.status.status !== 'failed' || event.status.type === 'payment') {
    return false;
  }
  return itemsOf(event.status.errors, isError).some((error) => Number(error.code) === code);
}
