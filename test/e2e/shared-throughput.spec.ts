import type { INestApplicationContext } from '@nestjs/common';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Clock, GraphTransport, MemoryStorage, WhatsAppStorage } from 'nestjs-whatsapp/extending';
import {
  WhatsAppMessagesService,
  WhatsAppWebhooksService,
  type WhatsAppThroughputOptions,
} from 'nestjs-whatsapp';
import {
  failedStatus,
  FakeClock,
  signWebhook,
  textMessage,
  webhookOf,
  type WebhookUpdate,
} from 'nestjs-whatsapp/testing';
import { LimitEnforcingTransport } from '../support/limit-enforcing-transport.js';
import { WatchedStorage } from '../support/storage/watched-storage.js';
import { createContext } from '../support/whatsapp-app.js';

const appSecret = 'app-secret';

describe('The limits of a number that several processes send from', () => {
  let clock: FakeClock;
  let memory: MemoryStorage;
  let meta: LimitEnforcingTransport;
  let contexts: INestApplicationContext[];
  let calls: number;
  let sends: Promise<unknown>[];

  beforeEach(() => {
    clock = new FakeClock();
    memory = new MemoryStorage(clock);
    contexts = [];
    calls = 0;
    sends = [];
  });
  afterEach(() => Promise.all(contexts.map((context) => context.close())));

  /** A process, whose storage answers after some milliseconds. */
  async function start(throughput: WhatsAppThroughputOptions = {}): Promise<WhatsAppMessagesService> {
    const storage = new WatchedStorage(memory, true);
    storage.before = async ({ collection }) => {
      if (collection === 'number-shares') calls += 1;
      if (collection === 'number-shares' || collection === 'pair-debts') await clock.sleep(calls % 4);
    };
    const context = await createContext({
      phoneNumberId: '1',
      accessToken: 'token',
      appSecret,
      throughput: { maxWaiting: 10_000, ...throughput },
      retry: { maxAttempts: 1 },
      providers: [
        { provide: Clock, useValue: clock },
        { provide: GraphTransport, useValue: meta },
        { provide: WhatsAppStorage, useValue: storage },
      ],
    });
    contexts.push(context);
    return context.get(WhatsAppMessagesService);
  }

  /** Meta, a way of up to so many milliseconds off. */
  function metaAt(perSecond: number, mostMs: number): void {
    let sent = 0;
    meta = new LimitEnforcingTransport(clock, perSecond, () => {
      sent += 1;
      return { there: (sent * 7919) % (mostMs + 1), back: (sent * 104_729) % 11 };
    });
  }

  function send(by: WhatsAppMessagesService, to: number): void {
    const sending = by.sendText(user(to), 'hello');
    sending.catch(() => undefined);
    sends.push(sending);
  }

  /** At the second process. */
  async function deliver(update: WebhookUpdate): Promise<void> {
    const body = Buffer.from(JSON.stringify(webhookOf(update, { phoneNumberId: '1' })));
    await contexts[1]?.get(WhatsAppWebhooksService).handle(body, signWebhook(body, appSecret));
  }

  /** Lets what was begun get to its sleep before the time moves. */
  async function pass(ms: number): Promise<void> {
    await clock.advance(0);
    await clock.advance(ms);
  }

  it.each([
    [20, 30],
    [80, 30],
    [80, 400],
    [1000, 30],
  ])(
    'at %i a second and ways of up to %i ms four of them are refused nothing, and use the rate',
    async (perSecond, mostMs) => {
      metaAt(perSecond, mostMs);
      const processes = await Promise.all([1, 2, 3, 4].map(() => start({ messagesPerSecond: perSecond })));
      const seconds = perSecond === 1000 ? 3 : 15;
      for (let index = 0; index < perSecond * (seconds + 4); index += 1) {
        for (const by of processes.slice(index % 4, (index % 4) + 1)) send(by, index);
      }
      await pass(2000);
      const before = meta.accepted.length;
      calls = 0;
      await pass(seconds * 1000);
      expect(meta.refused).toEqual([]);
      // What a message takes on its way is lost in its first minute.
      expect(meta.accepted.length - before).toBeGreaterThanOrEqual(
        (0.95 * perSecond * seconds * 1010) / (1010 + mostMs),
      );
      expect(calls / seconds).toBeLessThanOrEqual(60);
    },
    60_000,
  );

  it('whoever has little to send gets it through beside one who sends without end, and the rate is used all the same', async () => {
    metaAt(80, 10);
    const [greedy, modest] = [await start(), await start()];
    for (let index = 0; index < 2400; index += 1) send(greedy, index);
    await pass(3000);
    const waits: number[] = [];
    for (let index = 0; index < 10; index += 1) {
      const sentAt = clock.now();
      sends.push(modest.sendText(user(5000 + index), 'hello').then(() => waits.push(clock.now() - sentAt)));
      await pass(1000);
    }
    expect(waits).toHaveLength(10);
    expect(Math.max(...waits)).toBeLessThanOrEqual(500);
    expect(meta.accepted.length).toBeGreaterThanOrEqual(0.93 * 80 * 13);
    expect(meta.refused).toEqual([]);
  });

  it('more of them than the number may send messages a second each get their turn', async () => {
    metaAt(2, 10);
    const processes = await Promise.all([1, 2, 3, 4, 5].map(() => start({ messagesPerSecond: 2 })));
    for (const [index, by] of processes.entries()) for (let n = 0; n < 50; n += 1) send(by, index * 50 + n);
    await pass(60_000);
    expect(meta.refused).toEqual([]);
    expect(meta.accepted.length).toBeGreaterThanOrEqual(60);
    for (const index of processes.keys()) {
      const own = meta.accepted.filter(({ to }) => Math.floor(Number(to.slice(-4)) / 50) === index);
      expect(own.length).toBeGreaterThanOrEqual(5);
    }
  });

  it('a process that ends without a word leaves its share to the others', async () => {
    metaAt(20, 10);
    const [killed, left] = [await start({ messagesPerSecond: 20 }), await start({ messagesPerSecond: 20 })];
    for (let index = 0; index < 20; index += 1) send(killed, index);
    await pass(900);
    await contexts.shift()?.close();
    for (let index = 0; index < 400; index += 1) send(left, 100 + index);
    await pass(8000);
    const before = meta.accepted.length;
    await pass(5000);
    expect(meta.accepted.length - before).toBeGreaterThanOrEqual(95);
    expect(meta.refused).toEqual([]);
  });

  it('what one has sent to a user is owed by the others, also after a restart', async () => {
    metaAt(80, 10);
    const first = await start();
    for (let n = 0; n < 20; n += 1) send(first, 1);
    // When the burst is over.
    await pass(6000);
    expect(meta.accepted).toHaveLength(20);
    await contexts.shift()?.close();
    const second = await start();
    send(second, 1);
    await pass(100_000);
    expect(meta.accepted).toHaveLength(20);
    await pass(30_000);
    expect(meta.accepted).toHaveLength(21);
    expect(meta.refused).toEqual([]);
  });

  it('two that send to the same users at the same time stay within the limit of each pair', async () => {
    metaAt(80, 30);
    const processes = [await start(), await start()];
    for (let n = 0; n < 60; n += 1) for (const by of processes) send(by, n % 3);
    await pass(10_000);
    expect(meta.refused).toEqual([]);
    // Each of the three users has had one burst.
    expect(meta.accepted.length).toBeGreaterThanOrEqual(3 * 30);
    await pass(600_000);
    expect(meta.accepted).toHaveLength(120);
    expect(meta.refused).toEqual([]);
  });

  it('what comes in at one counts for the others', async () => {
    metaAt(20, 5);
    const [sender] = [await start({ messagesPerSecond: 20 }), await start({ messagesPerSecond: 20 })];
    for (let index = 0; index < 400; index += 1) send(sender, index);
    await pass(2000);
    const before = meta.accepted.length;
    // Five a second, for ten seconds.
    for (let n = 0; n < 50; n += 1) {
      await deliver(textMessage('hi', { timestamp: Math.floor(clock.now() / 1000) }));
      await pass(200);
    }
    expect(meta.accepted.length - before).toBeLessThanOrEqual(162);
    expect(meta.accepted.length - before).toBeGreaterThanOrEqual(120);
  });

  it('a refusal slows all of them down, also one that only a webhook tells of', async () => {
    metaAt(80, 5);
    const [sender] = [await start(), await start()];
    for (let index = 0; index < 1000; index += 1) send(sender, index);
    await pass(2000);
    const delivered = deliver(
      failedStatus(130429, 'Too many', { timestamp: Math.floor(clock.now() / 1000) }),
    );
    await pass(200);
    await delivered;
    const before = meta.accepted.length;
    await pass(1800);
    expect(meta.accepted.length - before).toBeLessThanOrEqual(100);
  });

  it('where nothing is sent any more nothing is held, and nobody asks', async () => {
    metaAt(80, 5);
    const by = await start();
    for (let index = 0; index < 30; index += 1) send(by, index);
    await pass(20_000);
    calls = 0;
    await pass(60_000);
    expect(calls).toBe(0);
    expect(memory.getMany('number-shares', ['1'])).toEqual([undefined]);
    await Promise.all(sends);
  });
});

function user(index: number): string {
  return `+1650555${String(index).padStart(4, '0')}`;
}
