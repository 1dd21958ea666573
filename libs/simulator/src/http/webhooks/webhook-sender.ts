import type { Agent } from 'undici';
import { errorText } from '../../common/error-text.js';
import { loadUndici } from '../load-undici.js';
import type { WebhookAttempt } from './webhook-delivery.js';
import type { WebhookEntry } from './webhook-log.js';

const CONNECTIONS = 32;
/** The number of characters that are kept of an answer that is not 200. */
const ANSWER_MAX = 500;

/** The body that is posted, and its target. */
type SignedWebhook = Pick<WebhookEntry, 'url' | 'body' | 'signature' | 'sha1Signature'>;

/** The function that posts, once it is loaded. */
interface Client {
  readonly request: typeof import('undici').request;
  readonly agent: Agent;
}

/** Posts the bytes of a webhook, once. */
export class WebhookSender {
  private loading: Promise<Client> | undefined;
  private client: Client | undefined;

  /** @param timeoutMs how long the receiver may take to answer, in milliseconds of real time */
  constructor(private readonly timeoutMs: number) {}

  async send({ url, body, signature, sha1Signature }: SignedWebhook, at: Date): Promise<WebhookAttempt> {
    const { request, agent } = this.client ?? (await this.load());
    const started = performance.now();
    const tookMs = () => Math.round(performance.now() - started);
    try {
      const response = await request(url, {
        method: 'POST',
        dispatcher: agent,
        headers: {
          'content-type': 'application/json',
          'user-agent': 'facebookexternalua',
          'x-hub-signature': sha1Signature,
          'x-hub-signature-256': signature,
        },
        body,
      });
      const { statusCode: status } = response;
      if (status === 200) {
        await response.body.dump();
        return { at, status, tookMs: tookMs() };
      }
      const answer = await beginningOf(response.body);
      return { at, status, ...(answer === '' ? {} : { answer }), tookMs: tookMs() };
    } catch (error) {
      return { at, error: errorText(error), tookMs: tookMs() };
    }
  }

  async stop(): Promise<void> {
    const client = await this.loading;
    await client?.agent.destroy();
  }

  private load(): Promise<Client> {
    this.loading ??= this.createClient();
    return this.loading;
  }

  private async createClient(): Promise<Client> {
    const { Agent, request } = await loadUndici();
    const { timeoutMs } = this;
    const agent = new Agent({ connections: CONNECTIONS, headersTimeout: timeoutMs, bodyTimeout: timeoutMs });
    this.client = { request, agent };
    return this.client;
  }
}

/** The first characters of an answer, which say what was wrong; the rest is not waited for. */
async function beginningOf(body: AsyncIterable<unknown>): Promise<string> {
  let text = '';
  const decoder = new TextDecoder();
  for await (const piece of body) {
    if (piece instanceof Uint8Array) text += decoder.decode(piece, { stream: true });
    if (text.length >= ANSWER_MAX) break;
  }
  return text.slice(0, ANSWER_MAX);
}
