import type { MessageRecord } from '../history/message-record.js';

/** The member `pricing` of a status. */
export function pricing({ accepted }: MessageRecord): Readonly<Record<string, unknown>> {
  const price = accepted?.pricing;
  return {
    billable: price?.type === 'regular',
    pricing_model: 'PMP',
    type: price?.type ?? 'free_customer_service',
    category: price?.category ?? 'service',
  };
}
