import { errorText } from '../../common/error-text.js';
import { FlowExchange } from '../../engine/flows/flow-crypto.js';
import { webhookSignature } from '../webhooks/webhook-body.js';
import { loadUndici } from '../load-undici.js';

/** The longest time that a flow's endpoint may take, in milliseconds: then the user sees an error. */
const TIMEOUT_MS = 10_000;

/** The answer of a flow's endpoint. */
export interface FlowAnswer {
  /** 200; 421 asks for the public key anew, 427 says that the token is over, 432 that the signature is wrong. */
  readonly status?: number;
  /** The decrypted answer: the next screen and its data. */
  readonly answer?: unknown;
  /** The reason why there is none. */
  readonly error?: string;
}

/** Asks a flow's endpoint, encrypted and signed as WhatsApp does. */
export async function askFlowEndpoint(
  url: string,
  payload: object,
  keys: { readonly publicKey: string; readonly appSecret: string },
): Promise<FlowAnswer> {
  const exchange = new FlowExchange(keys.publicKey);
  const body = JSON.stringify(exchange.encrypt(payload));
  try {
    const { request } = await loadUndici();
    const response = await request(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-hub-signature-256': webhookSignature(body, keys.appSecret),
      },
      body,
      headersTimeout: TIMEOUT_MS,
      bodyTimeout: TIMEOUT_MS,
    });
    const text = await response.body.text();
    if (response.statusCode !== 200) return { status: response.statusCode, error: text.slice(0, 500) };
    return { status: 200, answer: exchange.decrypt(text) };
  } catch (error) {
    return { error: errorText(error) };
  }
}
