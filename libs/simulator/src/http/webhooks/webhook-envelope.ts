import type { WebhookChange } from '../../engine/webhooks/webhook-sink.js';

/** Meta's envelope around one change or several; `time` stands on all fields but `messages`. */
export function changesPayload(
  businessAccountId: string,
  changes: readonly WebhookChange[],
  now: number,
): Readonly<Record<string, unknown>> {
  const timed = changes.some(({ field }) => field !== 'messages');
  return {
    object: 'whatsapp_business_account',
    entry: [
      {
        id: businessAccountId,
        ...(timed ? { time: Math.floor(now / 1000) } : {}),
        changes: changes.map(({ value, field }) => ({ value, field })),
      },
    ],
  };
}
