import { createHmac } from 'node:crypto';

const NON_ASCII = /[\u0080-\uffff]/g;

/** A payload as Meta writes it out: non-ASCII as `\uXXXX` in lower case, slashes as `\/`. */
export function webhookBody(payload: object): string {
  return JSON.stringify(payload)
    .replace(NON_ASCII, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .replaceAll('/', '\\/');
}

/** The value of `X-Hub-Signature-256`: HMAC-SHA256 over the bytes sent, keyed with the app secret. */
export function webhookSignature(body: string, appSecret: string): string {
  return `sha256=${createHmac('sha256', appSecret).update(body).digest('hex')}`;
}
