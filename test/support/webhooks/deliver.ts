import type { INestApplicationContext } from '@nestjs/common';
import { WhatsAppWebhooksService } from 'nestjs-whatsapp';
import { signWebhook, webhookOf, type WebhookOrigin, type WebhookUpdate } from 'nestjs-whatsapp/testing';

/** Delivers updates as one signed webhook; rejects with what Meta would be answered where that is not 200. */
export async function deliver(
  context: INestApplicationContext,
  appSecret: string,
  updates: WebhookUpdate | readonly WebhookUpdate[],
  origin?: WebhookOrigin,
): Promise<void> {
  const body = JSON.stringify(webhookOf(updates, origin));
  await context.get(WhatsAppWebhooksService).handle(Buffer.from(body), signWebhook(body, appSecret));
}
