import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Controller, Get, Injectable, Module, Param, type INestApplication } from '@nestjs/common';
import {
  HealthCheck,
  HealthCheckService,
  TerminusModule,
  type HealthIndicatorResult,
} from '@nestjs/terminus';
import { Test } from '@nestjs/testing';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  AccessTokenProvider,
  AccountResolver,
  Clock,
  UndiciGraphTransport,
  GraphTransport,
  MemoryStorage,
} from 'nestjs-whatsapp/extending';
import { WhatsAppModule, type WhatsAppModuleExtras, type WhatsAppModuleOptions } from 'nestjs-whatsapp';
import { WhatsAppHealthIndicator, type WhatsAppHealthOptions } from 'nestjs-whatsapp/health';
import { FakeClock } from 'nestjs-whatsapp/testing';
import { WhatsAppSimulator } from 'whatsapp-simulator';
import { createContext, optionsFor } from '../support/whatsapp-app.js';

type Options = WhatsAppModuleOptions & WhatsAppModuleExtras;

describe('the health of a business number', () => {
  const closing: (() => Promise<unknown>)[] = [];
  let simulator: WhatsAppSimulator;

  beforeEach(async () => {
    simulator = await WhatsAppSimulator.start({
      phoneNumbers: [{ id: '1001' }, { id: '1002', displayPhoneNumber: '+1 555 078 3882' }],
    });
    closing.push(() => simulator.stop());
  });

  afterEach(async () => {
    for (const close of closing.splice(0).toReversed()) await close();
  });

  async function indicatorWith(options: Options): Promise<WhatsAppHealthIndicator> {
    const context = await createContext(options, {
      imports: [TerminusModule],
      providers: [WhatsAppHealthIndicator],
    });
    closing.push(() => context.close());
    return context.get(WhatsAppHealthIndicator);
  }

  /** A server that is not Meta's, and how many requests it got. */
  async function impostor(listener: RequestListener): Promise<{ url: string; count: () => number }> {
    let count = 0;
    const server = createServer((request, response) => {
      count += 1;
      listener(request, response);
    });
    return { url: await listen(server), count: () => count };
  }

  async function listen(server: Server): Promise<string> {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    closing.push(() => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    });
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  async function check(options: Options, checkOptions?: WhatsAppHealthOptions): Promise<Report> {
    const indicator = await indicatorWith(options);
    return reportIn(await indicator.check('whatsapp', checkOptions));
  }

  describe('is up', () => {
    it('where the token works and Meta lets the number send, with what Meta said of it', async () => {
      const clock = new FakeClock();
      const report = await check(optionsFor(simulator, { providers: [{ provide: Clock, useValue: clock }] }));
      expect(report).toEqual({
        status: 'up',
        qualityRating: 'GREEN',
        canSendMessage: 'AVAILABLE',
        throughputLevel: 'STANDARD',
        qualityChangesThisWeek: 0,
        redThisWeek: 0,
        checkedAt: '2026-01-01T00:00:00.000Z',
        responseTimeMs: expect.any(Number),
        fromCache: false,
      });
    });

    it('for five minutes also where its quality has just become RED, and says since when and how often', async () => {
      const clock = new FakeClock();
      let quality_rating = '';
      const { url } = await impostor((_request, response) => {
        const node = { id: '1001', quality_rating, health_status: { can_send_message: 'AVAILABLE' } };
        response.setHeader('content-type', 'application/json').end(JSON.stringify(node));
      });
      const indicator = await indicatorWith(
        optionsFor(simulator, { graph: { baseUrl: url }, providers: [{ provide: Clock, useValue: clock }] }),
      );
      const look = async (rating: 'GREEN' | 'YELLOW' | 'RED'): Promise<Report> => {
        quality_rating = rating;
        return reportIn(await indicator.check('whatsapp', { cacheMs: 0, account: 'default' }));
      };
      const hour = 3_600_000;
      await look('GREEN');
      await clock.advance(hour);
      expect(await look('RED')).toMatchObject({
        status: 'up',
        qualityRating: 'RED',
        qualitySince: '2026-01-01T01:00:00.000Z',
        qualityChangesThisWeek: 1,
        redThisWeek: 1,
      });
      await clock.advance(299_999);
      expect(await look('RED')).toMatchObject({ status: 'up' });
      await clock.advance(1);
      expect(await look('RED')).toMatchObject({
        status: 'degraded',
        qualitySince: '2026-01-01T01:00:00.000Z',
      });
      await clock.advance(hour);
      expect(await look('YELLOW')).toMatchObject({ status: 'up', qualityChangesThisWeek: 2, redThisWeek: 1 });
      await clock.advance(7 * 24 * hour - hour);
      expect(await look('RED')).toMatchObject({ qualityChangesThisWeek: 2, redThisWeek: 1 });
    });

    it('where nothing can be kept of its quality', async () => {
      class Away extends MemoryStorage {
        override update(): never {
          throw new Error('the storage is away');
        }
      }
      expect(await check(optionsFor(simulator, { storage: new Away() }))).toMatchObject({ status: 'up' });
    });

    it('at the cost of one request and no message', async () => {
      await check(optionsFor(simulator));
      expect(simulator.requestCount).toBe(1);
      expect(simulator.acceptedCount).toBe(0);
    });

    it('over the undici transport and with appsecret_proof, too', async () => {
      const report = await check(
        optionsFor(simulator, {
          appSecret: simulator.appSecret,
          providers: [{ provide: GraphTransport, useClass: UndiciGraphTransport }],
        }),
      );
      expect(report.status).toBe('up');
    });
  });

  describe('is degraded', () => {
    it('where the quality rating is RED', async () => {
      simulator.updatePhoneNumber('1001', { qualityRating: 'RED' });
      await expect(check(optionsFor(simulator))).resolves.toMatchObject({
        status: 'degraded',
        reason: expect.stringContaining('RED'),
        qualityRating: 'RED',
      });
    });

    it('where Meta limits sending, for Meta’s reason', async () => {
      simulator.updatePhoneNumber('1001', {
        healthStatus: {
          can_send_message: 'LIMITED',
          entities: [{ entity_type: 'PHONE_NUMBER', id: '1001', additional_info: ['No display name yet.'] }],
        },
      });
      await expect(check(optionsFor(simulator))).resolves.toMatchObject({
        status: 'degraded',
        reason: 'Meta limits sending (PHONE_NUMBER: No display name yet.)',
        canSendMessage: 'LIMITED',
      });
    });
  });

  describe('is down, and the check does not throw,', () => {
    it('where Meta blocks sending', async () => {
      simulator.updatePhoneNumber('1001', { healthStatus: { can_send_message: 'BLOCKED' } });
      await expect(check(optionsFor(simulator))).resolves.toMatchObject({
        status: 'down',
        reason: 'Meta blocks sending',
        canSendMessage: 'BLOCKED',
      });
    });

    it('where the token has expired (401, code 190); it is not shown', async () => {
      const report = await check(optionsFor(simulator, { accessToken: 'EAAG-expired' }));
      expect(report).toMatchObject({ status: 'down', reason: expect.stringContaining('#190') });
      expect(JSON.stringify(report)).not.toContain('EAAG');
    });

    it('where the number is not there or not ours', async () => {
      await expect(check(optionsFor(simulator, { phoneNumberId: '9999' }))).resolves.toMatchObject({
        status: 'down',
        reason: expect.stringContaining('#100'),
      });
    });

    it('where Meta cannot be reached', async () => {
      const server = createServer();
      const baseUrl = await listen(server);
      await new Promise((resolve) => server.close(resolve));
      await expect(check(optionsFor(simulator, { graph: { baseUrl } }))).resolves.toMatchObject({
        status: 'down',
        reason: expect.stringContaining('was not sent: connect'),
      });
    });

    it.each([
      ['a page of HTML', 'text/html', '<html>Please log in</html>'],
      ['JSON that is not the number', 'application/json', '{"login":"required"}'],
      ['half an answer', 'application/json', '{"id":"1001","quality'],
    ])('where a proxy answers with 200 and %s', async (_what, type, body) => {
      const { url } = await impostor((_request, response) => {
        response.writeHead(200, { 'content-type': type }).end(body);
      });
      await expect(check(optionsFor(simulator, { graph: { baseUrl: url } }))).resolves.toMatchObject({
        status: 'down',
        reason: expect.stringContaining('not the expected one (HTTP 200)'),
      });
    });

    it('where there is no answer within the time limit', async () => {
      const { url } = await impostor(() => {
        // Never answers.
      });
      await expect(
        check(optionsFor(simulator, { graph: { baseUrl: url } }), { timeoutMs: 50 }),
      ).resolves.toMatchObject({ status: 'down', reason: 'there was no answer within 50 ms' });
    });

    it('where the time limit cuts retries off: the reason is then what Meta answered', async () => {
      const { url, count } = await impostor((_request, response) => {
        const error = { code: 4, message: 'Application request limit reached' };
        response.writeHead(400, { 'content-type': 'application/json', 'retry-after': '20' });
        response.end(JSON.stringify({ error }));
      });
      await expect(
        check(optionsFor(simulator, { graph: { baseUrl: url }, retry: { maxAttempts: 4 } }), {
          timeoutMs: 100,
        }),
      ).resolves.toMatchObject({ status: 'down', reason: expect.stringContaining('(#4)') });
      expect(count()).toBe(1);
    });

    it('where a part of the application hangs', async () => {
      const tokens = { getAccessToken: () => new Promise<string>(() => {}) };
      const options = optionsFor(simulator, {
        providers: [{ provide: AccessTokenProvider, useValue: tokens }],
      });
      await expect(check(options, { timeoutMs: 20 })).resolves.toMatchObject({
        status: 'down',
        reason: 'there was no answer within 20 ms',
      });
      expect(simulator.requestCount).toBe(0);
    });

    it('where a part of the application throws; what it threw is not shown', async () => {
      @Injectable()
      class BrokenTenants extends AccountResolver {
        resolve(): Promise<undefined> {
          return Promise.reject(new RangeError('password=hunter2'));
        }
      }
      const report = await check(
        optionsFor(simulator, { providers: [{ provide: AccountResolver, useClass: BrokenTenants }] }),
        { account: 'acme' },
      );
      expect(report).toMatchObject({ status: 'down', reason: expect.stringContaining('RangeError') });
      expect(JSON.stringify(report)).not.toContain('hunter2');
    });

    it('where no account has that name', async () => {
      await expect(check(optionsFor(simulator), { account: 'billing' })).resolves.toMatchObject({
        status: 'down',
        reason: expect.stringContaining('"billing"'),
      });
      expect(simulator.requestCount).toBe(0);
    });

    it.each([{ timeoutMs: -1 }, { timeoutMs: Number.NaN }, { cacheMs: -1 }, { cacheMs: 1e12 }])(
      'where its own options make no sense: %j',
      async (options) => {
        await expect(check(optionsFor(simulator), options)).resolves.toMatchObject({
          status: 'down',
          reason: expect.stringContaining('timeoutMs'),
        });
      },
    );
  });

  describe('is asked for once in 60 seconds', () => {
    it('however often it is checked, and says that an answer is not fresh', async () => {
      const indicator = await indicatorWith(optionsFor(simulator));
      const first = reportIn(await indicator.check('whatsapp'));
      simulator.updatePhoneNumber('1001', { qualityRating: 'RED' });
      const second = reportIn(await indicator.check('whatsapp'));
      expect(second).toEqual({ ...first, fromCache: true });
      expect(simulator.requestCount).toBe(1);
    });

    it('by checks at the same time, which share one request', async () => {
      const indicator = await indicatorWith(optionsFor(simulator));
      const reports = await Promise.all(Array.from({ length: 20 }, () => indicator.check('whatsapp')));
      expect(reports.map((report) => reportIn(report).status)).toEqual(Array(20).fill('up'));
      expect(simulator.requestCount).toBe(1);
    });

    it('under every key that one account is shown as', async () => {
      const indicator = await indicatorWith(optionsFor(simulator));
      await indicator.check('whatsapp');
      await expect(indicator.check('meta', { account: 'default' })).resolves.toHaveProperty(
        'meta.status',
        'up',
      );
      expect(simulator.requestCount).toBe(1);
    });

    it('also where the answer was bad: a broken number is not asked for more often', async () => {
      const indicator = await indicatorWith(optionsFor(simulator, { accessToken: 'expired' }));
      await indicator.check('whatsapp');
      await expect(indicator.check('whatsapp')).resolves.toMatchObject({
        whatsapp: { status: 'down', fromCache: true, checkedAt: expect.any(String) },
      });
      expect(simulator.requestCount).toBe(1);
    });

    it('or each time where that is asked for', async () => {
      const indicator = await indicatorWith(optionsFor(simulator));
      await indicator.check('whatsapp', { cacheMs: 0 });
      simulator.updatePhoneNumber('1001', { qualityRating: 'RED' });
      await expect(indicator.check('whatsapp', { cacheMs: 0 })).resolves.toMatchObject({
        whatsapp: { status: 'degraded' },
      });
      expect(simulator.requestCount).toBe(2);
    });
  });

  describe('of several accounts', () => {
    it('is told apart under one key', async () => {
      simulator.updatePhoneNumber('1002', { qualityRating: 'RED' });
      const { accessToken } = simulator;
      const indicator = await indicatorWith({
        accounts: {
          sales: { phoneNumberId: '1001', accessToken },
          support: { phoneNumberId: '1002', accessToken },
        },
        graph: { baseUrl: simulator.url },
      });
      for (const account of ['sales', 'support', 'sales', 'support']) {
        await expect(indicator.check('whatsapp', { account })).resolves.toMatchObject({
          whatsapp: { status: account === 'sales' ? 'up' : 'degraded' },
        });
      }
      expect(simulator.requestCount).toBe(2);
    });

    it('is told apart where two registrations of the module share one Terminus', async () => {
      simulator.updatePhoneNumber('1002', { qualityRating: 'RED' });
      const registration = (phoneNumberId: string) => ({
        imports: [TerminusModule, WhatsAppModule.forRoot(optionsFor(simulator, { phoneNumberId }))],
        providers: [WhatsAppHealthIndicator],
      });
      @Module(registration('1001'))
      class First {}
      @Module(registration('1002'))
      class Second {}
      const module = await Test.createTestingModule({ imports: [First, Second] }).compile();
      closing.push(() => module.close());
      const verdicts = await Promise.all(
        [First, Second].map(async (host) => {
          const indicator = module.select(host).get(WhatsAppHealthIndicator, { strict: true });
          return reportIn(await indicator.check('whatsapp')).status;
        }),
      );
      expect(verdicts).toEqual(['up', 'degraded']);
    });
  });

  describe('over HTTP', () => {
    @Controller('health')
    class HealthController {
      constructor(
        private readonly health: HealthCheckService,
        private readonly whatsapp: WhatsAppHealthIndicator,
      ) {}

      @Get(':key')
      @HealthCheck()
      check(@Param('key') key: string) {
        return this.health.check([() => this.whatsapp.check(key, { cacheMs: 0 })]);
      }
    }

    let app: INestApplication;
    let url: string;

    beforeEach(async () => {
      const module = await Test.createTestingModule({
        imports: [TerminusModule.forRoot({ logger: false }), WhatsAppModule.forRoot(optionsFor(simulator))],
        controllers: [HealthController],
        providers: [WhatsAppHealthIndicator],
      }).compile();
      app = module.createNestApplication({ logger: false });
      closing.push(() => app.close());
      await app.listen(0, '127.0.0.1');
      url = await app.getUrl();
    });

    it('is 200 while it is up or degraded, and 503 with the reason once it is down', async () => {
      const answer = async () => {
        const response = await fetch(`${url}/health/whatsapp`);
        const body = (await response.json()) as { status: string; details: { whatsapp: Report } };
        return { http: response.status, overall: body.status, ...body.details.whatsapp };
      };
      await expect(answer()).resolves.toMatchObject({ http: 200, overall: 'ok', status: 'up' });
      simulator.updatePhoneNumber('1001', { qualityRating: 'RED' });
      await expect(answer()).resolves.toMatchObject({ http: 200, overall: 'degraded', status: 'degraded' });
      simulator.updatePhoneNumber('1001', { healthStatus: { can_send_message: 'BLOCKED' } });
      await expect(answer()).resolves.toMatchObject({
        http: 503,
        overall: 'error',
        status: 'down',
        reason: 'Meta blocks sending',
      });
    });
  });
});

interface Report {
  readonly status: string;
  readonly reason?: string;
}

function reportIn(result: HealthIndicatorResult): Report {
  return result['whatsapp'] as unknown as Report;
}
