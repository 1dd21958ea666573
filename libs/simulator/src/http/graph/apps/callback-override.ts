import { GraphApiError } from '../../../engine/errors/graph-api.error.js';
import { verifyWebhook } from '../../webhooks/verify-webhook.js';

const TIMEOUT_MS = 10_000;
const URL_MAX = 200;

/**
 * Makes sure of a callback URL as Meta does: by the handshake with the token that was given along.
 * @returns the URL
 * @throws GraphApiError 100 for a URL that is none, 2200 where the handshake fails
 */
export async function verifyOverride(
  url: string,
  verifyToken: string | undefined,
  param = 'override_callback_uri',
): Promise<string> {
  const good = url.length <= URL_MAX && URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);
  if (!good || verifyToken === undefined) {
    throw new GraphApiError({
      code: 100,
      details: `${param} must be a URL of at most ${URL_MAX} characters, and come with a verify_token.`,
    });
  }
  const { verified, error, status } = await verifyWebhook(url, verifyToken, TIMEOUT_MS);
  if (verified) return url;
  throw new GraphApiError({
    code: 2200,
    title: `Callback verification failed with the following errors: ${error ?? `HTTP Status Code = ${status}`}`,
  });
}
