import { Injectable, type Provider } from '@nestjs/common';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import {
  Clock,
  GraphTransport,
  GraphTransportError,
  WhatsAppStorage,
  type GraphRequest,
  type GraphResponse,
} from 'nestjs-whatsapp/extending';
import {
  OnWhatsAppEvent,
  OnWhatsAppMessage,
  ReplyComposer,
  ReplyNotPossibleError,
  SendOutcomeUnknownError,
  WaMessage,
  WaReply,
  WhatsAppMessagesService,
  type HandlerFailure,
  type WhatsAppModuleOptions,
} from 'nestjs-whatsapp';
import {
  buttonReply,
  FakeClock,
  inboundMessage,
  listReply,
  mediaMessage,
  messageStatus,
  reaction,
  textMessage,
  webhookOf,
  type WebhookUpdate,
} from 'nestjs-whatsapp/testing';
import { RecordingTransport } from '../support/recording-transport.js';
import { WebhookApp } from '../support/webhooks/webhook-app.js';

/** Answers as it is told to; accepts where it is told nothing. */
class ScriptedTransport extends RecordingTransport {
  readonly next: (() => Promise<GraphResponse>)[] = [];

  override async request(request: GraphRequest): Promise<GraphResponse> {
    const accepted = await super.request(request);
    const isReceipt = textOf(request).includes('"status":"read"');
    if (isReceipt) return { ...accepted, body: '{"success":true}' };
    return (await this.next.shift()?.()) ?? accepted;
  }

  get bodies(): Record<string, unknown>[] {
    return this.requests.map((request) => JSON.parse(textOf(request)) as Record<string, unknown>);
  }

  get texts(): unknown[] {
    return this.bodies.flatMap(({ text }) => (text as { body?: string } | undefined)?.body ?? []);
  }
}

function textOf({ body }: GraphRequest): string {
  return typeof body === 'string' ? body : '';
}

let transport: ScriptedTransport;
let clock: FakeClock;
let receiver: WebhookApp;
let failures: HandlerFailure[];

beforeEach(() => {
  transport = new ScriptedTransport();
  clock = new FakeClock();
  failures = [];
});

afterEach(() => receiver.stop());

async function start(providers: Provider[], options: WhatsAppModuleOptions = {}): Promise<void> {
  receiver = await WebhookApp.start({
    metadata: { providers },
    options: {
      retry: { maxAttempts: 1 },
      ...options,
      providers: [
        { provide: GraphTransport, useValue: transport },
        { provide: Clock, useValue: clock },
      ],
    },
  });
  receiver.webhooks.errors$.subscribe((failure) => failures.push(failure));
}

@Injectable()
class Echo {
  @OnWhatsAppMessage()
  async on(@WaReply() reply: ReplyComposer): Promise<void> {
    await reply.typing();
    await reply.text('thanks');
  }
}

describe('a reply', () => {
  const cases: readonly (readonly [string, WebhookUpdate, object])[] = [
    ['a text', textMessage('hello', { id: 'wamid.1' }), { to: '+16505551234' }],
    ['a picture', mediaMessage('image', {}, { id: 'wamid.1' }), { to: '+16505551234' }],
    ['a button', buttonReply('yes', 'Yes', { id: 'wamid.1' }), { to: '+16505551234' }],
    ['a list choice', listReply('row', 'Row', { id: 'wamid.1' }), { to: '+16505551234' }],
    ['a reaction', reaction('wamid.0', '👍', { id: 'wamid.1' }), { to: '+16505551234' }],
    ['a type that is not listed', inboundMessage('hologram', {}, { id: 'wamid.1' }), { to: '+16505551234' }],
    [
      'a user without a phone number',
      textMessage('hello', { id: 'wamid.1', user: { waId: null, userId: 'US.123' } }),
      { recipient: 'US.123' },
    ],
    [
      'a message in a group',
      textMessage('hello', { id: 'wamid.1', groupId: 'group-1' }),
      { to: 'group-1', recipient_type: 'group' },
    ],
    [
      'a sender who is named beside the message only',
      {
        ...textMessage('hello', { id: 'wamid.1', user: { waId: null, userId: null } }),
        contact: { profile: { name: 'Ana' }, wa_id: '16505551234' },
      },
      { to: '+16505551234' },
    ],
  ];

  it.each(cases)('answers %s where it was written, with a quote', async (_what, update, address) => {
    await start([Echo]);
    expect(await receiver.send(update)).toBe(200);
    expect(transport.bodies).toMatchObject([
      { status: 'read', message_id: 'wamid.1', typing_indicator: { type: 'text' } },
      { ...address, type: 'text', text: { body: 'thanks' }, context: { message_id: 'wamid.1' } },
    ]);
  });

  it('goes out from the number that was written to', async () => {
    await start([Echo], {
      phoneNumberId: undefined,
      accessToken: undefined,
      accounts: {
        sales: { phoneNumberId: '1001', accessToken: 'a' },
        support: { phoneNumberId: '1002', accessToken: 'b' },
      },
    });
    await receiver.post(JSON.stringify(webhookOf(textMessage('hello'), { phoneNumberId: '1002' })));
    expect(transport.requests).toHaveLength(2);
    for (const { url, headers } of transport.requests) {
      expect(url).toContain('/1002/messages');
      expect(headers['authorization']).toBe('Bearer b');
    }
  });

  it('is refused clearly where there is nothing to reply to', async () => {
    @Injectable()
    class Everything {
      @OnWhatsAppEvent('*')
      async on(@WaReply() reply: ReplyComposer): Promise<void> {
        await reply.text('hello');
      }
    }
    await start([Everything]);
    const nobody = textMessage('hello', { user: { waId: null, userId: null } });
    expect(await receiver.send(messageStatus('sent'))).toBe(503);
    expect(await receiver.send({ ...nobody, contact: undefined })).toBe(503);
    const elsewhere = webhookOf(textMessage('hello'), { phoneNumberId: '999' });
    // It would never succeed: Meta is not asked to deliver it again.
    expect(await receiver.post(JSON.stringify(elsewhere))).toBe(200);
    expect(failures.map(({ error }) => error)).toEqual([
      expect.any(ReplyNotPossibleError),
      expect.any(ReplyNotPossibleError),
    ]);
    expect(failures.map(({ error }) => String(error))).toEqual([
      expect.stringMatching(/a status of the field "messages"/),
      expect.stringMatching(/names no sender/),
    ]);
    expect(transport.requests).toHaveLength(0);
  });
});

describe('what a handler sends through its reply', () => {
  it('is sent once, however often the handler is run for that message', async () => {
    let fails = 2;
    @Injectable()
    class Shop {
      @OnWhatsAppMessage('text')
      async on(
        @WaReply() reply: ReplyComposer,
        @WaReply() same: ReplyComposer,
        @WaMessage('id') id: string,
      ): Promise<void> {
        await reply.text(`${id} one`);
        await Promise.all([same.text(`${id} two`), reply.text(`${id} three`)]);
        await same.longText('A sentence of some length. '.repeat(200));
        if (id === 'wamid.1' && fails > 0) {
          fails -= 1;
          throw new Error('after the reply');
        }
        await reply.text(`${id} done`);
      }

      @OnWhatsAppMessage('text')
      async other(@WaReply() reply: ReplyComposer): Promise<void> {
        await reply.text('the other handler');
      }
    }
    await start([Shop]);
    const batch = [textMessage('a', { id: 'wamid.1' }), textMessage('b', { id: 'wamid.2' })];
    expect(await receiver.send(batch)).toBe(503);
    expect(await receiver.send(batch)).toBe(503);
    expect(await receiver.send(batch)).toBe(200);
    expect(await receiver.send(batch)).toBe(200);
    const short = transport.texts.map(String).filter(({ length }) => length < 40);
    expect(short.toSorted()).toEqual([
      'the other handler',
      'the other handler',
      'wamid.1 done',
      'wamid.1 one',
      'wamid.1 three',
      'wamid.1 two',
      'wamid.2 done',
      'wamid.2 one',
      'wamid.2 three',
      'wamid.2 two',
    ]);
    expect(transport.texts).toHaveLength(short.length + 2 * 2);
    expect(failures).toHaveLength(2);
  });

  it('is sent again where Meta rejected it, and not where nobody knows whether it was sent', async () => {
    await start([Echo]);
    const update = textMessage('hello');
    const error = { error: { message: 'no', type: 'OAuthException', code: 131_026 } };
    transport.next.push(() => Promise.resolve({ status: 400, headers: {}, body: JSON.stringify(error) }));
    expect(await receiver.send(update)).toBe(503);
    transport.next.push(() => Promise.reject(new GraphTransportError('reset', true)));
    expect(await receiver.send(update)).toBe(503);
    expect(transport.texts).toHaveLength(2);
    expect(await receiver.send(update)).toBe(503);
    expect(transport.texts).toHaveLength(2);
    expect(failures.map(({ error: thrown }) => (thrown as Error).name)).toEqual([
      expect.any(String),
      SendOutcomeUnknownError.name,
      SendOutcomeUnknownError.name,
    ]);
  });

  it('has the key that the handler gives it, where it gives one', async () => {
    @Injectable()
    class Shop {
      @OnWhatsAppMessage('text')
      async on(@WaReply() reply: ReplyComposer): Promise<void> {
        await reply.text('welcome, once and for all', { idempotencyKey: 'welcome 16505551234' });
        await reply.text('thanks');
      }
    }
    await start([Shop]);
    await receiver.send(textMessage('one'));
    await receiver.send(textMessage('two'));
    expect(transport.texts).toEqual(['welcome, once and for all', 'thanks', 'thanks']);
  });

  it('holds its keys for an hour after the handler succeeded', async () => {
    await start([Echo]);
    const storage = receiver.app.get(WhatsAppStorage);
    const update = jest.spyOn(storage, 'update');
    expect(await receiver.send(textMessage('one'))).toBe(200);
    const [, key = ''] = update.mock.calls.find(([collection]) => collection === 'reply-keys') ?? [];
    await clock.advance(3_600_000 - 1);
    expect(await storage.getMany('reply-keys', [key])).toEqual([expect.objectContaining({ key })]);
    await clock.advance(1);
    expect(await storage.getMany('reply-keys', [key])).toEqual([undefined]);
  });

  it('is not refused for want of room, and takes none from the keys of the application', async () => {
    await start([Echo], { storage: { memory: { maxRecords: { idempotency: 1, 'reply-keys': 2 } } } });
    for (const text of ['1', '2', '3', '4', '5']) expect(await receiver.send(textMessage(text))).toBe(200);
    expect(transport.texts).toHaveLength(5);
    const messages = receiver.app.get(WhatsAppMessagesService);
    await messages.sendText('+16505551234', 'an order', { idempotencyKey: 'order 1' });
    await messages.sendText('+16505551234', 'an order', { idempotencyKey: 'order 1' });
    expect(transport.texts).toHaveLength(6);
  });
});
