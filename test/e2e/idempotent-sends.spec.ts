import type { INestApplicationContext } from '@nestjs/common';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  Clock,
  GraphTransport,
  GraphTransportError,
  MemoryStorage,
  WhatsAppSendPolicy,
  type GraphRequest,
  type GraphResponse,
  type SendPolicy,
} from 'nestjs-whatsapp/extending';
import {
  WhatsAppDeliveryService,
  GraphClient,
  IdempotencyStoreFullError,
  SendCancelledError,
  SendOutcomeUnknownError,
  SendRefusedError,
  WhatsAppMessagesService,
  WhatsAppModule,
  WhatsAppRepliesService,
  WhatsAppService,
  WhatsAppValidationError,
  type SendResult,
  type WhatsAppMessageOptions,
  type WhatsAppModuleOptions,
} from 'nestjs-whatsapp';
import { IdempotencyStore } from '../../libs/whatsapp/src/messages/pipeline/idempotency-store.js';
import { FakeClock } from 'nestjs-whatsapp/testing';
import { Test } from '@nestjs/testing';
import { MapServer, MapStorage } from '../../libs/whatsapp/src/storage/spec-support/map-storage.js';
import { describeIdempotencyStore } from '../support/contracts/idempotency-store.contract.js';
import { RecordingTransport } from '../support/recording-transport.js';
import { WatchedStorage } from '../support/storage/watched-storage.js';
import { createContext } from '../support/whatsapp-app.js';

const person = '+16505551234';
const dayMs = 24 * 60 * 60 * 1000;

describeIdempotencyStore('the memory', () => {
  const clock = new FakeClock();
  return Promise.resolve({
    store: new IdempotencyStore(new MemoryStorage(clock, { maxRecords: 5 })),
    maxKeys: 5,
    advance: (ms) => clock.advance(ms),
  });
});

/** Answers as it is told to; accepts where it is told nothing. */
class ScriptedTransport extends RecordingTransport {
  readonly next: (() => Promise<GraphResponse>)[] = [];

  override request(request: GraphRequest): Promise<GraphResponse> {
    const accepted = super.request(request);
    return this.next.shift()?.() ?? accepted;
  }
}

function rejection(code: number): () => Promise<GraphResponse> {
  const body = JSON.stringify({ error: { message: 'no', type: 'OAuthException', code } });
  return () => Promise.resolve({ status: 400, headers: {}, body });
}

function reset(): Promise<GraphResponse> {
  return Promise.reject(new GraphTransportError('reset', true));
}

describe('a send with an idempotency key', () => {
  const clock = new FakeClock();
  let transport: ScriptedTransport;
  let context: INestApplicationContext | undefined;

  afterEach(async () => {
    await context?.close();
    context = undefined;
  });

  async function start(
    options: WhatsAppMessageOptions = {},
    { storage, policy }: { storage?: WhatsAppModuleOptions['storage']; policy?: SendPolicy } = {},
  ): Promise<WhatsAppMessagesService> {
    transport = new ScriptedTransport();
    context = await createContext(
      {
        accounts: {
          default: { phoneNumberId: '1001', accessToken: 'token' },
          other: { phoneNumberId: '1002', accessToken: 'token' },
        },
        retry: { maxAttempts: 1 },
        // Limits would make them wait for a clock that stands still.
        throughput: { enforce: false },
        messages: options,
        storage,
        providers: [
          { provide: GraphTransport, useValue: transport },
          { provide: Clock, useValue: clock },
        ],
      },
      { providers: policy ? [{ provide: 'POLICY', useValue: policy }] : [] },
    );
    return context.get(WhatsAppMessagesService);
  }

  it('makes 1,000 requests of 10,000 concurrent sends with 1,000 keys', async () => {
    const messages = await start();
    const results = await Promise.all(
      Array.from({ length: 10_000 }, (_, index) =>
        messages.sendText(person, `text ${index}`, { idempotencyKey: `key ${index % 1000}` }),
      ),
    );
    expect(transport.requests).toHaveLength(1000);
    expect(new Set(results.map(({ messageId }) => messageId)).size).toBe(1000);
    for (let index = 0; index < 1000; index++) {
      expect(results[index + 9000]?.messageId).toBe(results[index]?.messageId);
    }
  });

  it('gives the first result until its time ends, and sends anew after it', async () => {
    const messages = await start();
    const first = await messages.sendText(person, 'one', { idempotencyKey: 'a' });
    await clock.advance(7 * dayMs - 1);
    expect(await messages.sendText(person, 'two', { idempotencyKey: 'a' })).toEqual(first);
    expect(transport.requests).toHaveLength(1);
    await clock.advance(1);
    await messages.sendText(person, 'three', { idempotencyKey: 'a' });
    expect(transport.requests).toHaveLength(2);
  });

  it('works the same with forRootAsync', async () => {
    transport = new ScriptedTransport();
    const module = await Test.createTestingModule({
      imports: [
        WhatsAppModule.forRootAsync({
          useFactory: () => ({
            phoneNumberId: '1001',
            accessToken: 'token',
            storage: { memory: { maxRecords: { idempotency: 1 } } },
          }),
          providers: [{ provide: GraphTransport, useValue: transport }],
        }),
      ],
    }).compile();
    const messages = module.get(WhatsAppMessagesService);
    await messages.sendText(person, 'one', { idempotencyKey: 'a' });
    await messages.sendText(person, 'one', { idempotencyKey: 'a' });
    await expect(messages.sendText(person, 'one', { idempotencyKey: 'b' })).rejects.toThrow(
      IdempotencyStoreFullError,
    );
    expect(transport.requests).toHaveLength(1);
    await module.close();
  });

  it('is rejected with the same unknown outcome again, and not sent again', async () => {
    const messages = await start();
    transport.next.push(reset);
    const both = [
      messages.sendText(person, 'hello', { idempotencyKey: 'a' }),
      messages.sendText(person, 'hello', { idempotencyKey: 'a' }),
    ];
    const [first, joined] = (await Promise.allSettled(both)) as PromiseRejectedResult[];
    expect(first?.reason).toBeInstanceOf(SendOutcomeUnknownError);
    expect(joined?.reason).toBe(first?.reason);
    const later = await messages
      .sendText(person, 'hello', { idempotencyKey: 'a' })
      .catch((error: unknown) => error);
    expect(later).toBeInstanceOf(SendOutcomeUnknownError);
    const unknown: unknown = first?.reason;
    expect(later).toEqual(unknown);
    expect(later).toHaveProperty('correlationId', (unknown as SendOutcomeUnknownError).correlationId);
    expect(transport.requests).toHaveLength(1);
  });

  it('that a process died in is told as unknown, kept account of, and resolved by its deadline', async () => {
    const storage = new MemoryStorage(clock);
    await new IdempotencyStore(storage).claim('1001:a', { state: 'sending', correlationId: 'id-1' }, dayMs);
    const messages = await start({}, { storage });
    const tracker = context?.get(WhatsAppDeliveryService);
    for (let repeat = 0; repeat < 2; repeat += 1) {
      await expect(messages.sendText(person, 'hello', { idempotencyKey: 'a' })).rejects.toMatchObject({
        correlationId: 'id-1',
      });
      await expect(tracker?.find({ recipient: person, state: 'unknown' })).resolves.toMatchObject([
        { correlationId: 'id-1', type: 'text' },
      ]);
      await clock.advance(60_000);
    }
    await clock.advance(3_600_000 - 120_000);
    await expect(tracker?.find({ recipient: person, state: 'unresolved' })).resolves.toHaveLength(1);
    expect(transport.requests).toHaveLength(0);
  });

  it('may be sent again where it was rejected, refused or invalid: nothing was sent', async () => {
    @WhatsAppSendPolicy()
    class RefuseOnce implements SendPolicy {
      refuse = false;

      check(): void {
        if (this.refuse) throw new SendRefusedError('test', 'not now');
      }
    }
    const policy = new RefuseOnce();
    const messages = await start({}, { policy });
    const send = (text: string) => messages.sendText(person, text, { idempotencyKey: 'a' });
    await expect(send('')).rejects.toThrow(WhatsAppValidationError);
    transport.next.push(rejection(131_026));
    await expect(send('hello')).rejects.toHaveProperty('graphCode', 131_026);
    policy.refuse = true;
    await expect(send('hello')).rejects.toThrow(SendRefusedError);
    policy.refuse = false;
    await expect(send('hello')).resolves.toHaveProperty('messageId');
    await send('hello');
    expect(transport.requests).toHaveLength(2);
  });

  it('is refused where the store is full, while the keys that it holds go on working', async () => {
    const messages = await start({}, { storage: { memory: { maxRecords: 2 } } });
    const first = await messages.sendText(person, 'one', { idempotencyKey: 'a' });
    await messages.sendText(person, 'two', { idempotencyKey: 'b' });
    const refused = await messages
      .sendText(person, 'three', { idempotencyKey: 'c' })
      .catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(IdempotencyStoreFullError);
    expect(refused).toMatchObject({ code: 'WHATSAPP_IDEMPOTENCY_STORE_FULL', retryable: true });
    expect(await messages.sendText(person, 'one', { idempotencyKey: 'a' })).toEqual(first);
    await messages.sendText(person, 'without a key');
    expect(transport.requests).toHaveLength(3);
  });

  it('keeps accounts apart', async () => {
    const messages = await start();
    const other = context?.get(WhatsAppService).account('other').messages;
    const first = await messages.sendText(person, 'hello', { idempotencyKey: 'a' });
    const second = await other?.sendText(person, 'hello', { idempotencyKey: 'a' });
    expect(second?.messageId).not.toBe(first.messageId);
    expect(transport.requests).toHaveLength(2);
  });

  it('sends every part of a long text once', async () => {
    const messages = await start();
    const reply = context?.get(WhatsAppRepliesService).to({ messageId: 'wamid.A', to: person });
    const text = 'A sentence of some length. '.repeat(400);
    const sent = await messages.sendLongText(person, text, { idempotencyKey: 'a' });
    const again = await messages.sendLongText(person, text, { idempotencyKey: 'a' });
    expect(sent.length).toBeGreaterThan(2);
    expect(again).toEqual(sent);
    await reply?.longText(text, { idempotencyKey: 'b' });
    await reply?.longText(text, { idempotencyKey: 'b' });
    expect(transport.requests).toHaveLength(2 * sent.length);
  });

  it.each([[''], ['x'.repeat(513)]])('refuses a key that is empty or too long', async (idempotencyKey) => {
    const messages = await start();
    await expect(messages.sendText(person, 'hello', { idempotencyKey })).rejects.toThrow(
      /options\.idempotencyKey/,
    );
    expect(transport.requests).toHaveLength(0);
  });

  it('is accepted also where its store cannot write that down, and is not sent again', async () => {
    const storage = new WatchedStorage(new MemoryStorage(clock));
    let updates = 0;
    storage.before = ({ method, collection }) => {
      if (method === 'update' && collection === 'idempotency') updates += 1;
      if (updates === 2) throw new Error('the disk is full');
    };
    const messages = await start({}, { storage });
    await expect(messages.sendText(person, 'hello', { idempotencyKey: 'a' })).resolves.toHaveProperty(
      'messageId',
    );
    await expect(messages.sendText(person, 'hello', { idempotencyKey: 'a' })).rejects.toThrow(
      /begun and not ended/,
    );
    expect(transport.requests).toHaveLength(1);
  });

  it('is not sent again where a transport gives no HTTP answer: the request may have arrived', async () => {
    const messages = await start();
    transport.next.push(() => Promise.resolve(undefined as never));
    for (let round = 0; round < 2; round++) {
      await expect(messages.sendText(person, 'hello', { idempotencyKey: 'a' })).rejects.toThrow(
        SendOutcomeUnknownError,
      );
    }
    expect(transport.requests).toHaveLength(1);
  });

  it('is not sent again where a client of the application throws something of its own', async () => {
    let calls = 0;
    const post = (): Promise<never> => {
      calls += 1;
      return Promise.reject(new TypeError('a mistake after the request'));
    };
    context = await createContext({
      phoneNumberId: '1001',
      accessToken: 'token',
      providers: [{ provide: GraphClient, useValue: { post } }],
    });
    const messages = context.get(WhatsAppMessagesService);
    for (let round = 0; round < 2; round++) {
      await expect(messages.sendText(person, 'hello', { idempotencyKey: 'a' })).rejects.toThrow(
        SendOutcomeUnknownError,
      );
    }
    expect(calls).toBe(1);
  });

  it('may be sent again where a policy threw an error of its own: nothing was sent', async () => {
    @WhatsAppSendPolicy()
    class FailOnce implements SendPolicy {
      failures = 1;

      check(): void {
        if (this.failures-- > 0) throw new TypeError('the database is away');
      }
    }
    const messages = await start({}, { policy: new FailOnce() });
    await expect(messages.sendText(person, 'hello', { idempotencyKey: 'a' })).rejects.toThrow(TypeError);
    await expect(messages.sendText(person, 'hello', { idempotencyKey: 'a' })).resolves.toHaveProperty(
      'messageId',
    );
  });

  it('does not wait for its store once it is cancelled, and lets a claim go that comes late', async () => {
    let answer = (): void => {};
    const storage = new WatchedStorage(new MemoryStorage(clock));
    let slow = true;
    storage.before = async ({ collection }) => {
      if (slow && collection === 'idempotency') await new Promise<void>((resolve) => (answer = resolve));
    };
    const messages = await start({}, { storage });
    const abort = new AbortController();
    const send = (signal?: AbortSignal) =>
      messages.sendText(person, 'hello', { idempotencyKey: 'a', signal });
    const sending = send(abort.signal);
    setImmediate(() => abort.abort());
    await expect(sending).rejects.toThrow(SendCancelledError);
    slow = false;
    answer();
    await new Promise((resolve) => setImmediate(resolve));
    await expect(send()).resolves.toHaveProperty('messageId');
    expect(transport.requests).toHaveLength(1);
  });
});

/**
 * A process that may stop at one of its steps: a call to its storage, or to Meta. It is dead then, and what it had begun is never heard of
 * again; or it has stalled, and goes on where it was.
 */
class Life {
  readonly #stopped: (() => void)[] = [];
  #steps = 0;
  #last = Number.POSITIVE_INFINITY;
  #isMade = false;

  get steps(): number {
    return this.#steps;
  }

  /** From now on. `isMade` where the last step is made, and only not answered. */
  stopsAt(last: number, isMade: boolean): void {
    this.#steps = 0;
    this.#last = last;
    this.#isMade = isMade;
  }

  async step<T>(call: () => Promise<T>): Promise<T> {
    this.#steps += 1;
    if (this.#steps < this.#last) return call();
    const made = this.#steps === this.#last && this.#isMade ? call() : undefined;
    await made;
    await new Promise<void>((resolve) => this.#stopped.push(resolve));
    return made ?? call();
  }

  goOn(): void {
    this.stopsAt(Number.POSITIVE_INFINITY, false);
    for (const resolve of this.#stopped.splice(0)) resolve();
  }
}

class MortalStorage extends MapStorage {
  constructor(
    server: MapServer,
    private readonly life: Life,
  ) {
    super(server);
  }

  protected override async read(items: Parameters<MapStorage['read']>[0]): ReturnType<MapStorage['read']> {
    return this.life.step(() => super.read(items));
  }

  protected override async write(items: Parameters<MapStorage['write']>[0]): ReturnType<MapStorage['write']> {
    return this.life.step(() => super.write(items));
  }

  /** What it waits for may never come. */
  override close(): Promise<void> {
    return Promise.resolve();
  }
}

describe('a send with an idempotency key over a storage that processes share', () => {
  /** What Meta was asked for, by all processes. */
  class SharedTransport extends ScriptedTransport {
    constructor(private readonly life: Life) {
      super();
    }

    override request(request: GraphRequest): Promise<GraphResponse> {
      return this.life.step(() => {
        posts += 1;
        return super.request(request);
      });
    }
  }

  const contexts: INestApplicationContext[] = [];
  let server: MapServer;
  let posts = 0;

  beforeEach(() => {
    server = new MapServer();
    posts = 0;
  });
  afterEach(async () => {
    for (const context of contexts.splice(0)) await context.close();
  });

  async function start(life = new Life()): Promise<INestApplicationContext> {
    const context = await createContext({
      phoneNumberId: '1001',
      accessToken: 'token',
      throughput: { enforce: false },
      storage: new MortalStorage(server, life),
      providers: [{ provide: GraphTransport, useValue: new SharedTransport(life) }],
    });
    contexts.push(context);
    // Its storage's clock is known from here on.
    await send(context, 'first');
    return context;
  }

  const send = (context: INestApplicationContext, idempotencyKey: string): Promise<SendResult> =>
    context.get(WhatsAppMessagesService).sendText(person, 'hello', { idempotencyKey });

  /** The key and whom it goes to, the post, the key and the delivery. */
  const steps = 4;
  const lives = Array.from({ length: 2 * steps }, (_, index) => [1 + (index >> 1), index % 2 === 1] as const);

  it('takes no more steps than that', async () => {
    const life = new Life();
    const context = await start(life);
    life.stopsAt(Number.POSITIVE_INFINITY, false);
    await send(context, 'a');
    expect(life.steps).toBe(steps);
  });

  it('is posted once where its process stalls at any step, and goes on after another has sent it', async () => {
    const life = new Life();
    const stalling = await start(life);
    const other = await start();
    for (const [last, isMade] of lives) {
      const key = `stalled at ${last}, ${isMade ? 'made' : 'not made'}`;
      life.stopsAt(last, isMade);
      posts = 0;
      const sending = send(stalling, key);
      while (life.steps < last) await new Promise((resolve) => setImmediate(resolve));
      const [told] = await Promise.allSettled([send(other, key)]);
      life.goOn();
      const { messageId } = await sending;
      expect([key, posts]).toEqual([key, 1]);
      expect(told.status === 'fulfilled' ? told.value.messageId : messageId).toBe(messageId);
    }
  });

  it('is posted once at most, and told as it is, at whichever step its process is killed', async () => {
    const life = new Life();
    const mortal = await start(life);
    const other = await start();
    for (const [last, isMade] of lives) {
      const key = `killed at ${last}, ${isMade ? 'made' : 'not made'}`;
      life.stopsAt(last, isMade);
      posts = 0;
      void send(mortal, key);
      while (life.steps < last) await new Promise((resolve) => setImmediate(resolve));
      await new Promise((resolve) => setImmediate(resolve));
      const before = posts;
      const told = await send(other, key).catch((error: unknown) => error);
      const isUnknown = told instanceof SendOutcomeUnknownError;
      const kept =
        isUnknown && (await other.get(WhatsAppDeliveryService).getByCorrelationId(told.correlationId ?? ''));
      const isAccepted = typeof told === 'object' && told !== null && 'messageId' in told;
      expect({ key, isAccepted, posts, isKept: kept && kept?.times.unknown !== undefined }).toEqual({
        key,
        isAccepted: !isUnknown,
        // What is not known is not posted again, and kept account of until a status or the deadline resolves it.
        posts: isUnknown ? before : 1,
        isKept: isUnknown,
      });
    }
  });

  it('is posted once where several processes send it at the same time', async () => {
    const processes = [await start(), await start(), await start()];
    posts = 0;
    const outcomes = await Promise.allSettled(processes.map((context) => send(context, 'a')));
    expect(posts).toBe(1);
    const failures = outcomes.filter((outcome) => outcome.status === 'rejected');
    expect(failures.length).toBeLessThan(processes.length);
    for (const { reason } of failures) expect(reason).toBeInstanceOf(SendOutcomeUnknownError);
  });
});
