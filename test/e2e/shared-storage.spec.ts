import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  WhatsAppWindowsService,
  WhatsAppDeliveryService,
  StorageUnavailableError,
  WhatsAppConsentService,
  WhatsAppConversationsService,
  WhatsAppMessagesService,
  WhatsAppModule,
  WhatsAppSequencesService,
  WhatsAppUsersService,
  type DeadLetter,
  type InboundEvent,
  type WhatsAppModuleExtras,
  type WhatsAppModuleOptions,
} from 'nestjs-whatsapp';
import { SystemClock, GraphTransport, MemoryStorage, WhatsAppStorage } from 'nestjs-whatsapp/extending';
import { postgres } from 'nestjs-whatsapp/postgres';
import { redis } from 'nestjs-whatsapp/redis';
import {
  FakeClock,
  messageStatus,
  textMessage,
  webhookOf,
  type WebhookUpdate,
} from 'nestjs-whatsapp/testing';
import { Test } from '@nestjs/testing';
import { ConversationLockManager } from '../../libs/whatsapp/src/webhooks/intake/conversation-lock-manager.js';
import { EventClaims } from '../../libs/whatsapp/src/webhooks/intake/event-claims.js';
import { MapServer, MapStorage } from '../../libs/whatsapp/src/storage/spec-support/map-storage.js';
import { RecordingTransport } from '../support/recording-transport.js';
import { startPostgres } from '../support/servers/postgres-server.js';
import { startRedis } from '../support/servers/redis-server.js';
import { WatchedStorage } from '../support/storage/watched-storage.js';
import { WebhookApp } from '../support/webhooks/webhook-app.js';

const person = '+16505551234';

/** Waits for something that another process, or this one, brings about soon. */
async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 20_000;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error('It has not come about in 20 seconds');
    await sleep(20);
  }
}

/** Opens one more instance of a storage that is empty at first. */
type Instances = () => WhatsAppStorage;

/** Storages that several instances share and that survive them; each test has a place of its own. */
const storages: readonly (readonly [
  name: string,
  start: () => Promise<{ place: () => Instances; stop: () => Promise<void> }>,
])[] = [
  [
    'maps',
    () => {
      const place = (): Instances => {
        const server = new MapServer();
        return () => new MapStorage(server);
      };
      return Promise.resolve({ place, stop: () => Promise.resolve() });
    },
  ],
  [
    'Redis',
    async () => {
      const server = await startRedis();
      const place = (): Instances => {
        const keyPrefix = `test-${Math.random()}:`;
        return () => redis(server.url, { keyPrefix });
      };
      return { place, stop: () => server.stop() };
    },
  ],
  [
    'PostgreSQL',
    async () => {
      const server = await startPostgres();
      const place = (): Instances => {
        const schema = `test ${Math.random()}`;
        return () => postgres(server.url, { schema });
      };
      return { place, stop: () => server.stop() };
    },
  ],
];

describe.each(storages)('processes that share a storage (%s)', (_name, startServer) => {
  let server: Awaited<ReturnType<typeof startServer>>;
  let instance: Instances;
  let transport: RecordingTransport;
  let running: WebhookApp[];

  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(() => server.stop());

  beforeEach(() => {
    instance = server.place();
    transport = new RecordingTransport();
    running = [];
  });

  afterEach(async () => {
    for (const app of running) await app.stop();
  });

  async function start(options: WhatsAppModuleOptions & WhatsAppModuleExtras = {}): Promise<WebhookApp> {
    const app = await WebhookApp.start({
      options: {
        retry: { maxAttempts: 1 },
        storage: instance(),
        providers: [{ provide: GraphTransport, useValue: transport }],
        ...options,
      },
    });
    running.push(app);
    return app;
  }

  async function stop(app: WebhookApp): Promise<void> {
    running.splice(running.indexOf(app), 1);
    await app.stop();
  }

  const post = (app: WebhookApp, ...updates: WebhookUpdate[]): Promise<number> =>
    app.post(JSON.stringify(webhookOf(updates)));

  it('handle an event once, whichever of them it is delivered to, at once or later', async () => {
    const both = [await start(), await start()];
    const seen = both.map((app) => app.handle('shop'));
    const updates = [textMessage('one', { id: 'wamid.1' }), textMessage('two', { id: 'wamid.2' })];
    // Each may find that the other one has just begun, and has it come again.
    await Promise.all([...both, ...both].map((app) => post(app, ...updates)));
    for (const app of both) expect(await post(app, ...updates)).toBe(200);
    expect(seen.flat()).toHaveLength(2);
    const late = await start();
    const seenLate = late.handle('shop');
    expect(await post(late, ...updates)).toBe(200);
    expect(seenLate).toEqual([]);
  });

  it('run each handler once for each of 200 events that both are given in turn, twice, and no conversation in both at once', async () => {
    const both = [await start(), await start()];
    const runs: string[] = [];
    const busy = new Set<string | undefined>();
    const atOnce: unknown[] = [];
    for (const app of both) {
      for (const id of ['one', 'other']) {
        app.handle(id, async ({ key, conversation }) => {
          if (busy.has(conversation)) atOnce.push(conversation);
          busy.add(conversation);
          await sleep(1);
          runs.push(`${id} ${key}`);
          busy.delete(conversation);
        });
      }
    }
    const deliveries = Array.from({ length: 200 }, (_, index) => {
      const user = { waId: `1650555${1000 + (index % 20)}` };
      return textMessage('hello', { id: `wamid.${index}`, user });
    });
    const deliver = async (app: WebhookApp, update: WebhookUpdate): Promise<void> => {
      // As Meta does, until it is taken.
      while ((await post(app, update)) !== 200) await sleep(5);
    };
    await Promise.all(
      deliveries.flatMap((update, index) =>
        (index % 2 === 0 ? both : both.toReversed()).map((app) => deliver(app, update)),
      ),
    );
    expect(runs.length).toBe(400);
    expect(new Set(runs).size).toBe(400);
    expect(atOnce).toEqual([]);
  });

  it('leave a conversation to the one that handles it, so that its question finds an answer which came to the other one first', async () => {
    const both = [
      await start({ webhooks: { deadlineMs: 300 } }),
      await start({ webhooks: { deadlineMs: 300 } }),
    ];
    const [asking, other] = both as [WebhookApp, WebhookApp];
    const user = { waId: person.slice(1) };
    const answers: unknown[] = [];
    const handled: string[] = [];
    let asks = (): void => {};
    const asked = new Promise<void>((resolve) => (asks = resolve));
    asking.handle('shop', async (event) => {
      if (event.kind !== 'message') return;
      handled.push('asking');
      const conversation = asking.app.get(WhatsAppConversationsService).conversation(event);
      const waiting = conversation.waitFor({ timeoutMs: 60_000 });
      asks();
      answers.push((await waiting).message);
    });
    other.handle('shop', () => void handled.push('other'));
    const question = post(asking, textMessage('hello', { id: 'wamid.1', user }));
    await asked;
    const answer = textMessage('blue', { id: 'wamid.2', user });
    expect(await post(other, answer)).toBe(503);
    // As Meta does: again, to whichever of them has its turn.
    let turn = 0;
    while ((await post(both[turn % 2] ?? asking, answer)) !== 200) turn += 1;
    await question;
    expect(answers).toMatchObject([{ text: { body: 'blue' } }]);
    expect(handled).toEqual(['asking']);
    // The conversation is free again.
    expect(await post(other, textMessage('thanks', { id: 'wamid.3', user }))).toBe(200);
    expect(handled).toEqual(['asking', 'other']);
  });

  it('take a conversation over from one that has died, when its lease has ended', async () => {
    const webhooks = { leaseMs: 1000, deadlineMs: 100 };
    const dead = instance();
    await dead.open();
    const other = await start({ webhooks });
    const handled = other.handle('shop');
    const user = { waId: person.slice(1) };
    const [first, second] = ['1', '2'].map((id) => textMessage('hello', { id: `wamid.${id}`, user }));
    await post(other, first as WebhookUpdate);
    const conversation = handled[0]?.conversation ?? '';
    const locks = new ConversationLockManager(dead, new SystemClock(), webhooks.leaseMs);
    expect(await locks.acquire(conversation)).toBeDefined();
    expect(await post(other, second as WebhookUpdate)).toBe(503);
    expect(handled).toHaveLength(1);
    while ((await post(other, second as WebhookUpdate)) !== 200);
    expect(handled).toHaveLength(2);
    await dead.close();
  });

  it('know of each other’s users: who wrote to one may be answered and must be left alone by the other', async () => {
    const [one, other] = [await start({ consent: { keywords: true } }), await start()];
    const now = Math.floor(Date.now() / 1000);
    const user = { waId: person.slice(1), userId: 'US.916505551234' };
    expect(await post(one, textMessage('STOP', { user, timestamp: now }))).toBe(200);
    expect(await other.app.get(WhatsAppWindowsService).state(person)).toBe('open');
    expect(await other.app.get(WhatsAppConsentService).status(person)).toMatchObject({
      userId: user.userId,
      optedOut: true,
    });
    expect(await other.app.get(WhatsAppConsentService).status(user.userId)).toMatchObject({ optedOut: true });
    await other.app.get(WhatsAppUsersService).forget(person, { keepOptOut: false });
    expect(await one.app.get(WhatsAppWindowsService).state(user.userId)).toBe('unknown');
    expect(await one.app.get(WhatsAppConsentService).status(person)).toMatchObject({ optedOut: false });
  });

  it('say of a question whose answer went to the other one that it did', async () => {
    const [asking, other] = [await start(), await start()];
    const handled = other.handle('shop');
    const ask = asking.app.get(WhatsAppConversationsService).conversation({ user: person });
    const answer = ask.waitFor({ timeoutMs: 3000 }).catch((error: unknown) => error);
    // In a second that begins after the question.
    const timestamp = Math.floor(Date.now() / 1000) + 1;
    await sleep(timestamp * 1000 - Date.now());
    expect(await post(other, textMessage('here', { timestamp, user: { waId: person.slice(1) } }))).toBe(200);
    expect(handled).toHaveLength(1);
    expect(await answer).toMatchObject({ code: 'WHATSAPP_WAIT_TIMEOUT', isElsewhere: true });
    expect(await ask.waitFor({ timeoutMs: 1 }).catch((error: unknown) => error)).toMatchObject({
      code: 'WHATSAPP_WAIT_TIMEOUT',
      isElsewhere: false,
    });
  });

  it('go on counting the attempts of a handler that a restart interrupts, and run again only what has failed', async () => {
    const deadLetters: DeadLetter[] = [];
    const good: number[] = [];
    const bad: number[] = [];
    for (let run = 1; run <= 3; run += 1) {
      const app = await start({ webhooks: { maxAttempts: 2 } });
      app.handle('good', (_event, attempt) => good.push(attempt));
      app.handle('bad', (_event, attempt) => {
        bad.push(attempt);
        throw new Error('never');
      });
      app.webhooks.deadLetters$.subscribe((letter) => deadLetters.push(letter));
      expect(await post(app, textMessage('one', { id: 'wamid.1' }))).toBe(run === 1 ? 503 : 200);
      await stop(app);
    }
    expect([good, bad]).toEqual([[1], [1, 2]]);
    expect(deadLetters).toMatchObject([{ handlerId: 'bad', attempts: 2 }]);
  });

  it('give up the handler during which process after process has ended, and still run the others', async () => {
    const message = textMessage('one', { id: 'wamid.1' });
    const probe = await start({ storage: new MemoryStorage() });
    const probed = probe.handle('probe');
    await post(probe, message);
    const storage = instance();
    await storage.open();
    const claims = new EventClaims(storage, { claimTtlMs: 60_000 });
    const dies = async (): Promise<void> => {
      await claims.claim(probed[0]?.key ?? '', 1);
      await sleep(20);
    };
    for (let process = 1; process <= 2; process += 1) await dies();
    const app = await start({ webhooks: { maxAttempts: 2 } });
    const deadLetters: DeadLetter[] = [];
    app.webhooks.deadLetters$.subscribe((letter) => deadLetters.push(letter));
    const killing = app.handle('killing', undefined, { order: 1 });
    const next = app.handle('next', () => Promise.reject(new Error('no')), { order: 2 });
    const last = app.handle('last', undefined, { order: 3 });
    expect(await post(app, message)).toBe(200);
    expect([killing.length, next.length, last.length]).toEqual([0, 1, 1]);
    expect(deadLetters).toMatchObject([
      { handlerId: 'killing', attempts: 2, error: { name: 'HandlerAbandonedError' } },
      { handlerId: 'next', error: { message: 'no' } },
    ]);
    await storage.close();
  });

  it('send once for an idempotency key', async () => {
    const [one, other] = [await start(), await start()];
    const send = (app: WebhookApp) =>
      app.app.get(WhatsAppMessagesService).sendText(person, 'paid', { idempotencyKey: 'order 4711' });
    const first = await send(one);
    await stop(one);
    await expect(send(other)).resolves.toEqual(first);
    expect(transport.requests).toHaveLength(1);
  });

  it('know what became of a message that another one sent', async () => {
    const [one, other] = [await start(), await start()];
    const { messageId, correlationId } = await one.app.get(WhatsAppMessagesService).sendText(person, 'hello');
    await stop(one);
    const tracker = other.app.get(WhatsAppDeliveryService);
    await expect(tracker.get(messageId)).resolves.toMatchObject({ correlationId });
    const status = messageStatus('delivered', {
      id: messageId,
      extra: { biz_opaque_callback_data: correlationId },
    });
    expect(await post(other, status, status)).toBe(200);
    await expect(tracker.getByCorrelationId(correlationId)).resolves.toMatchObject({
      messageId,
      times: { delivered: expect.any(Number) },
    });
    await expect(tracker.find({ recipient: person, state: 'delivered' })).resolves.toHaveLength(1);
  });

  it('carry a sequence on that another one has left', async () => {
    const one = await start();
    const sequence = one.app.get(WhatsAppSequencesService).sequence(person);
    sequence.add('one').add('two');
    const { id } = await sequence.start();
    const progressIn = (app: WebhookApp) => app.app.get(WhatsAppSequencesService).get(id);
    await until(async () => (await progressIn(one))?.steps[0]?.parts[0]?.state === 'awaiting');
    await stop(one);
    const other = await start();
    const [first] = await other.app.get(WhatsAppDeliveryService).find({ recipient: person });
    const extra = { biz_opaque_callback_data: first?.correlationId };
    expect(await post(other, messageStatus('delivered', { id: first?.messageId, extra }))).toBe(200);
    await until(() => transport.requests.length === 2);
    await expect(progressIn(other)).resolves.toMatchObject({
      state: 'running',
    });
  });
});

describe('a message that comes in when a process stops', () => {
  const leaseMs = 60_000;
  const message = JSON.stringify(webhookOf([textMessage('one', { id: 'wamid.1' })]));
  const points = Array.from({ length: 8 }, (_, calls) => calls);

  it.each(points.flatMap((calls) => [[calls, 'new'] as const, [calls, 'that has failed before'] as const]))(
    'is handled by the next one: after %i calls of the storage, for one %s',
    async (calls, kind) => {
      const clock = new FakeClock();
      const inner = new MemoryStorage(clock);
      const run = (storage: WatchedStorage): Promise<WebhookApp> =>
        WebhookApp.start({
          options: { storage, webhooks: { deadlineMs: 100, shutdownTimeoutMs: 1, leaseMs } },
        });
      const dying = new WatchedStorage(inner, true);
      const first = await run(dying);
      const seen: InboundEvent[] = [];
      let fails = kind === 'that has failed before';
      first.handle('shop', (event) => {
        if (fails) throw new Error('not yet');
        seen.push(event);
      });
      expect(fails ? await first.post(message) : 503).toBe(503);
      fails = false;
      let left = calls;
      dying.before = () => {
        left -= 1;
        return left < 0 ? new Promise<void>(() => {}) : undefined;
      };
      const isTaken = (await first.post(message)) === 200;
      const second = await run(new WatchedStorage(inner, true));
      second.handle('shop', (event) => seen.push(event));
      // As Meta does: until it is taken, and no further.
      while ((await second.post(message)) !== 200) await clock.advance(leaseMs);
      // Twice where it stopped between the handler and the note of it.
      expect(seen.length).toBeGreaterThanOrEqual(1);
      expect(isTaken ? seen.length : 1).toBe(1);
      await Promise.all([first.stop(), second.stop()]);
    },
  );
});

describe('a storage that is away', () => {
  it('has webhooks delivered again, and all goes on when it is back', async () => {
    const storage = new WatchedStorage(new MemoryStorage());
    const app = await WebhookApp.start({ options: { storage } });
    const seen = app.handle('shop');
    storage.before = () => {
      throw new StorageUnavailableError('ECONNREFUSED');
    };
    const body = JSON.stringify(webhookOf([textMessage('one', { id: 'wamid.1' })]));
    expect(await app.post(body)).toBe(503);
    storage.before = () => undefined;
    expect(await app.post(body)).toBe(200);
    expect(seen).toHaveLength(1);
    await app.stop();
  });
});

describe('the option storage', () => {
  const compile = (options: WhatsAppModuleOptions & WhatsAppModuleExtras) =>
    Test.createTestingModule({
      imports: [WhatsAppModule.forRoot({ phoneNumberId: '1001', accessToken: 'token', ...options })],
    }).compile();

  it('is an adapter, or a provider of WhatsAppStorage, and not both', async () => {
    const storage = new MemoryStorage();
    const provided = await compile({ providers: [{ provide: WhatsAppStorage, useValue: storage }] });
    expect(provided.get(WhatsAppStorage)).toBe(storage);
    expect((await compile({ storage })).get(WhatsAppStorage)).toBe(storage);
    await expect(
      compile({ storage, providers: [{ provide: WhatsAppStorage, useValue: storage }] }),
    ).rejects.toThrow(/storage: not together with a provider of WhatsAppStorage/);
  });

  it.each([
    ['sqlite', /storage: expected an object/],
    [{ memory: { maxRecord: 5 } }, /storage\.memory\.maxRecord: no such option; did you mean "maxRecords"\?/],
    [{ memory: { maxRecords: 0 } }, /storage\.memory\.maxRecords: expected a whole number of at least 1/],
    [{ memory: { maxRecords: { claims: 'many' } } }, /storage\.memory\.maxRecords: expected/],
    [{ memry: {} }, /storage\.memry: no such option; did you mean "memory"\?/],
  ])('is refused where it is neither: %j', async (storage, message) => {
    await expect(compile({ storage: storage as never })).rejects.toThrow(message);
  });
});
