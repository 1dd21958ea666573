import type { INestApplicationContext } from '@nestjs/common';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  Clock,
  GraphTransport,
  GraphTransportError,
  MemoryStorage,
  type GraphRequest,
  type GraphResponse,
} from 'nestjs-whatsapp/extending';
import { DeliveryStore } from '../../libs/whatsapp/src/delivery/records/delivery-store.js';
import {
  WhatsAppDeliveryService,
  deliveryStateOf,
  SendOutcomeUnknownError,
  WhatsAppMessagesService,
  WhatsAppWebhooksService,
  type DeliveryChange,
  type SendResult,
  type WhatsAppModuleExtras,
  type WhatsAppModuleOptions,
} from 'nestjs-whatsapp';
import {
  failedStatus,
  FakeClock,
  messageStatus,
  signWebhook,
  webhookOf,
  type WebhookUpdate,
} from 'nestjs-whatsapp/testing';
import { describeDeliveryStore } from '../support/contracts/delivery-store.contract.js';
import { WatchedStorage } from '../support/storage/watched-storage.js';
import { createContext } from '../support/whatsapp-app.js';

const appSecret = 'app-secret';
const person = '+16505551234';
const minute = 60_000;
const day = 86_400_000;

describeDeliveryStore('the memory', () => {
  const clock = new FakeClock({ startAt: 0 });
  return Promise.resolve({
    store: new DeliveryStore(new MemoryStorage(clock, { maxRecords: 200 }), { delivery: { keepDays: 31 } }),
    maxRecords: 200,
    advance: (ms) => clock.advance(ms),
  });
});

/** Meta, as far as these tests need it: answers with ids, or as a test says. */
class Meta extends GraphTransport {
  readonly requests: GraphRequest[] = [];
  answer: (id: string) => Promise<GraphResponse> = (id) => ok({ messages: [{ id }] });

  request(request: GraphRequest): Promise<GraphResponse> {
    this.requests.push(request);
    return this.answer(`wamid.${this.requests.length}`);
  }

  /** What the last message carried in `biz_opaque_callback_data`. */
  get callbackData(): string {
    const body = this.requests.at(-1)?.body;
    const message = JSON.parse(typeof body === 'string' ? body : '{}') as {
      biz_opaque_callback_data: string;
    };
    return message.biz_opaque_callback_data;
  }
}

function ok(body: object): Promise<GraphResponse> {
  return Promise.resolve({ status: 200, headers: {}, body: JSON.stringify(body) });
}

describe('Delivery', () => {
  let clock: FakeClock;
  let meta: Meta;
  let context: INestApplicationContext;
  let messages: WhatsAppMessagesService;
  let tracker: WhatsAppDeliveryService;
  let changes: DeliveryChange[];

  beforeEach(async () => {
    clock = new FakeClock();
    meta = new Meta();
    await start();
  });
  afterEach(() => context.close());

  async function start(options: Partial<WhatsAppModuleOptions & WhatsAppModuleExtras> = {}): Promise<void> {
    context = await createContext({
      phoneNumberId: '106540352242922',
      accessToken: 'token',
      appSecret,
      retry: { maxAttempts: 1 },
      ...options,
      providers: [
        { provide: Clock, useValue: clock },
        { provide: GraphTransport, useValue: meta },
        ...(options.providers ?? []),
      ],
    });
    messages = context.get(WhatsAppMessagesService);
    tracker = context.get(WhatsAppDeliveryService);
    changes = [];
    tracker.changes$.subscribe((change) => changes.push(change));
  }

  async function restart(options: Partial<WhatsAppModuleOptions & WhatsAppModuleExtras>): Promise<void> {
    await context.close();
    await start(options);
  }

  /** Delivers updates of the last message, as Meta does. */
  async function deliver(...updates: readonly WebhookUpdate[]): Promise<void> {
    const body = Buffer.from(JSON.stringify(webhookOf(updates)));
    await context.get(WhatsAppWebhooksService).handle(body, signWebhook(body, appSecret));
  }

  function status(name: string, id: string, extra: Readonly<Record<string, unknown>> = {}): WebhookUpdate {
    return messageStatus(name, {
      id,
      timestamp: Math.floor(clock.now() / 1000),
      extra: { biz_opaque_callback_data: meta.callbackData, ...extra },
    });
  }

  const states = (): string[] => changes.map(({ state }) => state);

  it('keeps what becomes of a message, and tells each state once', async () => {
    const { messageId, correlationId } = await messages.send({
      to: person,
      text: { body: 'hello' },
      biz_opaque_callback_data: 'order 7',
    });
    await clock.advance(2000);
    await deliver(status('sent', messageId));
    await clock.advance(2000);
    await deliver(status('read', messageId));
    await deliver(status('delivered', messageId));
    await expect(tracker.get(messageId)).resolves.toMatchObject({
      messageId,
      correlationId,
      account: 'default',
      phoneNumberId: '106540352242922',
      recipient: { to: person, waId: '16505551234' },
      type: 'text',
      callbackData: 'order 7',
    });
    expect(states()).toEqual(['accepted', 'sent', 'read']);
    const timeline = await tracker.timeline(messageId);
    expect(timeline?.map((entry) => entry.status)).toEqual(['accepted', 'sent', 'delivered', 'read']);
    await expect(tracker.explain(messageId)).resolves.toMatchObject({ state: 'read' });
    await expect(tracker.getByCorrelationId(correlationId)).resolves.toHaveProperty('messageId', messageId);
    await expect(tracker.find({ recipient: person, state: 'read' })).resolves.toHaveLength(1);
  });

  it('knows nothing of messages that others sent', async () => {
    await messages.sendText(person, 'hello');
    await deliver(messageStatus('delivered', { id: 'wamid.of-another-app' }));
    await expect(tracker.get('wamid.of-another-app')).resolves.toBeUndefined();
    await expect(tracker.timeline('wamid.none')).resolves.toBeUndefined();
    await expect(tracker.explain('wamid.none')).resolves.toBeUndefined();
  });

  it('takes a status that is there before Meta has answered', async () => {
    meta.answer = async (id) => {
      await deliver(status('sent', id), status('delivered', id));
      return ok({ messages: [{ id }] });
    };
    const { messageId } = await messages.sendText(person, 'hello');
    expect(states()).toEqual(['sent', 'delivered']);
    await expect(tracker.get(messageId)).resolves.toMatchObject({ type: 'text', account: 'default' });
  });

  it('an unknown send is resolved by the first status that carries its id; nothing is sent again', async () => {
    meta.answer = () => Promise.reject(new GraphTransportError('reset', true));
    const sending = messages.send({ to: person, text: { body: 'hi' }, biz_opaque_callback_data: 'mine' });
    await expect(sending).rejects.toThrow(SendOutcomeUnknownError);
    const [unknown] = await tracker.find({ state: 'unknown' });
    expect(unknown?.messageId).toBeUndefined();
    await deliver(status('sent', 'wamid.real'));
    await expect(tracker.get('wamid.real')).resolves.toMatchObject({
      correlationId: unknown?.correlationId,
      callbackData: 'mine',
      recipient: { to: person },
    });
    expect(changes.map(({ from, state }) => [from, state])).toEqual([
      [undefined, 'unknown'],
      ['unknown', 'sent'],
    ]);
    await clock.advance(2 * day);
    expect(states()).toEqual(['unknown', 'sent']);
    expect(meta.requests).toHaveLength(1);
  });

  describe('without correlation ids (`messages.callbackData: "raw"`)', () => {
    beforeEach(() => restart({ messages: { callbackData: 'raw' } }));

    it('follows what was accepted by its id, also where its status is there before Meta’s answer', async () => {
      meta.answer = async (id) => {
        await deliver(status('sent', id));
        return ok({ messages: [{ id }] });
      };
      const { messageId, correlationId } = await messages.send({
        to: person,
        text: { body: 'hello' },
        biz_opaque_callback_data: 'order 7',
      });
      await deliver(status('delivered', messageId));
      expect(await tracker.get(messageId)).toMatchObject({
        messageId,
        correlationId,
        callbackData: 'order 7',
      });
      expect(states()).toEqual(['sent', 'delivered']);
    });

    it('cannot match a status to a send whose outcome is unknown: it is unresolved at its deadline, and says why', async () => {
      meta.answer = () => Promise.reject(new GraphTransportError('headers-timeout', true));
      const error: unknown = await messages.sendText(person, 'hello').catch((thrown: unknown) => thrown);
      const correlationId = error instanceof SendOutcomeUnknownError ? error.correlationId : undefined;
      expect(error).toMatchObject({ advice: expect.stringContaining('messages.callbackData') as unknown });
      // Its status, which nobody can tell from one of another program's message.
      await deliver(status('delivered', 'wamid.1', { biz_opaque_callback_data: undefined }));
      await clock.advance(60 * minute);
      const record = await tracker.getByCorrelationId(correlationId ?? '');
      expect(record && deliveryStateOf(record)).toBe('unresolved');
      expect(states()).toEqual(['unknown', 'delivered', 'unresolved']);
      expect(await tracker.explain('wamid.1')).toMatchObject({ state: 'delivered' });
    });
  });

  it('an unknown send whose status came first is never reported as unknown', async () => {
    meta.answer = async (id) => {
      await deliver(status('delivered', id));
      throw new GraphTransportError('reset', true);
    };
    await expect(messages.sendText(person, 'hello')).rejects.toThrow(SendOutcomeUnknownError);
    expect(states()).toEqual(['delivered']);
  });

  it('an unknown send of which nothing is heard is unresolved after its deadline, once, and a late status still resolves it', async () => {
    meta.answer = () => Promise.reject(new GraphTransportError('reset', true));
    await expect(messages.sendText(person, 'hello')).rejects.toThrow(SendOutcomeUnknownError);
    await clock.advance(60 * minute - 1);
    expect(states()).toEqual(['unknown']);
    await clock.advance(1);
    expect(states()).toEqual(['unknown', 'unresolved']);
    await clock.advance(day);
    await deliver(status('delivered', 'wamid.late'));
    expect(states()).toEqual(['unknown', 'unresolved', 'delivered']);
    expect(meta.requests).toHaveLength(1);
  });

  const template = (name: string) => ({ to: person, template: { name, language: { code: 'en_US' } } });

  it.each<readonly [string, () => Promise<SendResult>, number]>([
    ['a text after 30 days', () => messages.sendText(person, 'hello'), 30 * day],
    ['an authentication template after 10 minutes', () => messages.send(template('code')), 10 * minute],
    ['a utility template as its definition says', () => messages.send(template('booking')), 60 * minute],
    [
      'a marketing template as its definition says',
      () => messages.sendMarketing(template('offer')),
      720 * minute,
    ],
    [
      'a marketing template that goes the way of all messages after 30 days',
      () => messages.send(template('offer')),
      30 * day,
    ],
    ['a template that is not known after 30 days', () => messages.send(template('other')), 30 * day],
  ])('drops what is not delivered in time, once: %s', async (_sentence, send, ttlMs) => {
    await restart({
      templates: [
        { name: 'code', category: 'authentication' },
        { name: 'booking', category: 'utility', ttlSeconds: 3600 },
        { name: 'offer', category: 'marketing', ttlSeconds: 43_200 },
      ],
    });
    const { messageId } = await send();
    const sentAt = clock.now();
    await deliver(status('sent', messageId));
    await clock.advance(ttlMs + minute - 1);
    expect(states()).toEqual(['accepted', 'sent']);
    await clock.advance(1);
    expect(states()).toEqual(['accepted', 'sent', 'dropped']);
    await clock.advance(day);
    expect(states()).toHaveLength(3);
    await expect(tracker.get(messageId)).resolves.toMatchObject({
      times: { dropped: sentAt + ttlMs + minute },
    });
  });

  it('does not drop what was read, has failed, or is a reaction that was sent', async () => {
    const { messageId: read } = await messages.sendText(person, 'one');
    await deliver(status('read', read));
    const { messageId: failed } = await messages.sendText(person, 'two');
    await deliver(failedStatus(131026, 'Undeliverable', { id: failed }));
    const { messageId: reaction } = await messages.sendReaction(person, {
      message_id: 'wamid.x',
      emoji: '👍',
    });
    await deliver(status('sent', reaction));
    await clock.advance(30 * day + 2 * minute);
    expect(states()).not.toContain('dropped');
    await expect(tracker.explain(failed)).resolves.toMatchObject({ state: 'failed', code: 131026 });
  });

  it('sleeps only while something is open', async () => {
    const { messageId } = await messages.sendText(person, 'hello');
    await clock.advance(0);
    expect(clock.sleeping).toBe(1);
    await deliver(status('delivered', messageId));
    await clock.advance(10 * minute);
    expect(clock.sleeping).toBe(0);
  });

  it('holds back and pauses are states, and over when the message is sent', async () => {
    meta.answer = (id) => ok({ messages: [{ id, message_status: 'held_for_quality_assessment' }] });
    const { messageId } = await messages.sendTemplate(person, { name: 'offer', language: { code: 'de' } });
    await expect(tracker.explain(messageId)).resolves.toMatchObject({ state: 'held_for_quality_assessment' });
    await deliver(status('sent', messageId));
    meta.answer = (id) => ok({ messages: [{ id, message_status: 'paused' }] });
    await messages.sendTemplate(person, { name: 'offer', language: { code: 'de' } });
    expect(states()).toEqual(['held_for_quality_assessment', 'sent', 'paused']);
  });

  it('takes a status of a payment for the payment', async () => {
    const { messageId } = await messages.sendText(person, 'please pay');
    await deliver(status('captured', messageId, { type: 'payment', payment: { reference_id: 'order-1' } }));
    const record = await tracker.get(messageId);
    expect(record?.payment?.status).toBe('captured');
    expect(record && deliveryStateOf(record)).toBe('accepted');
    expect(states()).toEqual(['accepted']);
  });

  it('keeps nothing where that is switched off', async () => {
    await restart({ delivery: { track: false } });
    const { messageId } = await messages.sendText(person, 'hello');
    await deliver(status('sent', messageId));
    await expect(tracker.get(messageId)).resolves.toBeUndefined();
  });

  it('drops all others on time where the storage fails for some, and those a minute later', async () => {
    const storage = new WatchedStorage(new MemoryStorage(clock));
    let failures = 0;
    storage.before = ({ method, collection }) => {
      if (method !== 'update' || collection !== 'deliveries') return;
      failures -= 1;
      if (failures >= 0) throw new Error('away');
    };
    await restart({
      templates: [{ name: 'code', category: 'authentication' }],
      storage,
    });
    for (const to of ['+16505551231', '+16505551232', '+16505551233']) {
      await messages.sendTemplate(to, { name: 'code', language: { code: 'en' } });
    }
    const dropped = (): number => states().filter((state) => state === 'dropped').length;
    await clock.advance(11 * minute - 1);
    failures = 1;
    await clock.advance(1);
    expect(dropped()).toBe(2);
    await clock.advance(minute);
    expect(dropped()).toBe(3);
    await messages.sendTemplate(person, { name: 'code', language: { code: 'en' } });
    await clock.advance(11 * minute - 1);
    failures = 1;
    await clock.advance(1);
    expect(dropped()).toBe(3);
    await clock.advance(minute);
    expect(dropped()).toBe(4);
  });

  it('drops what a store that outlives the process holds as soon as the application starts', async () => {
    const kept = { storage: new MemoryStorage(clock), delivery: { keepDays: 60 } };
    await restart(kept);
    await messages.sendText(person, 'hello');
    await context.close();
    await clock.advance(31 * day);
    await start(kept);
    await clock.advance(0);
    await expect(tracker.find({ state: 'dropped' })).resolves.toHaveLength(1);
  });

  it('drops a thousand messages on time, with one sleep', async () => {
    await restart({
      throughput: { enforce: false },
      templates: [{ name: 'code', category: 'authentication' }],
    });
    for (let index = 0; index < 1000; index += 1) {
      await messages.sendTemplate(`+1650555${1000 + index}`, { name: 'code', language: { code: 'en' } });
    }
    expect(clock.sleeping).toBe(1);
    await clock.advance(11 * minute);
    expect(states().filter((state) => state === 'dropped')).toHaveLength(1000);
    expect(clock.sleeping).toBe(0);
  });
});
