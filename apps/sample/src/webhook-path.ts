/** The path of Meta's webhooks. */
export const WEBHOOK_PATH = 'webhooks/whatsapp';
