import { createHmac } from 'node:crypto';
import {
  Catch,
  Controller,
  HttpCode,
  Headers,
  Injectable,
  Logger,
  Post,
  RawBody,
  SetMetadata,
  UnauthorizedException,
  UseGuards,
  ValidationPipe,
  VersioningType,
  type ArgumentsHost,
  type CallHandler,
  type CanActivate,
  type ExceptionFilter,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, APP_PIPE, HttpAdapterHost, Reflector } from '@nestjs/core';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import {
  WhatsAppConfigurationError,
  WhatsAppModule,
  WhatsAppSignatureGuard,
  WhatsAppWebhooksService,
  type WhatsAppModuleExtras,
  type WhatsAppModuleOptions,
} from 'nestjs-whatsapp';
import { signWebhook, textMessage, webhookOf } from 'nestjs-whatsapp/testing';
import { map, type Observable } from 'rxjs';
import {
  appSecret,
  platforms,
  verifyToken,
  WebhookApp,
  type WebhookAppOptions,
} from '../support/webhooks/webhook-app.js';

const Public = () => SetMetadata('isPublic', true);

@Injectable()
class JwtLikeGuard implements CanActivate {
  constructor(private readonly reflector: Reflector) {}

  canActivate(context: ExecutionContext): boolean {
    // Looks at the method only, as many do.
    if (this.reflector.get<boolean>('isPublic', context.getHandler())) return true;
    throw new UnauthorizedException();
  }
}

@Catch()
class CatchAllFilter implements ExceptionFilter {
  constructor(private readonly host: HttpAdapterHost) {}

  catch(_error: unknown, host: ArgumentsHost): void {
    this.host.httpAdapter.reply(host.switchToHttp().getResponse(), { caught: true }, 418);
  }
}

@Injectable()
class WrappingInterceptor implements NestInterceptor {
  intercept(_context: ExecutionContext, next: CallHandler): Observable<unknown> {
    return next.handle().pipe(map((data: unknown) => ({ data })));
  }
}

const other = { phoneNumberId: '222', accessToken: 'token' };

describe('two registrations in one application', () => {
  const withSecond = (second: WhatsAppModuleOptions & WhatsAppModuleExtras) =>
    WebhookApp.start({ metadata: { imports: [WhatsAppModule.forRoot({ ...other, ...second })] } });

  it('at one path are refused at start-up', async () => {
    await expect(withSecond({})).rejects.toThrow(
      /two registrations receive webhooks at "webhooks\/whatsapp"/,
    );
    await expect(withSecond({ webhook: { path: '/webhooks/whatsapp/' } })).rejects.toThrow(
      WhatsAppConfigurationError,
    );
  });

  it.each([{ webhook: { path: 'webhooks/other' } }, { webhook: false as const }])(
    'with %j for the second one start',
    async (second) => {
      const receiver = await withSecond(second);
      expect(await receiver.send(textMessage('hello'))).toBe(200);
      await receiver.stop();
    },
  );
});

const hostile = {
  metadata: {
    providers: [
      { provide: APP_GUARD, useClass: JwtLikeGuard },
      { provide: APP_FILTER, useClass: CatchAllFilter },
      { provide: APP_INTERCEPTOR, useClass: WrappingInterceptor },
      {
        provide: APP_PIPE,
        useValue: new ValidationPipe({ whitelist: true, forbidNonWhitelisted: true, transform: true }),
      },
    ],
  },
  options: { webhook: { decorators: [Public()] } },
} satisfies WebhookAppOptions;

const hosts: Record<string, WebhookAppOptions> = { 'a plain host': {}, 'a hostile host': hostile };

const variants = platforms.flatMap((platform) =>
  [false, true].flatMap((async) =>
    Object.keys(hosts).map((host) => ({ platform, async, host, method: async ? 'forRootAsync' : 'forRoot' })),
  ),
);

let receiver: WebhookApp;

async function start(options: WebhookAppOptions = {}): Promise<WebhookApp> {
  receiver = await WebhookApp.start(options);
  return receiver;
}

async function handshake(query: string, path = '/webhooks/whatsapp') {
  const response = await fetch(`${receiver.url}${path}?${query}`);
  return {
    status: response.status,
    type: response.headers.get('content-type'),
    body: await response.text(),
  };
}

const body = JSON.stringify(webhookOf(textMessage('hällo')));
const rightQuery = `hub.mode=subscribe&hub.verify_token=${verifyToken}&hub.challenge=1158201444`;

afterEach(async () => {
  jest.restoreAllMocks();
  await receiver?.stop();
});

describe.each(variants)(
  'the webhook endpoint on $platform by $method in $host',
  ({ platform, async, host }) => {
    it('answers the handshake with the challenge alone, and lets only the right token through', async () => {
      await start({ platform, async, ...hosts[host] });
      expect(await handshake(rightQuery)).toEqual({
        status: 200,
        type: 'text/plain; charset=utf-8',
        body: '1158201444',
      });
      const wrong = [
        '',
        rightQuery.replace(verifyToken, 'another'),
        rightQuery.replace('subscribe', 'unsubscribe'),
        `hub.mode=subscribe&hub.verify_token=${verifyToken}`,
        `${rightQuery}&hub.verify_token=${verifyToken}`,
        rightQuery.replace('hub.verify_token', 'hub_verify_token'),
      ];
      for (const query of wrong) expect((await handshake(query)).status).toBe(403);
    });

    it('takes what is signed, once, and nothing else', async () => {
      await start({ platform, async, ...hosts[host] });
      const events = receiver.handle('test');
      const right = signWebhook(body, appSecret);
      const refused = [
        '',
        'sha256=',
        right.slice(0, -1),
        `${right}0`,
        right.slice('sha256='.length),
        right.replace('sha256', 'sha1'),
        `sha256=${'0'.repeat(64)}`,
        `sha256=${'z'.repeat(64)}`,
        signWebhook(body, 'another secret'),
        signWebhook(`${body} `, appSecret),
        `sha256=${createHmac('sha256', appSecret).update(body).digest('base64')}`,
      ];
      for (const signature of refused) {
        expect(await receiver.post(body, { 'x-hub-signature-256': signature })).toBe(401);
      }
      expect(events).toHaveLength(0);
      expect(await receiver.post(body)).toBe(200);
      expect(
        await receiver.post(body, { 'x-hub-signature-256': right.toUpperCase().replace('SHA', 'sha') }),
      ).toBe(200);
      expect(events).toHaveLength(1);
      expect(events[0]).toMatchObject({ kind: 'message', message: { text: { body: 'hällo' } } });
    });

    it('takes 3 MB in one delivery', async () => {
      await start({ platform, async, ...hosts[host] });
      const events = receiver.handle('test');
      const large = Array.from({ length: 1000 }, (_, index) => textMessage(`${index} ${'ü'.repeat(1300)}`));
      const bytes = Buffer.from(JSON.stringify(webhookOf(large)));
      expect(bytes.byteLength).toBeGreaterThan(3_000_000);
      expect(await receiver.post(bytes)).toBe(200);
      expect(events).toHaveLength(1000);
    });

    it('never answers 500', async () => {
      await start({ platform, async, ...hosts[host] });
      const handled = receiver.handle('test');
      const inside = (json: string) => `{"object":"whatsapp_business_account","entry":${json}}`;
      const odd = [
        '{}',
        '[]',
        inside('null'),
        inside('[null,1,"x",[],{}]'),
        inside('[{"id":1,"changes":[null,{"field":"messages"},{"field":7,"value":{}}]}]'),
        inside(
          '[{"id":"1","changes":[{"field":"messages","value":{"messages":[null,{"id":5},{"type":"text"}]}}]}]',
        ),
        inside(
          `[{"id":"1","changes":[{"field":"x","value":{"deep":${'['.repeat(5000)}${']'.repeat(5000)}}}]}]`,
        ),
        '{"object":"page","entry":[{"id":"1","changes":[{"field":"feed","value":{}}]}]}',
      ];
      for (const text of odd) expect(await receiver.post(text)).toBe(200);
      expect(handled.every(({ kind }) => kind === 'field')).toBe(true);
    });
  },
);

describe.each(platforms)('the webhook endpoint on %s', (platform) => {
  it('answers broken JSON with 400, and other kinds of content with 4xx', async () => {
    await start({ platform });
    for (const text of ['{', 'null,', '{"object":']) expect(await receiver.post(text)).toBe(400);
    expect(await receiver.post(Buffer.from([0x7b, 0xff, 0xfe]))).toBe(400);
    const logged = jest.spyOn(Logger.prototype, 'error');
    for (const type of [
      'text/plain',
      'application/xml',
      'application/octet-stream',
      'application/vnd.other+json',
    ]) {
      expect(await receiver.post(body, { 'content-type': type })).toBe(415);
    }
    expect(logged).not.toHaveBeenCalled();
    const empty = await receiver.post('');
    expect([400, 401]).toContain(empty);
  });

  it('stands below the global prefix and outside of versions', async () => {
    await start({
      platform,
      prepare: (app) => {
        app.setGlobalPrefix('api');
        app.enableVersioning({ type: VersioningType.URI, defaultVersion: '2' });
      },
    });
    expect(await receiver.post(body, {}, '/api/webhooks/whatsapp')).toBe(200);
    expect((await handshake(rightQuery, '/api/webhooks/whatsapp')).status).toBe(200);
    expect(await receiver.post(body)).toBe(404);
  });

  it('stands where it is told to, or nowhere', async () => {
    await start({ platform, options: { webhook: { path: 'meta/in' } } });
    expect(await receiver.post(body, {}, '/meta/in')).toBe(200);
    await receiver.stop();
    await start({ platform, options: { webhook: false } });
    expect(await receiver.post(body)).toBe(404);
  });

  it('leaves its parts to controllers of the application', async () => {
    @Controller('own')
    class OwnController {
      constructor(private readonly webhooks: WhatsAppWebhooksService) {}

      @Post('service')
      @HttpCode(200)
      receive(
        @RawBody() rawBody: Buffer | undefined,
        @Headers('x-hub-signature-256') signature: string | undefined,
      ): Promise<void> {
        return this.webhooks.handle(rawBody, signature);
      }

      @Post('guard')
      @HttpCode(200)
      @UseGuards(WhatsAppSignatureGuard)
      guarded(): string {
        return 'in';
      }
    }
    const own = {
      platform,
      options: { webhook: false as const },
      metadata: { controllers: [OwnController] },
    };
    await start({ ...own, rawBody: true });
    const events = receiver.handle('test');
    const wrong = { 'x-hub-signature-256': `sha256=${'0'.repeat(64)}` };
    for (const path of ['/own/service', '/own/guard']) {
      expect(await receiver.post(body, {}, path)).toBe(200);
      expect(await receiver.post(body, wrong, path)).toBe(401);
    }
    expect(events).toHaveLength(1);
    expect(await receiver.post('{"a":', {}, '/own/service')).toBe(400);
    await receiver.stop();
    // Without the bytes nothing can be verified, and the log says once how to keep them.
    const logged = jest.spyOn(Logger.prototype, 'error');
    await start(own);
    for (const path of ['/own/service', '/own/guard', '/own/guard']) {
      expect(await receiver.post(body, {}, path)).toBe(503);
      expect(await receiver.post(body, { 'x-hub-signature-256': '' }, path)).toBe(401);
    }
    expect(logged.mock.calls.filter(([line]) => String(line).includes('rawBody: true'))).toHaveLength(1);
  });
});

describe('the app secrets', () => {
  const status = (secret: string) =>
    receiver.post(body, { 'x-hub-signature-256': signWebhook(body, secret) });

  it.each<[string, WhatsAppModuleOptions & WhatsAppModuleExtras, string[], string[]]>([
    ['all of a rotation', { appSecret: ['new', 'old'] }, ['new', 'old'], ['older']],
    [
      "every account's and the module's",
      {
        phoneNumberId: undefined,
        accessToken: undefined,
        appSecret: 'shared',
        accounts: {
          sales: { phoneNumberId: '1001', accessToken: 't', appSecret: 'of-sales' },
          support: { phoneNumberId: '1002', accessToken: 't' },
        },
      },
      ['shared', 'of-sales'],
      ['other'],
    ],
  ])('verify by %s', async (_name, options, good, bad) => {
    await start({ options });
    for (const secret of good) expect(await status(secret)).toBe(200);
    for (const secret of bad) expect(await status(secret)).toBe(401);
  });

  it('are needed: without one nothing gets in, and one line says so', async () => {
    const logged = jest.spyOn(Logger.prototype, 'error');
    await start({ options: { appSecret: undefined } });
    expect(await status('')).toBe(401);
    expect(await receiver.post(body, { 'x-hub-signature-256': '' })).toBe(401);
    expect(logged.mock.calls.filter(([line]) => String(line).includes('no app secret'))).toHaveLength(1);
  });

  it('may be done without in development, where that is asked for', async () => {
    await start({ options: { appSecret: undefined, webhooks: { allowUnsigned: true } } });
    expect(await receiver.post(body, { 'x-hub-signature-256': '' })).toBe(200);
    await receiver.stop();
    await start({ options: { webhooks: { allowUnsigned: true } } });
    expect(await receiver.post(body, { 'x-hub-signature-256': '' })).toBe(200);
    expect(await status('wrong')).toBe(401);
  });

  it('may not be done without in production', async () => {
    const before = process.env['NODE_ENV'];
    process.env['NODE_ENV'] = 'production';
    try {
      await expect(start({ options: { webhooks: { allowUnsigned: true } } })).rejects.toThrow(
        /webhooks\.allowUnsigned: not in production/,
      );
    } finally {
      process.env['NODE_ENV'] = before;
    }
  });
});

describe('the options of webhooks', () => {
  it('are checked at start-up, each problem with its path', async () => {
    const wrong = { acknowledge: 'never', deadlineMs: 0, concurrency: 1.5, maxAttempt: 3, leaseMs: 10 };
    const failing = start({ options: { webhooks: wrong as never } });
    for (const path of ['acknowledge', 'deadlineMs', 'concurrency', 'maxAttempt', 'leaseMs']) {
      await expect(failing).rejects.toThrow(new RegExp(`webhooks\\.${path}: `));
    }
  });
});
