import { Agent, request } from 'undici';
import { errorText } from '../../error-text.js';
import type { WebhookAttempt } from './webhook-delivery.js';

const CONNECTIONS = 32;

/** Posts the bytes of a webhook, once. */
export class WebhookSender {
  private readonly agent: Agent;

  /** @param timeoutMs how long the receiver may take to answer, in milliseconds of real time */
  constructor(timeoutMs: number) {
    this.agent = new Agent({ connections: CONNECTIONS, headersTimeout: timeoutMs, bodyTimeout: timeoutMs });
  }

  async send(url: string, body: string, signature: string, at: Date): Promise<WebhookAttempt> {
    const started = performance.now();
    const tookMs = () => Math.round(performance.now() - started);
    try {
      const response = await request(url, {
        method: 'POST',
        dispatcher: this.agent,
        headers: {
          'content-type': 'application/json',
          'user-agent': 'facebookexternalua',
          'x-hub-signature-256': signature,
        },
        body,
      });
      await response.body.dump();
      return { at, status: response.statusCode, tookMs: tookMs() };
    } catch (error) {
      return { at, error: errorText(error), tookMs: tookMs() };
    }
  }

  async stop(): Promise<void> {
    await this.agent.destroy();
  }
}
