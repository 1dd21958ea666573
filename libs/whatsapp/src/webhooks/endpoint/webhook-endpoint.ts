import { Injectable } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { WhatsAppWebhooksService } from './whatsapp-webhooks.service.js';
import { WebhookRefusedException } from './webhook-refused.exception.js';
import { queryOf, type WebhookRequest } from './webhook-request.js';

/**
 * The work of the ready controller. It answers through the HTTP adapter itself: neither an
 * interceptor that wraps every answer nor a filter that catches everything may change what Meta
 * sees.
 */
@Injectable()
export class WebhookEndpoint {
  constructor(
    private readonly host: HttpAdapterHost,
    private readonly webhooks: WhatsAppWebhooksService,
  ) {}

  /** Meta's handshake: its challenge and nothing else, or 403. */
  async handshake(request: WebhookRequest, response: unknown): Promise<void> {
    await this.answer(response, () =>
      this.webhooks.handshake({
        mode: queryOf(request, 'hub', 'mode'),
        verifyToken: queryOf(request, 'hub', 'verify_token'),
        challenge: queryOf(request, 'hub', 'challenge'),
      }),
    );
  }

  /** A delivery: 200 once it is safe. */
  async receive(request: WebhookRequest, response: unknown): Promise<void> {
    await this.answer(response, async () => {
      await this.webhooks.handleRequest(request);
      return '';
    });
  }

  private async answer(response: unknown, body: () => string | Promise<string>): Promise<void> {
    try {
      this.reply(response, 200, await body());
    } catch (error) {
      if (!(error instanceof WebhookRefusedException)) throw error;
      this.reply(response, error.getStatus(), error.message);
    }
  }

  private reply(response: unknown, status: number, body: string): void {
    const { httpAdapter } = this.host;
    httpAdapter.setHeader(response, 'Content-Type', 'text/plain; charset=utf-8');
    // The challenge is somebody else's text.
    httpAdapter.setHeader(response, 'X-Content-Type-Options', 'nosniff');
    httpAdapter.reply(response, body, status);
  }
}
