import { createHmac, timingSafeEqual } from 'node:crypto';

/** The header that carries the signature; header names have no case. */
export const SIGNATURE_HEADER = 'x-hub-signature-256';

const shape = /^sha256=([0-9a-f]{64})$/i;

/**
 * The signature of a webhook: `sha256=` and the HMAC-SHA256 of the raw bytes under the app secret, in hex (Webhooks reference,
 * signature).
 *
 * @publicApi
 */
export function computeWebhookSignature(rawBody: string | Uint8Array, appSecret: string): string {
  return `sha256=${hmac(rawBody, appSecret).toString('hex')}`;
}

/**
 * Returns `true` when one of the secrets made the signature, in a time that tells nothing about any of them.
 *
 * @publicApi
 */
export function isWebhookSignature(
  rawBody: string | Uint8Array,
  signature: unknown,
  appSecrets: readonly string[],
): boolean {
  const hex = typeof signature === 'string' ? shape.exec(signature)?.[1] : undefined;
  if (hex === undefined) return false;
  const given = Buffer.from(hex, 'hex');
  // Every secret is tried: which of them fits must not show either.
  return appSecrets.filter((appSecret) => timingSafeEqual(hmac(rawBody, appSecret), given)).length > 0;
}

function hmac(rawBody: string | Uint8Array, appSecret: string): Buffer {
  return createHmac('sha256', appSecret).update(rawBody).digest();
}
