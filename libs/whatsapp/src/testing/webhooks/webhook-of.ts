import type { WebhookUpdate } from './webhook-update.js';

/** The account and the number that test payloads come from. */
export interface WebhookOrigin {
  /** The WhatsApp Business Account. @default '102290129340398' */
  readonly businessAccountId?: string;
  /** @default '106540352242922' */
  readonly phoneNumberId?: string;
  /** @default '15550783881' */
  readonly displayPhoneNumber?: string;
  /** `entry[].time` in UNIX seconds, of fields other than `messages`. @default 1767225600 (2026-01-01T00:00:00Z) */
  readonly time?: number;
}

/** A value that `JSON.stringify` turns into a webhook's body. */
export interface WebhookBodyFixture {
  readonly object: 'whatsapp_business_account';
  readonly entry: readonly Readonly<Record<string, unknown>>[];
}

/**
 * The body of one delivery with these updates: each a change of its own, all in one entry.
 *
 * @example `const body = JSON.stringify(webhookOf([textMessage('one'), textMessage('two')]));`
 * @publicApi
 */
export function webhookOf(
  updates: WebhookUpdate | readonly WebhookUpdate[],
  origin: WebhookOrigin = {},
): WebhookBodyFixture {
  const { businessAccountId = '102290129340398', time = 1_767_225_600 } = origin;
  const list: readonly WebhookUpdate[] = 'field' in updates ? [updates] : updates;
  const changes = list.map((update) => ({ field: update.field, value: valueOf(update, origin) }));
  const onlyMessages = list.every(({ field }) => field === 'messages');
  const entry = { id: businessAccountId, ...(!onlyMessages && { time }), changes };
  return { object: 'whatsapp_business_account', entry: [entry] };
}

function valueOf({ list, content, contact }: WebhookUpdate, origin: WebhookOrigin): object {
  if (list === undefined) return content;
  const { phoneNumberId = '106540352242922', displayPhoneNumber = '15550783881' } = origin;
  return {
    messaging_product: 'whatsapp',
    metadata: { display_phone_number: displayPhoneNumber, phone_number_id: phoneNumberId },
    ...(contact && { contacts: [contact] }),
    [list]: [content],
  };
}
