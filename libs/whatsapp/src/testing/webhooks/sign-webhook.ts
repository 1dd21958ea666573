import { computeWebhookSignature } from '../../webhooks/internal.js';

/**
 * The value of the header `X-Hub-Signature-256` for a body: sign the very text or bytes that are sent.
 *
 * @example
 * const body = JSON.stringify(webhookOf(textMessage('hello')));
 * await request(app.getHttpServer()).post('/webhooks/whatsapp')
 *   .set('X-Hub-Signature-256', signWebhook(body, appSecret)).set('Content-Type', 'application/json').send(body);
 * @publicApi
 */
export function signWebhook(body: string | Uint8Array, appSecret: string): string {
  return computeWebhookSignature(body, appSecret);
}
