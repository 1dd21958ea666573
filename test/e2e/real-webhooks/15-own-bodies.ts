import { connect } from 'node:net';
import {
  Body,
  Controller,
  Injectable,
  Module,
  Post,
  RequestMethod,
  VersioningType,
  type CanActivate,
  type ExecutionContext,
  type INestApplication,
  type ModuleMetadata,
  type NestApplicationOptions,
} from '@nestjs/common';
import { APP_GUARD, NestFactory, RouterModule } from '@nestjs/core';
import { ExpressAdapter } from '@nestjs/platform-express';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { afterEach, describe, expect, it } from '@jest/globals';
import express from 'express';
import { fastify } from 'fastify';
import { WhatsAppModule, WhatsAppWebhooksService } from 'nestjs-whatsapp';
import { signWebhook, textMessage, webhookOf } from 'nestjs-whatsapp/testing';
import { appSecret, type Platform } from '../../support/webhooks/webhook-app.js';

const settings = { phoneNumberId: '106540352242922', accessToken: 'token', appSecret };
const ways = ['NestFactory', 'Test'] as const;
const MAX_BYTES = 3 * 1024 * 1024;

@Controller('other')
class OtherController {
  @Post()
  other(@Body() body: unknown): { body: unknown } {
    return { body };
  }
}

interface Start extends ModuleMetadata {
  readonly way?: (typeof ways)[number];
  readonly options?: NestApplicationOptions;
  /** A server that is there before Nest is. */
  readonly server?: unknown;
  readonly prepare?: (app: INestApplication) => void;
}

const single = [WhatsAppModule.forRoot(settings)];

/** Nothing is said of bodies, but for what a test says. */
async function start(
  platform: Platform,
  { way = 'NestFactory', options, server, prepare, imports = single, ...metadata }: Start = {},
): Promise<INestApplication> {
  @Module({ imports, ...metadata, controllers: [OtherController] })
  class AppModule {}

  const adapter =
    platform === 'express'
      ? new ExpressAdapter(server)
      : new FastifyAdapter(...(server === undefined ? [] : [server as ReturnType<typeof fastify>]));
  const quiet = { logger: false, abortOnError: false, ...options } as const;
  const app =
    way === 'NestFactory'
      ? await NestFactory.create(AppModule, adapter, quiet)
      : (await Test.createTestingModule({ imports: [AppModule] }).compile()).createNestApplication(
          adapter,
          quiet,
        );
  prepare?.(app);
  await app.listen(0, '127.0.0.1');
  return app;
}

const webhook = JSON.stringify(webhookOf(textMessage('hällo')));

/** A webhook of so many bytes. */
function webhookOfSize(bytes: number): string {
  return webhook + ' '.repeat(bytes - Buffer.byteLength(webhook));
}

export function ownBodies(platform: Platform): void {
  describe('15: the module takes the bodies of its own path', () => {
    let app: INestApplication;
    afterEach(() => app.close());

    async function post(
      body: string,
      path = '/webhooks/whatsapp',
      headers: Readonly<Record<string, string>> = {},
    ): Promise<Response> {
      return fetch((await app.getUrl()) + path, {
        method: 'POST',
        body,
        headers: {
          'content-type': 'application/json',
          'x-hub-signature-256': signWebhook(body, appSecret),
          ...headers,
        },
      });
    }

    const status = async (...args: Parameters<typeof post>): Promise<number> => (await post(...args)).status;

    it.each(
      ways.flatMap((way) =>
        [{}, { rawBody: true }, { bodyParser: false }].map((options) => ({ way, options })),
      ),
    )('with $way and $options: 3 MB and no more, there alone', async ({ way, options }) => {
      app = await start(platform, { way, options });
      const texts: unknown[] = [];
      app.get(WhatsAppWebhooksService).events$.subscribe((event) => texts.push(event.kind));
      expect(await status(webhook)).toBe(200);
      expect(texts).toEqual(['message']);
      expect(await status(webhookOfSize(MAX_BYTES))).toBe(200);
      expect(await status(webhookOfSize(MAX_BYTES + 1))).toBe(413);
      expect(await status(webhook)).toBe(200);
      // Everywhere else the platform's own limit and parsers stay.
      if (options.bodyParser === false) return;
      expect(await status(JSON.stringify({ long: 'x'.repeat(2 * 1024 * 1024) }), '/other')).toBe(413);
      expect(await (await post('{"a":1}', '/other')).json()).toEqual({ body: { a: 1 } });
    });

    it('answers what is not signed with 401, whatever it is, and what is signed and no JSON with 400', async () => {
      app = await start(platform);
      const unsigned = { 'x-hub-signature-256': '' };
      for (const body of ['{', 'hello', '', webhook]) {
        expect(await status(body, undefined, unsigned)).toBe(401);
        expect(await status(body, undefined, { ...unsigned, 'content-type': 'application/xml' })).toBe(401);
      }
      expect(await status('{')).toBe(400);
      expect(await status('')).toBe(400);
    });

    it.each<[string, string, Start]>([
      ['a global prefix', '/api/webhooks/whatsapp', { prepare: (nest) => nest.setGlobalPrefix('api') }],
      [
        'a global prefix that has a parameter',
        '/of/acme/webhooks/whatsapp',
        { prepare: (nest) => nest.setGlobalPrefix('of/:tenant') },
      ],
      [
        'a global prefix that it is excluded from',
        '/webhooks/whatsapp',
        { prepare: (nest) => nest.setGlobalPrefix('api', { exclude: ['webhooks/{*path}'] }) },
      ],
      [
        'a global prefix that its POST is excluded from',
        '/webhooks/whatsapp',
        {
          prepare: (nest) =>
            nest.setGlobalPrefix('api', {
              exclude: [{ path: 'webhooks/whatsapp', method: RequestMethod.POST }],
            }),
        },
      ],
      [
        'versions in the path',
        '/api/webhooks/whatsapp',
        {
          prepare: (nest) =>
            nest
              .setGlobalPrefix('api')
              .enableVersioning({ type: VersioningType.URI, prefix: 'v', defaultVersion: ['1', '2'] }),
        },
      ],
      [
        'versions in a header',
        '/webhooks/whatsapp',
        {
          prepare: (nest) =>
            nest.enableVersioning({ type: VersioningType.HEADER, header: 'x-version', defaultVersion: '1' }),
        },
      ],
      [
        'the path of its module',
        '/api/meta/webhooks/whatsapp',
        {
          imports: [...single, RouterModule.register([{ path: 'meta', module: WhatsAppModule }])],
          prepare: (nest) => nest.setGlobalPrefix('api'),
        },
      ],
      [
        'a path of its own with a parameter',
        '/in/acme/meta',
        { imports: [WhatsAppModule.forRoot({ ...settings, webhook: { path: '/in/:tenant/meta/' } })] },
      ],
    ])('finds it under %s', async (_name, path, options) => {
      for (const way of ways) {
        app = await start(platform, { ...options, way });
        expect(await status(webhookOfSize(MAX_BYTES), path)).toBe(200);
        expect(await status('{', path, { 'x-hub-signature-256': '' })).toBe(401);
        if (way === 'NestFactory') await app.close();
      }
    });

    it('of several registrations each takes its own', async () => {
      const second = { phoneNumberId: '222', accessToken: 'token', appSecret: 'of-the-second' };
      app = await start(platform, {
        imports: [...single, WhatsAppModule.forRoot({ ...second, webhook: { path: 'webhooks/second' } })],
      });
      const ofSecond = { 'x-hub-signature-256': signWebhook(webhook, second.appSecret) };
      expect(await status(webhook)).toBe(200);
      expect(await status(webhook, undefined, ofSecond)).toBe(401);
      expect(await status(webhook, '/webhooks/second', ofSecond)).toBe(200);
      expect(await status(webhook, '/webhooks/second')).toBe(401);
    });

    it('leaves the request as it was to whatever else looks at it', async () => {
      const seen: unknown[] = [];
      @Injectable()
      class Looker implements CanActivate {
        canActivate(context: ExecutionContext): boolean {
          const { headers, body, rawBody } = context
            .switchToHttp()
            .getRequest<{ headers: Record<string, string>; body: unknown; rawBody?: Buffer }>();
          seen.push([headers['content-type'], headers['content-length'], body, rawBody?.toString()]);
          return true;
        }
      }
      for (const rawBody of [false, true]) {
        app = await start(platform, {
          options: { rawBody },
          providers: [{ provide: APP_GUARD, useClass: Looker }],
        });
        expect(await status(webhook)).toBe(200);
        if (!rawBody) await app.close();
      }
      const expected = ['application/json', String(Buffer.byteLength(webhook)), {}, webhook];
      expect(seen).toEqual([expected, expected]);
    });

    it('says so where the server around it had read the body before', async () => {
      const log: string[] = [];
      const write = (line: unknown): void => void log.push(String(line));
      app = await start(platform, {
        server: readingServer(platform, false),
        options: { logger: { log: () => undefined, warn: write, error: write } },
      });
      expect(await status(webhook)).toBe(503);
      expect(await status(webhook)).toBe(503);
      expect(await status(webhook, undefined, { 'x-hub-signature-256': '' })).toBe(401);
      expect(log).toEqual([expect.stringContaining('had read the body before WhatsAppModule could')]);
    });

    it('takes the bytes that the server around it has kept', async () => {
      app = await start(platform, { server: readingServer(platform, true) });
      expect(await status(webhook)).toBe(200);
      expect(await status(webhook, undefined, { 'x-hub-signature-256': `sha256=${'0'.repeat(64)}` })).toBe(
        401,
      );
    });

    it('forgets a sender who goes away', async () => {
      app = await start(platform);
      const { port } = new URL(await app.getUrl());
      const socket = connect(Number(port), '127.0.0.1');
      const gone = new Promise((resolve) => void socket.once('close', resolve));
      socket.write(
        'POST /webhooks/whatsapp HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{',
        () => socket.destroy(),
      );
      await gone;
      expect(await status(webhook)).toBe(200);
    });
  });
}

/** A server that parses every body itself, before Nest is asked. */
function readingServer(platform: Platform, keeps: boolean): unknown {
  if (platform === 'express') {
    const verify = (request: object, _response: unknown, rawBody: Buffer): void => {
      if (keeps) Object.assign(request, { rawBody });
    };
    return express().use(express.json({ verify }));
  }
  const server = fastify();
  server.addHook('preParsing', async (request, _reply, payload) => {
    const chunks: Buffer[] = [];
    for await (const chunk of payload) chunks.push(Buffer.from(chunk as Buffer));
    if (keeps) Object.assign(request, { rawBody: Buffer.concat(chunks) });
    return payload;
  });
  return server;
}
