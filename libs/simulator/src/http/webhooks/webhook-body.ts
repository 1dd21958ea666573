import { createHmac } from 'node:crypto';

const NON_ASCII = /[\u0080-\uffff]/g;

/** A payload as Meta writes it out: non-ASCII as `\uXXXX` in lower case, slashes as `\/`. */
export function webhookBody(payload: object): string {
  return JSON.stringify(payload)
    .replace(NON_ASCII, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .replaceAll('/', '\\/');
}

/**
 * The value of `X-Hub-Signature-256`, or of `X-Hub-Signature` for `sha1`: an HMAC over the bytes sent, keyed with the app
 * secret.
 */
export function webhookSignature(
  body: string,
  appSecret: string,
  hash: 'sha256' | 'sha1' = 'sha256',
): string {
  return `${hash}=${createHmac(hash, appSecret).update(body).digest('hex')}`;
}
