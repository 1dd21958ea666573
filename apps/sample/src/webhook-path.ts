/** Where Meta's webhooks arrive. */
export const WEBHOOK_PATH = 'webhooks/whatsapp';
