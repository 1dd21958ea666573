import type { INestApplicationContext } from '@nestjs/common';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  Clock,
  GraphTransport,
  MemoryThroughputLimiter,
  ThroughputQueueFullError,
  WhatsAppMessagesService,
  WhatsAppThroughputService,
  WhatsAppWebhooksService,
  type GraphRequest,
  type GraphResponse,
  type WhatsAppThroughputOptions,
} from 'nestjs-whatsapp';
import { FakeClock, signWebhook, textMessage, webhookOf, type WebhookUpdate } from 'nestjs-whatsapp/testing';
import { describeThroughputLimiter } from '../support/contracts/throughput-limiter.contract.js';
import { LimitEnforcingTransport } from '../support/limit-enforcing-transport.js';
import { createContext } from '../support/whatsapp-app.js';

const phoneNumberId = '106540352242922';
const appSecret = 'app-secret';

describeThroughputLimiter('MemoryThroughputLimiter', () => {
  const clock = new FakeClock();
  return Promise.resolve({
    limiter: new MemoryThroughputLimiter(clock, { maxPairs: 1000 }),
    advance: (ms) => clock.advance(ms),
  });
});

describe('Throughput', () => {
  let clock: FakeClock;
  let context: INestApplicationContext;
  let messages: WhatsAppMessagesService;

  beforeEach(() => {
    clock = new FakeClock();
  });
  afterEach(() => context.close());

  async function start(
    transport: GraphTransport,
    throughput: WhatsAppThroughputOptions = {},
    maxAttempts = 1,
  ): Promise<void> {
    context = await createContext({
      phoneNumberId,
      accessToken: 'token',
      appSecret,
      throughput,
      retry: { maxAttempts, baseDelayMs: 0 },
      providers: [
        { provide: Clock, useValue: clock },
        { provide: GraphTransport, useValue: transport },
      ],
    });
    messages = context.get(WhatsAppMessagesService);
  }

  /** Moves the clock until all is sent; the seconds that it took. */
  async function finish(sends: readonly Promise<unknown>[]): Promise<number> {
    const startedAt = clock.now();
    const progress = { finished: false };
    const all = Promise.all(sends).finally(() => {
      progress.finished = true;
    });
    all.catch(() => undefined);
    await clock.advance(0);
    while (!progress.finished) await clock.advance(1000);
    await all;
    return (clock.now() - startedAt) / 1000;
  }

  it('sends 10,000 messages to 500 users: nothing is refused, and at least 95 % of the rate is used', async () => {
    const meta = new LimitEnforcingTransport(clock);
    await start(meta);
    const seconds = await finish(
      Array.from({ length: 10_000 }, (_, index) =>
        messages.sendText(user(index % 500), `${Math.floor(index / 500)}`),
      ),
    );
    expect(meta.refused).toEqual([]);
    expect(meta.accepted).toHaveLength(10_000);
    expect(10_000 / seconds).toBeGreaterThanOrEqual(0.95 * 80);
    for (const texts of textsByUser(meta).values()) {
      expect(texts).toEqual(Array.from({ length: 20 }, (_, index) => `${index}`));
    }
  }, 60_000);

  it('keeps the order of the messages to one user, also while the time moves on between them', async () => {
    const meta = new LimitEnforcingTransport(clock);
    await start(meta);
    const sends = Array.from({ length: 40 }, (_, index) => {
      const sending = messages.sendText(user(1), `${index}`);
      void clock.advance(index % 7 === 0 ? 20 : 3);
      return sending;
    });
    await finish(sends);
    expect(meta.accepted.map(({ text }) => text)).toEqual(
      Array.from({ length: 40 }, (_, index) => `${index}`),
    );
  });

  it('uses the rest of the rate while users write: what comes in is counted too', async () => {
    const meta = new LimitEnforcingTransport(clock);
    await start(meta, { maxWaiting: 5000 });
    const webhooks = context.get(WhatsAppWebhooksService);
    const receive = async (): Promise<void> => {
      meta.receive();
      const body = Buffer.from(JSON.stringify(webhookOf(inboundText(clock.now()))));
      await webhooks.handle(body, signWebhook(body, appSecret));
    };
    const sends = Array.from({ length: 2000 }, (_, index) => messages.sendText(user(index), 'hello'));
    await clock.advance(0);
    // Every 50 ms one comes in: 20 a second, so that 60 are left.
    for (let round = 0; round < 600; round += 1) {
      await receive();
      await clock.advance(50);
    }
    expect(meta.refused).toEqual([]);
    expect(meta.accepted.length).toBeGreaterThan(30 * 55);
    await finish(sends);
  }, 60_000);

  it('does not count a message of an old delivery', async () => {
    await start(new LimitEnforcingTransport(clock), { messagesPerSecond: 1 });
    const body = Buffer.from(JSON.stringify(webhookOf(inboundText(clock.now() - 60_000))));
    await context.get(WhatsAppWebhooksService).handle(body, signWebhook(body, appSecret));
    await expect(messages.sendText(user(1), 'at once')).resolves.toHaveProperty('messageId');
  });

  it('slows a number down when Meta refuses, and is back at full rate within ten seconds', async () => {
    // Meta grants this number half of what the options say.
    const meta = new LimitEnforcingTransport(clock, 40);
    await start(meta, {}, 4);
    await finish(Array.from({ length: 400 }, (_, index) => messages.sendText(user(index), 'hello')));
    expect(meta.accepted).toHaveLength(400);
    const refused = meta.refused.length;
    // Without slowing down every second message would be refused.
    expect(refused).toBeLessThan(100);
  });

  it('a pair that Meta refuses rests, and nobody else does', async () => {
    let refusals = 1;
    class RefusesOnce extends LimitEnforcingTransport {
      override request(request: GraphRequest): Promise<GraphResponse> {
        const body = typeof request.body === 'string' ? request.body : '';
        if (body.includes(user(1)) && refusals-- > 0) {
          return Promise.resolve({
            status: 400,
            headers: {},
            body: '{"error":{"code":131056,"message":"x"}}',
          });
        }
        return super.request(request);
      }
    }
    const meta = new RefusesOnce(clock);
    await start(meta);
    await expect(messages.sendText(user(1), 'first')).rejects.toHaveProperty('graphCode', 131056);
    const again = messages.sendText(user(1), 'again');
    await messages.sendText(user(2), 'other');
    // Single messages only: no burst until Meta has refused nothing for a while.
    await clock.advance(6049);
    expect(meta.accepted.map(({ text }) => text)).toEqual(['other']);
    await clock.advance(1);
    await again;
  });

  it('refuses what is too much to wait, shows how many wait, and lets go of whoever does not want to any more', async () => {
    await start(new LimitEnforcingTransport(clock), { messagesPerSecond: 1, maxWaiting: 2 });
    await messages.sendText(user(0), 'at once');
    const cancel = new AbortController();
    const waiting = messages.sendText(user(1), 'waits');
    const cancelled = messages.sendText(user(2), 'waits', { signal: cancel.signal });
    await clock.advance(0);
    const service = context.get(WhatsAppThroughputService);
    expect([service.queueLength(), service.queueLength(phoneNumberId), service.queueLength('1')]).toEqual([
      2, 2, 0,
    ]);
    const tooMuch = messages.sendText(user(3), 'too much');
    await expect(tooMuch).rejects.toThrow(ThroughputQueueFullError);
    await expect(tooMuch).rejects.toMatchObject({ retryable: true, maxWaiting: 2 });
    cancel.abort();
    await expect(cancelled).rejects.toHaveProperty('code', 'WHATSAPP_SEND_CANCELLED');
    expect(service.queueLength()).toBe(1);
    await finish([waiting]);
    expect(service.queueLength()).toBe(0);
  });

  it('lets all who wait go at shutdown: nothing was sent, and nothing keeps the process alive', async () => {
    const meta = new LimitEnforcingTransport(clock);
    await start(meta, { messagesPerSecond: 1 });
    const sends = Array.from({ length: 5 }, (_, index) => messages.sendText(user(index), 'hello'));
    const ends = Promise.allSettled(sends);
    await clock.advance(0);
    await context.close();
    const notSent = { code: 'WHATSAPP_REQUEST_NOT_SENT', reason: 'the application is shutting down' };
    expect(await ends).toMatchObject([
      { status: 'fulfilled' },
      ...sends.slice(1).map(() => ({ status: 'rejected', reason: notSent })),
    ]);
    await expect(messages.sendText(user(9), 'late')).rejects.toMatchObject(notSent);
    expect(meta.accepted).toHaveLength(1);
    expect(clock.sleeping).toBe(0);
  });

  it.each([
    ['the options', { numbers: { [phoneNumberId]: 1000 } }, 0],
    ['Meta', { readFromMeta: true }, 1],
  ])(
    'takes the rate of a number from %s',
    async (_source, throughput, reads) => {
      class HighLevel extends LimitEnforcingTransport {
        reads = 0;
        override request(request: GraphRequest): Promise<GraphResponse> {
          if (request.method !== 'GET') return super.request(request);
          this.reads += 1;
          return Promise.resolve({
            status: 200,
            headers: {},
            body: JSON.stringify({ id: phoneNumberId, throughput: { level: 'HIGH' } }),
          });
        }
      }
      const meta = new HighLevel(clock, 1000);
      await start(meta, throughput);
      await messages.sendText(user(0), 'first');
      const seconds = await finish(
        Array.from({ length: 3000 }, (_, index) => messages.sendText(user(index), 'hello')),
      );
      expect(meta.refused).toEqual([]);
      expect(seconds).toBeLessThanOrEqual(4);
      expect(meta.reads).toBe(reads);
    },
    30_000,
  );

  it('keeps no limit where that is switched off', async () => {
    const meta = new LimitEnforcingTransport(clock, 100_000);
    await start(meta, { enforce: false });
    await Promise.all(Array.from({ length: 200 }, () => messages.sendText(user(1), 'hello').catch(() => 0)));
    expect(meta.accepted).toHaveLength(45);
    expect(meta.refused).toHaveLength(155);
  });

  it('remembers a bounded number of pairs', async () => {
    await start(new LimitEnforcingTransport(clock));
    const limiter = new MemoryThroughputLimiter(clock, { maxPairs: 10 });
    const take = (pair: string): Promise<unknown> => limiter.take({ phoneNumberId, perSecond: 10_000, pair });
    for (let pair = 0; pair < 1000; pair += 1) await take(`pair ${pair}`);
    await expect(take('pair 999')).resolves.toHaveProperty('granted', true);
  });
});

function user(index: number): string {
  return `+1650555${String(index).padStart(4, '0')}`;
}

function inboundText(atMs: number): WebhookUpdate {
  return textMessage('hi', { timestamp: Math.floor(atMs / 1000) });
}

function textsByUser(meta: LimitEnforcingTransport): Map<string, string[]> {
  const texts = new Map<string, string[]>();
  for (const { to, text } of meta.accepted) texts.set(to, [...(texts.get(to) ?? []), text]);
  return texts;
}
