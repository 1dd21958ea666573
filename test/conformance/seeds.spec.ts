import { Body, Controller, Module, Post, type INestApplication, type LoggerService } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { ExpressAdapter } from '@nestjs/platform-express';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import {
  GraphTransport,
  WhatsAppExceptionFilter,
  WhatsAppMessagePipe,
  WhatsAppMessagesService,
  WhatsAppModule,
  type SendResult,
  type WhatsAppMessage,
} from 'nestjs-whatsapp';
import { AnsweringTransport } from '../support/answering-transport.js';

// The corners of Meta's pages and the words of Meta's errors that an audit of both found wanting, one `describe` for each, by number.

@Controller('messages')
class MessagesController {
  constructor(private readonly messages: WhatsAppMessagesService) {}

  @Post()
  send(@Body(WhatsAppMessagePipe) message: WhatsAppMessage): Promise<SendResult> {
    return this.messages.send(message);
  }
}

const TEXT = { to: '+16505551234', type: 'text', text: { body: 'Hello' } };

/** What an application with one route answers, and what it logs, while Meta answers as a test says. */
class SmallApp {
  readonly logged: string[] = [];
  readonly graph = new AnsweringTransport();
  #app?: INestApplication;

  async start(adapter: ExpressAdapter | FastifyAdapter, withFilter = true): Promise<void> {
    @Module({
      imports: [
        WhatsAppModule.forRoot({
          phoneNumberId: '106540352242922',
          accessToken: 'EAAJBsecretTOKEN1234567890',
          appSecret: 'app-secret',
          retry: { maxAttempts: 1 },
          throughput: { enforce: false },
          providers: [{ provide: GraphTransport, useValue: this.graph }],
        }),
      ],
      controllers: [MessagesController],
      providers: withFilter ? [{ provide: APP_FILTER, useClass: WhatsAppExceptionFilter }] : [],
    })
    class SmallModule {}

    const keep = (...said: unknown[]): void => void this.logged.push(said.map(String).join(' '));
    const logger: LoggerService = { log: () => undefined, warn: keep, error: keep };
    const testing = await Test.createTestingModule({ imports: [SmallModule] }).compile();
    this.#app = testing.createNestApplication(adapter, { logger });
    await this.#app.listen(0, '127.0.0.1');
  }

  async post(body: unknown, headers: Record<string, string> = { 'content-type': 'application/json' }) {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const url = `${(await this.#app?.getUrl()) ?? ''}/messages`;
    const response = await fetch(url, { method: 'POST', headers, body: Buffer.from(text) });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  }

  async stop(): Promise<void> {
    await this.#app?.close();
  }
}

describe.each([
  ['Express', () => new ExpressAdapter()],
  ['Fastify', () => new FastifyAdapter()],
])('on %s', (_name, adapter) => {
  describe('15. a body without a JSON content type', () => {
    const app = new SmallApp();
    beforeAll(() => app.start(adapter()));
    afterAll(() => app.stop());

    it.each<Record<string, string>>([
      {},
      { 'content-type': 'text/plain' },
      { 'content-type': 'application/x-www-form-urlencoded' },
    ])('is answered with 415, or with words that name the header: %j', async (headers) => {
      const { status, body } = await app.post(TEXT, headers);
      if (status === 415) return;
      expect(status).toBe(400);
      expect(body['message']).toContain('`Content-Type: application/json`');
      expect(app.graph.requests).toEqual([]);
    });
  });

  describe('16. WhatsAppMessagePipe answers 400 by itself, with the paths', () => {
    const app = new SmallApp();
    afterEach(() => app.stop());

    it.each([true, false])('with the filter: %j', async (withFilter) => {
      await app.start(adapter(), withFilter);
      expect(await app.post({ ...TEXT, text: { body: '' } })).toMatchObject({
        status: 400,
        body: {
          errorCode: 'WHATSAPP_VALIDATION',
          errors: [{ path: 'text.body', message: expect.any(String) }],
        },
      });
    });
  });
});
