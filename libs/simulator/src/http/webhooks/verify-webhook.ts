import { randomInt } from 'node:crypto';
import { errorText } from '../../common/error-text.js';
import { loadUndici } from '../load-undici.js';

/** The result of the verification handshake. */
export interface WebhookVerification {
  /** Whether the receiver answered 200 with exactly the challenge. */
  readonly verified: boolean;
  readonly challenge: string;
  /** The receiver's HTTP status; absent where none came. */
  readonly status?: number;
  /** The receiver's answer, cut at 1000 characters. */
  readonly answer?: string;
  /** The reason why no answer came. */
  readonly error?: string;
}

/** Meta's handshake: GET with `hub.mode`, `hub.verify_token` and `hub.challenge`. */
export async function verifyWebhook(
  url: string,
  verifyToken: string,
  timeoutMs: number,
): Promise<WebhookVerification> {
  const challenge = String(randomInt(100_000_000, 2_000_000_000));
  const target = new URL(url);
  target.searchParams.set('hub.mode', 'subscribe');
  target.searchParams.set('hub.challenge', challenge);
  target.searchParams.set('hub.verify_token', verifyToken);
  try {
    const { request } = await loadUndici();
    const response = await request(target, { headersTimeout: timeoutMs, bodyTimeout: timeoutMs });
    const answer = await response.body.text();
    return {
      verified: response.statusCode === 200 && answer === challenge,
      challenge,
      status: response.statusCode,
      answer: answer.slice(0, 1000),
    };
  } catch (error) {
    return { verified: false, challenge, error: errorText(error) };
  }
}
