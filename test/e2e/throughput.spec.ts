import { Logger, type INestApplicationContext, type Provider } from '@nestjs/common';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import {
  Clock,
  GraphTransport,
  MemoryStorage,
  WhatsAppStorage,
  type GraphRequest,
  type GraphResponse,
} from 'nestjs-whatsapp/extending';
import {
  WhatsAppThrottlingError,
  WhatsAppMessagesService,
  WhatsAppService,
  WhatsAppThroughputService,
  WhatsAppWebhooksService,
  type WhatsAppThroughputOptions,
} from 'nestjs-whatsapp';
import { UserDirectory } from '../../libs/whatsapp/src/users/internal.js';
import {
  failedStatus,
  fieldChange,
  FakeClock,
  signWebhook,
  textMessage,
  webhookOf,
  type WebhookUpdate,
} from 'nestjs-whatsapp/testing';
import { LimitEnforcingTransport } from '../support/limit-enforcing-transport.js';
import { WatchedStorage } from '../support/storage/watched-storage.js';
import { createContext } from '../support/whatsapp-app.js';

const phoneNumberId = '106540352242922';
const appSecret = 'app-secret';

let clock: FakeClock;

describe('Throughput', () => {
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
    providers: readonly Provider[] = [],
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
        ...providers,
      ],
    });
    messages = context.get(WhatsAppMessagesService);
  }

  async function deliver(update: WebhookUpdate): Promise<void> {
    const body = Buffer.from(JSON.stringify(webhookOf(update)));
    await context.get(WhatsAppWebhooksService).handle(body, signWebhook(body, appSecret));
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

  it('uses most of the rate also where each message takes 200 to 260 ms, once it has seen that for a minute', async () => {
    let sent = 0;
    const meta = new LimitEnforcingTransport(clock, 80, () => {
      sent += 1;
      return { there: 100 + ((sent * 7919) % 31), back: 100 + ((sent * 104_729) % 31) };
    });
    await start(meta);
    const sendMany = (): Promise<number> =>
      finish(Array.from({ length: 5000 }, (_, index) => messages.sendText(user(index % 1000), 'hello')));
    await sendMany();
    expect(5000 / (await sendMany())).toBeGreaterThanOrEqual(0.9 * 80);
    expect(meta.refused).toEqual([]);
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
    const receive = async (): Promise<void> => {
      meta.receive();
      await deliver(inboundText(clock.now()));
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
    await deliver(inboundText(clock.now() - 60_000));
    await expect(messages.sendText(user(1), 'at once')).resolves.toHaveProperty('messageId');
  });

  it('slows a number down when Meta refuses, and is back at full rate within ten seconds', async () => {
    // Meta grants this number half of what the options say.
    const meta = new LimitEnforcingTransport(clock, 40);
    await start(meta, {}, 4);
    await finish(Array.from({ length: 400 }, (_, index) => messages.sendText(user(index), 'hello')));
    expect(meta.accepted).toHaveLength(400);
    // Without slowing down every second message would be refused.
    expect(meta.refused.length).toBeLessThan(100);
  });

  it('is back at the full rate ten seconds after a refusal', async () => {
    let refusals = 1;
    class RefusesOnce extends LimitEnforcingTransport {
      override request(request: GraphRequest): Promise<GraphResponse> {
        return refusals-- > 0 ? Promise.resolve(refusal(130429)) : super.request(request);
      }
    }
    const meta = new RefusesOnce(clock);
    await start(meta, { maxWaiting: 5000 }, 2);
    await finish([messages.sendText(user(0), 'refused at first')]);
    await clock.advance(10_000);
    const seconds = await finish(
      Array.from({ length: 800 }, (_, index) => messages.sendText(user(index), 'hello')),
    );
    expect(seconds).toBeLessThanOrEqual(11);
  });

  it('a message that is refused again and again keeps nobody else from sending', async () => {
    class RefusesSome extends LimitEnforcingTransport {
      override request(request: GraphRequest): Promise<GraphResponse> {
        const body = typeof request.body === 'string' ? request.body : '';
        return body.includes('refused') ? Promise.resolve(refusal(131056)) : super.request(request);
      }
    }
    const meta = new RefusesSome(clock, 20);
    await start(meta, { messagesPerSecond: 20 }, 5);
    const refused = Promise.allSettled(
      Array.from({ length: 20 }, (_, index) => messages.sendText(user(index), 'refused')),
    );
    await clock.advance(3000);
    const sentAt = clock.now();
    await finish([messages.sendText(user(99), 'other')]);
    expect(clock.now() - sentAt).toBeLessThanOrEqual(2000);
    for (let minute = 0; minute < 20; minute += 1) await clock.advance(60_000);
    expect(await refused).toHaveLength(20);
  });

  it('goes on as before when the clock of the machine is set back', async () => {
    class SetBack extends FakeClock {
      back = 0;
      override now(): number {
        return super.now() - this.back;
      }
      override monotonic(): number {
        return super.now();
      }
    }
    const setBack = new SetBack();
    clock = setBack;
    const metasClock = {
      now: () => setBack.monotonic(),
      sleep: (ms: number) => setBack.sleep(ms),
    };
    await start(new LimitEnforcingTransport(metasClock));
    await finish(Array.from({ length: 200 }, (_, index) => messages.sendText(user(index), 'hello')));
    setBack.back = 3_600_000;
    const startedAt = clock.now();
    await finish(Array.from({ length: 200 }, (_, index) => messages.sendText(user(index), 'hello')));
    expect(clock.now() - startedAt).toBeLessThanOrEqual(4000);
  });

  it('keeps no pair limit for a group', async () => {
    let requests = 0;
    class Group extends GraphTransport {
      request(): Promise<GraphResponse> {
        requests += 1;
        return Promise.resolve({ status: 200, headers: {}, body: '{"messages":[{"id":"wamid.1"}]}' });
      }
    }
    await start(new Group());
    const text = {
      to: 'Y2FwaV9ncm91cDox',
      recipient_type: 'group',
      type: 'text',
      text: { body: 'hello' },
    } as const;
    await finish(Array.from({ length: 60 }, () => messages.send(text)));
    expect(requests).toBe(60);
  });

  it('what was sent to a user id is owed by the phone number too, once both are known to be the same', async () => {
    const meta = new LimitEnforcingTransport(clock);
    await start(meta);
    const userId = 'US.13491208655302741918';
    const toUser = { recipient: userId, type: 'text', text: { body: 'hello' } } as const;
    await finish(Array.from({ length: 20 }, () => messages.send(toUser)));
    await context.get(UserDirectory).learn([{ phoneNumberId, userId, waId: '16505550001', at: clock.now() }]);
    await clock.advance(6000);
    const toPhone = messages.sendText(user(1), 'hello');
    await clock.advance(100_000);
    expect(meta.accepted).toHaveLength(20);
    await finish([toPhone]);
  });

  it('knows a number that Meta spells differently: a refusal that names it slows the one that was dialled', async () => {
    class Spells extends LimitEnforcingTransport {
      override async request(request: GraphRequest): Promise<GraphResponse> {
        const { body } = await super.request(request);
        const answer = JSON.parse(body) as object;
        return {
          status: 200,
          headers: {},
          body: JSON.stringify({ ...answer, contacts: [{ input: '+5511987654321', wa_id: '551187654321' }] }),
        };
      }
    }
    const meta = new Spells(clock);
    await start(meta);
    await messages.sendText('+5511987654321', 'first');
    await deliver(refusedLater(131056, '551187654321'));
    const second = messages.sendText('+5511987654321', 'second');
    await clock.advance(5000);
    expect(meta.accepted).toHaveLength(1);
    await finish([second]);
  });

  /** A storage that other processes share, and that fails whoever asks for the limits, once it is away. */
  function sharedStorage(): { storage: WatchedStorage; away: () => void } {
    const storage = new WatchedStorage(new MemoryStorage(clock), true);
    const limits = new Set(['number-shares', 'pair-debts']);
    return {
      storage,
      away: () => {
        storage.before = ({ collection }) => {
          if (limits.has(collection)) throw new Error('no connection to 10.0.0.1');
        };
      },
    };
  }

  it('a storage that is away fails neither a webhook nor what was accepted', async () => {
    const { storage, away } = sharedStorage();
    class GoesAway extends LimitEnforcingTransport {
      override async request(request: GraphRequest): Promise<GraphResponse> {
        away();
        // So long that the limiter has something to note.
        await clock.sleep(1000);
        return super.request(request);
      }
    }
    await start(new GoesAway(clock), {}, 1, [{ provide: WhatsAppStorage, useValue: storage }]);
    await finish([messages.sendText(user(1), 'hello')]);
    await expect(deliver(inboundText(clock.now()))).resolves.toBeUndefined();
    await expect(deliver(refusedLater(130429, '16505550001'))).resolves.toBeUndefined();
  });

  it.each([
    ['at once', false],
    ['when the message is tried again', true],
  ])('a storage that is away %s leaves no doubt: nothing was sent', async (_when, refusedFirst) => {
    const { storage, away } = sharedStorage();
    class Refuses extends LimitEnforcingTransport {
      override request(): Promise<GraphResponse> {
        away();
        return Promise.resolve(refusal(130429));
      }
    }
    await start(new Refuses(clock), {}, 2, [{ provide: WhatsAppStorage, useValue: storage }]);
    if (!refusedFirst) away();
    const send = (): Promise<unknown> => messages.sendText(user(1), 'hello', { idempotencyKey: 'once' });
    const notSent = { code: 'WHATSAPP_REQUEST_NOT_SENT', retryable: true };
    await expect(finish([send()])).rejects.toMatchObject(notSent);
    // The key is free again.
    await expect(finish([send()])).rejects.toMatchObject(notSent);
  });

  it.each([
    ['a status', 131056, () => refusedLater(131056, '16505550001'), 1, 1000],
    ['a status', 130429, () => refusedLater(130429, '16505550001'), 2, 1000],
  ])('slows down for a refusal that %s tells later (%i)', async (_by, _code, status, to, restMs) => {
    const meta = new LimitEnforcingTransport(clock);
    await start(meta);
    await deliver(status());
    const sending = messages.sendText(user(to), 'hello');
    await clock.advance(restMs - 1);
    expect(meta.accepted).toHaveLength(0);
    await clock.advance(1);
    await expect(sending).resolves.toHaveProperty('messageId');
  });

  it('does not slow down for a refusal of long ago', async () => {
    await start(new LimitEnforcingTransport(clock));
    await deliver(refusedLater(130429, '16505550001', clock.now() - 86_400_000));
    await expect(messages.sendText(user(1), 'at once')).resolves.toHaveProperty('messageId');
  });

  it('a pair that Meta refuses rests, and nobody else does', async () => {
    let refusals = 1;
    class RefusesOnce extends LimitEnforcingTransport {
      override request(request: GraphRequest): Promise<GraphResponse> {
        const body = typeof request.body === 'string' ? request.body : '';
        if (body.includes(user(1)) && refusals-- > 0) {
          return Promise.resolve(refusal(131056));
        }
        return super.request(request);
      }
    }
    const meta = new RefusesOnce(clock);
    await start(meta);
    await expect(messages.sendText(user(1), 'first')).rejects.toHaveProperty('graphCode', 131056);
    const again = messages.sendText(user(1), 'again');
    await messages.sendText(user(2), 'other');
    await clock.advance(999);
    expect(meta.accepted.map(({ text }) => text)).toEqual(['other']);
    await clock.advance(1);
    await again;
    // Single messages only: no burst until Meta has refused nothing for a while.
    const next = messages.sendText(user(1), 'next');
    await clock.advance(6049);
    expect(meta.accepted.map(({ text }) => text)).toEqual(['other', 'again']);
    await clock.advance(1);
    await next;
  });

  describe('a wait', () => {
    let lines: string[];

    beforeEach(() => {
      lines = [];
      jest
        .spyOn(Logger.prototype, 'warn')
        .mockImplementation((line: unknown) => void lines.push(String(line)));
    });
    afterEach(() => {
      jest.restoreAllMocks();
    });

    it('is heard: how many, for what and how long, once a number and minute; each result says how long it waited', async () => {
      await start(new LimitEnforcingTransport(clock));
      const burst = Array.from({ length: 5 }, () => messages.sendText(user(1), 'at once'));
      await clock.advance(0);
      expect((await Promise.all(burst)).map(({ waitedMs }) => waitedMs)).toEqual([0, 0, 0, 0, 0]);
      await clock.advance(10_000);
      expect(lines).toEqual([]);
      const late = Array.from({ length: 3 }, () => messages.sendText(user(1), 'late'));
      const other = messages.sendText(user(2), 'to somebody else');
      await clock.advance(0);
      expect((await other).waitedMs).toBe(0);
      expect(lines).toEqual([
        `3 messages of number ${phoneNumberId} wait, the last for about 21 s: 3 for the pair limit of one message every 6 seconds to one user (21 s). This is told once a minute`,
      ]);
      await finish(late);
      for (const { waitedMs } of await Promise.all(late)) expect(waitedMs).toBeCloseTo(20_050, -2);

      // Within the minute nothing more is said, and after it what waits then.
      const again = Array.from({ length: 2 }, () => messages.sendText(user(1), 'again'));
      await finish(again);
      expect(lines).toHaveLength(1);
      await clock.advance(60_000);
      await finish(Array.from({ length: 45 }, () => messages.sendText(user(3), 'a burst')));
      const last = messages.sendText(user(3), 'the last');
      await clock.advance(0);
      expect(lines).toHaveLength(2);
      expect(lines[1]).toMatch(
        /^1 message of number 106540352242922 wait, the last for about 2\d\d s: 1 for/,
      );
      await finish([last]);
    });

    it('for the number is heard too, where it is longer than a moment', async () => {
      await start(new LimitEnforcingTransport(clock), { messagesPerSecond: 20 });
      await finish(Array.from({ length: 20 }, (_, index) => messages.sendText(user(index), 'hello')));
      expect(lines).toEqual([]);
      await clock.advance(10_000);
      await finish(Array.from({ length: 100 }, (_, index) => messages.sendText(user(100 + index), 'hello')));
      expect(lines).toEqual([
        expect.stringMatching(
          /^9\d messages of number 106540352242922 wait, the last for about 5 s: 9\d for the number's limit of 20 messages a second \(5 s\)/,
        ),
      ]);
    });

    it('for another attempt is heard, and counts as waited', async () => {
      let refusals = 3;
      const transport = new LimitEnforcingTransport(clock);
      const request = transport.request.bind(transport);
      transport.request = (call) => {
        refusals -= 1;
        return refusals < 0
          ? request(call)
          : Promise.resolve({ status: 400, headers: {}, body: '{"error":{"code":131057}}' });
      };
      await start(transport, {}, 2);
      const sends = [1, 2, 3].map((index) => messages.sendText(user(index), 'hello'));
      await finish(sends);
      expect(lines).toEqual([
        `1 message of number ${phoneNumberId} wait, the last for about 60 s: 1 for another attempt (60 s). This is told once a minute`,
      ]);
      for (const { waitedMs } of await Promise.all(sends)) expect(waitedMs).toBeGreaterThanOrEqual(60_000);
    });

    it('is told of no message that left the queue, and of none where no limit is kept', async () => {
      await start(new LimitEnforcingTransport(clock), { enforce: false });
      await finish(
        Array.from({ length: 50 }, () => messages.sendText(user(1), 'hello').catch(() => undefined)),
      );
      expect(lines).toEqual([]);
    });
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
    await expect(tooMuch).rejects.toThrow(WhatsAppThrottlingError);
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

  it('reads the rates of all numbers again when Meta tells of an upgrade, and 20 a second where the Business app uses one too', async () => {
    const levels = new Map([
      ['1', { throughput: { level: 'STANDARD' }, is_on_biz_app: true }],
      ['2', { throughput: { level: 'STANDARD' } }],
      ['3', { throughput: { level: 'STANDARD' } }],
    ]);
    const reads: string[] = [];
    class Levels extends LimitEnforcingTransport {
      override request(request: GraphRequest): Promise<GraphResponse> {
        if (request.method !== 'GET') return super.request(request);
        const id = /\/(\d)\?/.exec(request.url)?.[1] ?? '';
        reads.push(id);
        return Promise.resolve({ status: 200, headers: {}, body: JSON.stringify(levels.get(id)) });
      }
    }
    const accounts = Object.fromEntries(
      [...levels.keys()].map((id) => [`account${id}`, { phoneNumberId: id, accessToken: 'token' }]),
    );
    context = await createContext({
      accounts,
      appSecret,
      throughput: { readFromMeta: true },
      providers: [
        { provide: Clock, useValue: clock },
        { provide: GraphTransport, useValue: new Levels(clock, 10_000) },
      ],
    });
    const whatsapp = context.get(WhatsAppService);
    const sendFrom = async (id: string): Promise<void> => {
      const account = whatsapp.account(`account${id}`);
      await finish([account.messages.sendText(user(0), 'hello')]);
    };
    for (const id of levels.keys()) await sendFrom(id);
    expect(reads).toEqual(['1', '2', '3']);

    const shared = whatsapp.account('account1');
    const seconds = await finish(
      Array.from({ length: 60 }, (_, index) => shared.messages.sendText(user(index + 1), 'hello')),
    );
    expect(seconds).toBeGreaterThanOrEqual(2);

    await deliver(fieldChange('phone_number_quality_update', { event: 'THROUGHPUT_UPGRADE' }));
    for (const id of levels.keys()) await sendFrom(id);
    expect(reads).toEqual(['1', '2', '3', '1', '2', '3']);
  });

  it('keeps no limit where that is switched off', async () => {
    const meta = new LimitEnforcingTransport(clock, 100_000);
    await start(meta, { enforce: false });
    await Promise.all(Array.from({ length: 200 }, () => messages.sendText(user(1), 'hello').catch(() => 0)));
    expect(meta.accepted).toHaveLength(45);
    expect(meta.refused).toHaveLength(155);
  });
});

function user(index: number): string {
  return `+1650555${String(index).padStart(4, '0')}`;
}

/** A message that Meta had accepted, and says now that it failed for a limit. */
function refusedLater(code: number, waId: string, atMs = clock.now()): WebhookUpdate {
  return failedStatus(code, 'Too many messages', { timestamp: Math.floor(atMs / 1000), user: { waId } });
}

function refusal(code: number): GraphResponse {
  return { status: 400, headers: {}, body: JSON.stringify({ error: { code, message: `(#${code})` } }) };
}

function inboundText(atMs: number): WebhookUpdate {
  return textMessage('hi', { timestamp: Math.floor(atMs / 1000) });
}

function textsByUser(meta: LimitEnforcingTransport): Map<string, string[]> {
  const texts = new Map<string, string[]>();
  for (const { to, text } of meta.accepted) texts.set(to, [...(texts.get(to) ?? []), text]);
  return texts;
}
