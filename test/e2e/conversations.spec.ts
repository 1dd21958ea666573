import { type INestApplicationContext, type Provider, Logger } from '@nestjs/common';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Clock, FallbackTemplates, GraphTransport, MemoryStorage } from 'nestjs-whatsapp/extending';
import {
  WhatsAppServiceWindowError,
  WhatsAppWindowsService,
  TextPartsError,
  WhatsAppConsentService,
  WhatsAppMessagesService,
  WhatsAppModule,
  type InboundMessageEvent,
  type WhatsAppConversationOptions,
  type WhatsAppModuleOptions,
} from 'nestjs-whatsapp';
import {
  failedStatus,
  FakeClock,
  fieldChange,
  inboundMessage,
  messageStatus,
  textMessage,
  type WebhookMessageOptions,
  type WebhookUpdate,
} from 'nestjs-whatsapp/testing';
import { Test } from '@nestjs/testing';
import { WhatsAppSimulator } from 'whatsapp-simulator';
import { WindowStore } from '../../libs/whatsapp/src/conversations/window-store.js';
import { UserDirectory } from '../../libs/whatsapp/src/users/internal.js';
import { describeWindowStore } from '../support/contracts/window-store.contract.js';
import { RecordingTransport } from '../support/recording-transport.js';
import { deliver } from '../support/webhooks/deliver.js';
import { optionsFor } from '../support/whatsapp-app.js';

const person = '+16505551234';
const bsuid = 'US.916505551234';
const hour = 3_600_000;
const day = 24 * hour;
const template = { name: 'come_back', language: { code: 'en_US' } };

describeWindowStore('in memory', () => {
  const clock = new FakeClock();
  const ttlMs = 7 * day;
  const storage = new MemoryStorage(clock, { maxRecords: { windows: 20 } });
  const directory = new UserDirectory(storage, clock);
  return Promise.resolve({
    store: new WindowStore(storage, directory, { conversations: { windowTtlMs: ttlMs } }),
    directory,
    ttlMs,
    maxWindows: 20,
    advance: (ms) => clock.advance(ms),
    now: () => clock.now(),
  });
});

describe('the customer service window', () => {
  let simulator: WhatsAppSimulator;
  let context: INestApplicationContext;
  let clock: FakeClock;
  let windows: WhatsAppWindowsService;
  let messages: WhatsAppMessagesService;

  beforeAll(async () => {
    simulator = await WhatsAppSimulator.start({ phoneNumbers: [{ id: '106540352242922' }, { id: '2' }] });
  });

  beforeEach(() => start());

  afterEach(async () => {
    jest.restoreAllMocks();
    await context.close();
  });

  afterAll(() => simulator.stop());

  async function start(
    conversations: WhatsAppConversationOptions = {},
    providers: Provider[] = [],
    registration: 'forRoot' | 'forRootAsync' = 'forRoot',
    more: Partial<WhatsAppModuleOptions> = {},
  ): Promise<void> {
    await context?.close();
    clock = new FakeClock();
    const account = { accessToken: simulator.accessToken };
    const options: WhatsAppModuleOptions = {
      ...optionsFor(simulator, { phoneNumberId: undefined, accessToken: undefined }),
      accounts: {
        default: { phoneNumberId: '106540352242922', ...account },
        support: { phoneNumberId: '2', ...account },
      },
      appSecret: simulator.appSecret,
      conversations,
      ...more,
    };
    const extras = { providers: [{ provide: Clock, useValue: clock }, ...providers] };
    const module = await Test.createTestingModule({
      imports: [
        registration === 'forRoot'
          ? WhatsAppModule.forRoot({ ...options, ...extras })
          : WhatsAppModule.forRootAsync({ useFactory: () => options, ...extras }),
      ],
    }).compile();
    module.useLogger(false);
    context = await module.init();
    windows = context.get(WhatsAppWindowsService);
    messages = context.get(WhatsAppMessagesService);
  }

  const receive = (
    updates: WebhookUpdate | readonly WebhookUpdate[],
    phoneNumberId?: string,
  ): Promise<void> => deliver(context, simulator.appSecret, updates, { phoneNumberId });

  /** Meta's timestamps, in seconds, so many milliseconds ago. */
  const ago = (ms: number): number => (clock.now() - ms) / 1000;

  function call(content: Readonly<Record<string, unknown>>): WebhookUpdate {
    return {
      field: 'calls',
      list: 'calls',
      content: {
        id: `wacid.${Math.random()}`,
        event: 'connect',
        timestamp: String(ago(0)),
        from: '16505551234',
        from_user_id: bsuid,
        direction: 'USER_INITIATED',
        ...content,
      },
    };
  }

  async function calls(send: () => Promise<unknown>): Promise<number> {
    const before = simulator.requestCount;
    await send().catch(() => undefined);
    return simulator.requestCount - before;
  }

  describe('what opens it', () => {
    it('is unknown of whom nothing was ever heard', async () => {
      expect(await windows.state(person)).toBe('unknown');
      expect(await windows.isOpen(person)).toBe(false);
      expect(await windows.expiresAt(person)).toBeUndefined();
    });

    it('opens with a message, and closes 24 hours after it to the millisecond', async () => {
      const wroteAt = clock.now();
      await receive(textMessage('hello'));
      expect(await windows.expiresAt(person)).toEqual(new Date(wroteAt + day));
      await clock.advance(day - 1);
      expect(await windows.state(person)).toBe('open');
      expect(await calls(() => messages.sendText(person, 'in time'))).toBe(1);
      await clock.advance(1);
      expect(await windows.state(person)).toBe('closed');
      expect(await calls(() => messages.sendText(person, 'too late'))).toBe(0);
    });

    it('is refreshed by each further message, and by a call of the user', async () => {
      await receive(textMessage('hello'));
      await clock.advance(10 * hour);
      await receive(textMessage('again', { timestamp: ago(0) }));
      await clock.advance(20 * hour);
      expect(await windows.state(person)).toBe('open');
      await receive(call({}));
      await clock.advance(23 * hour);
      expect(await windows.state(person)).toBe('open');
    });

    it('counts a call whose beginning was missed from its start', async () => {
      await clock.advance(hour);
      const start_time = String(ago(hour));
      await receive(call({ event: 'terminate', start_time }));
      expect(await windows.expiresAt(person)).toEqual(new Date(clock.now() + 23 * hour));
    });

    it.each<[string, () => WebhookUpdate]>([
      ['a system message', () => inboundMessage('system', { type: 'customer_identity_changed' })],
      ['request_welcome', () => inboundMessage('request_welcome')],
      ['a deletion', () => inboundMessage('revoke', { original_message_id: 'wamid.1' })],
      ['a message in a group', () => textMessage('hello all', { groupId: 'Z3JvdXA=' })],
      [
        'a call of the business',
        () => call({ direction: 'BUSINESS_INITIATED', to: '16505551234', from: '15550783881' }),
      ],
      ['a delivery', () => messageStatus('delivered')],
      [
        'an echo of the Business app',
        () =>
          fieldChange('smb_message_echoes', {
            metadata: { phone_number_id: '106540352242922' },
            message_echoes: [
              {
                id: 'wamid.E',
                from: '15550783881',
                to: '16505551234',
                timestamp: '1767225600',
                type: 'text',
                text: { body: 'hi' },
              },
            ],
          }),
      ],
      [
        'the history',
        () =>
          fieldChange('history', {
            metadata: { phone_number_id: '106540352242922' },
            history: [
              {
                threads: [
                  {
                    id: '16505551234',
                    messages: [{ id: 'wamid.H', from: '16505551234', timestamp: '1767225600', type: 'text' }],
                  },
                ],
              },
            ],
          }),
      ],
      [
        'a call permission that the app gave by itself',
        () =>
          inboundMessage('interactive', {
            type: 'call_permission_reply',
            call_permission_reply: { response: 'accept', response_source: 'automatic' },
          }),
      ],
    ])('is not opened by %s', async (_what, update) => {
      await receive(update());
      expect(await windows.state(person)).toBe('unknown');
    });

    it('is per business number', async () => {
      await receive(textMessage('hello'));
      expect(await windows.state(person, { account: 'support' })).toBe('unknown');
      await receive(textMessage('hello, too'), '2');
      expect(await windows.state(person, { account: 'support' })).toBe('open');
    });

    it('goes by the time of the message and not of its arrival: a late one never moves it back, nor opens the past as now', async () => {
      await clock.advance(3 * day);
      await receive(textMessage('three days late', { timestamp: ago(3 * day) }));
      // It may have written since, before this process began: nobody knows.
      expect(await windows.state(person)).toBe('unknown');
      await receive(textMessage('an hour late', { timestamp: ago(hour) }));
      const expiresAt = new Date(clock.now() + 23 * hour);
      expect(await windows.expiresAt(person)).toEqual(expiresAt);
      await receive(textMessage('ten hours late', { timestamp: ago(10 * hour) }));
      expect(await windows.expiresAt(person)).toEqual(expiresAt);
      await clock.advance(23 * hour);
      expect(await windows.state(person)).toBe('unknown');
      // A day of watching later, everything is known.
      await clock.advance(hour);
      expect(await windows.state(person)).toBe('closed');
    });

    it('is not kept open by a timestamp ahead of our clock', async () => {
      await receive(textMessage('from the future', { timestamp: ago(-30 * day) }));
      expect(await windows.expiresAt(person)).toEqual(new Date(clock.now() + day));
    });

    it('lists the open conversations, whose window closes first first', async () => {
      for (const index of [1, 2, 3]) {
        await receive(textMessage('hello', { timestamp: ago(0), user: { waId: `1650555000${index}` } }));
        await clock.advance(hour);
      }
      await receive(textMessage('hello', { timestamp: ago(0) }), '2');
      await clock.advance(day - 3 * hour);
      const names = async (query?: Parameters<WhatsAppWindowsService['open']>[0]) =>
        (await windows.open(query)).conversations.map(({ waId }) => waId);
      expect(await names({ account: 'default' })).toEqual(['16505550002', '16505550003']);
      expect(await names()).toEqual(['16505550002', '16505550003', '16505551234']);
      const { next } = await windows.open({ limit: 2 });
      expect(await names({ limit: 2, after: next })).toEqual(['16505551234']);
      await expect(windows.open({ limit: 0 })).rejects.toThrow(
        'limit: expected a whole number from 1 to 1000',
      );
    });
  });

  describe('whose it is', () => {
    const username: WebhookMessageOptions['user'] = { waId: null, userId: bsuid, username: 'ana.k' };

    it('is found by phone number and by user id, and by the user id alone once the phone is gone from the payloads', async () => {
      await receive(textMessage('hello'));
      await clock.advance(20 * hour);
      await receive(textMessage('without a phone', { timestamp: ago(0), user: username }));
      await clock.advance(20 * hour);
      for (const user of [person, bsuid, { waId: '16505551234' }, { recipient: bsuid }, { to: person }]) {
        expect(await windows.state(user)).toBe('open');
      }
      expect(await calls(() => messages.sendText(person, 'by phone'))).toBe(1);
      expect(await calls(() => messages.sendText({ recipient: bsuid }, 'by id'))).toBe(1);
      await clock.advance(4 * hour);
      await expect(messages.sendText(bsuid, 'closed')).rejects.toThrow(WhatsAppServiceWindowError);
      await expect(messages.sendText(person, 'closed')).rejects.toThrow(WhatsAppServiceWindowError);
    });

    it('is found where the phone came alone first, as before April 2026', async () => {
      await receive(textMessage('old style', { user: { userId: null } }));
      await receive(messageStatus('delivered'));
      expect(await windows.state(bsuid)).toBe('open');
    });

    it('survives a user_id_update', async () => {
      await receive(textMessage('hello'));
      await receive(
        fieldChange('user_id_update', {
          metadata: { phone_number_id: '106540352242922' },
          user_id_update: [{ user_id: { previous: bsuid, current: 'US.77' }, timestamp: 1_767_225_600 }],
        }),
      );
      expect(await windows.state('US.77')).toBe('open');
      expect(await windows.state(bsuid)).toBe('open');
      expect(await windows.state(person)).toBe('open');
    });

    it.each(['user_changed_number', 'customer_changed_number'])(
      'survives a changed number (%s)',
      async (type) => {
        await receive(textMessage('hello'));
        await receive(inboundMessage('system', { type, wa_id: '16505559999', user_id: 'US.77' }));
        expect(await windows.state('+16505559999')).toBe('open');
        expect(await windows.state('US.77')).toBe('open');
        await receive(textMessage('from the new one', { user: { waId: null, userId: 'US.77' } }));
        expect((await windows.open()).conversations).toEqual([
          expect.objectContaining({ waId: '16505559999', userId: 'US.77' }),
        ]);
      },
    );

    it('is found by the number as it was typed, where Meta writes it another way', async () => {
      await receive(textMessage('oi', { user: { waId: '551187654321', userId: null } }));
      expect(await windows.state('+5511987654321')).toBe('open');
      expect((await windows.find('+5511987654321')).waId).toBe('551187654321');
    });

    it('refuses a reference that names nobody', async () => {
      await expect(windows.state({})).rejects.toThrow('user: names nobody');
      await expect(windows.state('6505551234')).rejects.toThrow(/has no "\+"/);
    });

    it.each(['field', 'error', 'call-status'])('refuses an event of the kind %s', async (kind) => {
      const event = {
        kind,
        metadata: { phone_number_id: '106540352242922' },
      } as unknown as InboundMessageEvent;
      await expect(windows.state(event)).rejects.toThrow('user: names nobody');
    });

    it('is not known where nobody can say who the user is: then nothing is blocked', async () => {
      await start({});
      jest.spyOn(context.get(UserDirectory), 'find').mockImplementation(broke);
      expect(await calls(() => messages.sendText(person, 'hello'))).toBe(1);
    });
  });

  describe('a message while it is closed', () => {
    const closed = async (): Promise<void> => {
      await receive(textMessage('hello'));
      await clock.advance(day);
    };

    it('is refused before any HTTP call, with when it closed and what may be sent', async () => {
      const closedAt = new Date(clock.now() + day);
      await closed();
      const before = simulator.requestCount;
      const error: unknown = await messages.sendText(person, 'hello').catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(WhatsAppServiceWindowError);
      expect(error).toMatchObject({ origin: 'policy', graphCode: 131047, closedAt, allowed: 'template' });
      expect(String(error)).toContain(closedAt.toISOString());
      expect(String(error)).not.toContain('6505551234');
      expect(simulator.requestCount).toBe(before);
    });

    it('passes where it is a template', async () => {
      await closed();
      expect(await calls(() => messages.sendTemplate(person, template))).toBe(1);
    });

    it('passes to a group, which has no window', async () => {
      await closed();
      expect(await calls(() => messages.sendText({ group: 'Z3JvdXA=' }, 'hello all'))).toBe(1);
    });

    it('is refused of every kind, raw bodies too', async () => {
      await closed();
      const sends = [
        () => messages.sendReaction(person, { message_id: 'wamid.1', emoji: '👍' }),
        () => messages.sendLocation(person, { latitude: 1, longitude: 2 }),
        () => messages.sendRaw({ to: person, type: 'hologram', hologram: {} }),
      ];
      for (const send of sends) {
        expect(await calls(send)).toBe(0);
        await expect(send()).rejects.toThrow(WhatsAppServiceWindowError);
      }
    });

    it('is sent and logged with "warn", without the number', async () => {
      await start({ window: 'warn' });
      await closed();
      const warn = jest.spyOn(Logger.prototype, 'warn');
      expect(await calls(() => messages.sendText(person, 'hello'))).toBe(1);
      expect(warn).toHaveBeenCalledTimes(1);
      expect(String(warn.mock.calls[0]?.[0])).toMatch(/type text .* closed at 2026-01-02/);
      expect(String(warn.mock.calls[0]?.[0])).not.toContain('6505551234');
    });

    it('is sent with "off", while windows are kept account of', async () => {
      await start({ window: 'off' });
      await closed();
      expect(await calls(() => messages.sendText(person, 'hello'))).toBe(1);
      expect(await windows.state(person)).toBe('closed');
    });

    it('is replaced by the declared template: one call, to the same person', async () => {
      await start({ fallbackTemplate: template });
      await closed();
      const message = {
        to: person,
        biz_opaque_callback_data: 'order-7',
        context: { message_id: 'wamid.old' },
        text: { body: 'hello' },
      };
      expect(await calls(() => messages.send(message))).toBe(1);
      expect(simulator.messages.at(-1)?.body).toMatchObject({ to: person, type: 'template', template });
      expect(simulator.messages.at(-1)?.body).not.toHaveProperty('context');
      expect(simulator.messages.at(-1)?.body).not.toHaveProperty('text');
      expect(String(simulator.messages.at(-1)?.body['biz_opaque_callback_data'])).toContain('order-7');
      await messages.sendText({ recipient: bsuid }, 'hello');
      expect(simulator.messages.at(-1)?.body).toMatchObject({ recipient: bsuid, type: 'template' });
      expect(await calls(() => messages.sendReaction(person, { message_id: 'wamid.1', emoji: '👍' }))).toBe(
        0,
      );
    });

    it('is replaced by the template of the send, which counts more, and by none where that is null', async () => {
      await start({ fallbackTemplate: template });
      await closed();
      const other = { name: 'your_order', language: { code: 'de' } };
      await messages.sendText(person, 'hello', { fallbackTemplate: other });
      expect(simulator.messages.at(-1)?.body).toMatchObject({ template: other });
      expect(await calls(() => messages.sendText(person, 'hello', { fallbackTemplate: null }))).toBe(0);
    });

    it('is replaced once where it is a long text in parts', async () => {
      await start({ fallbackTemplate: template });
      await closed();
      const long = 'A sentence of some words. '.repeat(400);
      const send = () => messages.sendLongText(person, long);
      expect(await calls(send)).toBe(1);
      await expect(send()).rejects.toThrow(TextPartsError);
    });

    it('is replaced by what the application chooses', async () => {
      await start({}, [
        {
          provide: FallbackTemplates,
          useValue: { find: ({ type }: { type: string }) => (type === 'text' ? template : undefined) },
        },
      ]);
      await closed();
      expect(await calls(() => messages.sendText(person, 'hello'))).toBe(1);
      expect(await calls(() => messages.sendLocation(person, { latitude: 1, longitude: 2 }))).toBe(0);
    });

    it('goes out where the store fails: what is not known blocks nothing', async () => {
      await start({});
      jest.spyOn(context.get(WindowStore), 'recordOf').mockImplementation(() => {
        throw new Error('the storage is down');
      });
      expect(await calls(() => messages.sendText(person, 'hello'))).toBe(1);
    });
  });

  it('refuses a fallback template at start-up that could never be sent', async () => {
    const broken = { name: 'Come Back!', language: { code: 'en_US' } };
    await expect(start({ fallbackTemplate: broken })).rejects.toThrow(
      /conversations\.fallbackTemplate\.name: .*small letters/,
    );
    await expect(start({ fallbackTemplate: { name: 'a' } as unknown as typeof broken })).rejects.toThrow(
      /conversations\.fallbackTemplate: expected a template as it is sent/,
    );
    await start();
  });

  it.each(['forRoot', 'forRootAsync'] as const)(
    'opens, blocks and falls back with %s',
    async (registration) => {
      await start({ fallbackTemplate: template }, [], registration);
      await receive(textMessage('hello'));
      await messages.sendText(person, 'in time');
      expect(simulator.messages.at(-1)?.body).toMatchObject({ type: 'text' });
      await clock.advance(day);
      await messages.sendText(person, 'too late');
      expect(simulator.messages.at(-1)?.body).toMatchObject({ type: 'template', template });
      expect(await calls(() => messages.sendText(person, 'no', { fallbackTemplate: null }))).toBe(0);
    },
  );

  describe('what Meta says of it', () => {
    it('counts more: a message refused with 131047 closes it, until the user writes again', async () => {
      await receive(textMessage('hello'));
      await clock.advance(hour);
      simulator.failNext({ code: 131047 });
      await expect(messages.sendText(person, 'hello')).rejects.toThrow(WhatsAppServiceWindowError);
      expect(await windows.state(bsuid)).toBe('closed');
      expect(await calls(() => messages.sendText(person, 'hello'))).toBe(0);
      await clock.advance(hour);
      await receive(textMessage('I am here', { timestamp: ago(0) }));
      expect(await windows.state(person)).toBe('open');
    });

    it('is believed of a user of whom nothing else is known', async () => {
      simulator.failNext({ code: 131047 });
      await messages.sendText(person, 'hello').catch(() => undefined);
      expect(await windows.state(person)).toBe('closed');
      expect(await windows.expiresAt(person)).toEqual(new Date(clock.now()));
    });

    it('comes by a failed status, too', async () => {
      await receive(textMessage('hello'));
      await clock.advance(hour);
      await receive(
        failedStatus(131047, 'Re-engagement message', { timestamp: ago(0), user: { userId: null } }),
      );
      expect(await windows.state(person)).toBe('closed');
    });

    it('does not close what the user opened right before: the refused message may have been sent earlier', async () => {
      await receive(textMessage('hello'));
      await clock.advance(20_000);
      await receive(failedStatus(131047, 'Re-engagement message', { timestamp: ago(0) }));
      expect(await windows.state(person)).toBe('open');
    });

    it('of other errors says nothing', async () => {
      await receive(failedStatus(131026, 'Message undeliverable'));
      simulator.failNext({ code: 131026 });
      await messages.sendText(person, 'hello').catch(() => undefined);
      expect(await windows.state(person)).toBe('unknown');
    });
  });

  describe('a fallback where only Meta knew that the window was closed', () => {
    it('goes out in place of the message that Meta refuses, once, and is what the caller is told of', async () => {
      await start({ fallbackTemplate: template });
      simulator.failNext({ code: 131047 });
      const before = simulator.requestCount;
      const { messageId } = await messages.sendText(person, 'hello', { idempotencyKey: 'order 7' });
      expect(simulator.requestCount).toBe(before + 2);
      expect(simulator.messages.at(-1)).toMatchObject({ id: messageId, body: { to: person, template } });
      expect(await windows.state(person)).toBe('closed');
      expect(await messages.sendText(person, 'hello', { idempotencyKey: 'order 7' })).toMatchObject({
        messageId,
      });
      expect(await calls(() => messages.sendText(person, 'hello'))).toBe(1);
    });

    it('is tried once: what Meta says of it then counts', async () => {
      await start({ fallbackTemplate: template });
      simulator.failNext({ code: 131047 });
      simulator.failNext({ code: 132001 });
      const before = simulator.requestCount;
      await expect(messages.sendText(person, 'hello')).rejects.toMatchObject({ graphCode: 132001 });
      expect(simulator.requestCount).toBe(before + 2);
    });

    it('goes through the policies after the one that chose it', async () => {
      await start({ fallbackTemplate: template }, [], 'forRoot', {
        templates: [{ name: template.name, category: 'marketing' }],
      });
      await context.get(WhatsAppConsentService).revoke(person, { source: 'letter' });
      simulator.failNext({ code: 131047 });
      expect(await calls(() => messages.sendText(person, 'hello'))).toBe(1);
    });

    it.each<[string, WhatsAppConversationOptions, object]>([
      ['where there is none', {}, {}],
      ['with "warn"', { window: 'warn', fallbackTemplate: template }, {}],
      ['with "off"', { window: 'off', fallbackTemplate: template }, {}],
      ['where the send wants none', { fallbackTemplate: template }, { fallbackTemplate: null }],
    ])('does not go out %s', async (_what, options, sendOptions) => {
      await start(options);
      simulator.failNext({ code: 131047 });
      expect(await calls(() => messages.sendText(person, 'hello', sendOptions))).toBe(1);
      await messages.sendText(person, 'hello', sendOptions).catch(() => undefined);
      expect(await calls(() => receive(refused()))).toBe(0);
    });

    /** Of the message that was sent last. */
    function refused(): WebhookUpdate {
      const { id = '', body } = simulator.messages.at(-1) ?? {};
      const { biz_opaque_callback_data } = { ...body };
      return failedStatus(131047, 'Re-engagement message', {
        id,
        timestamp: ago(0),
        user: { waId: person.slice(1), userId: bsuid },
        extra: { biz_opaque_callback_data },
      });
    }

    it('goes out where Meta accepts the message and refuses it by a status, once, however often that comes', async () => {
      await start({ fallbackTemplate: template });
      await messages.sendText(person, 'hello');
      const status = refused();
      expect(await calls(() => receive(status))).toBe(1);
      expect(simulator.messages.at(-1)?.body).toMatchObject({ to: person, type: 'template', template });
      expect(await calls(() => receive(status))).toBe(0);
      expect(await windows.state(bsuid)).toBe('closed');
      // And nothing follows where the template itself is refused.
      expect(await calls(() => receive(refused()))).toBe(0);
    });

    it('goes out once also where two messages of one send wait: a long text in parts', async () => {
      await start({ fallbackTemplate: template });
      await messages.sendLongText(person, 'A sentence of some words. '.repeat(400));
      const parts = simulator.messages.slice(-3);
      let sent = 0;
      for (const { id, body } of parts) {
        const { biz_opaque_callback_data } = body;
        const status = failedStatus(131047, 'Re-engagement message', {
          id,
          timestamp: ago(0),
          user: { waId: person.slice(1) },
          extra: { biz_opaque_callback_data },
        });
        sent += await calls(() => receive(status));
      }
      expect(sent).toBe(1);
    });

    it('does not go out where the window was known to be open, and does not where Meta refuses something else', async () => {
      await start({ fallbackTemplate: template });
      await messages.sendText(person, 'hello');
      const { id = '', body } = simulator.messages.at(-1) ?? {};
      const extra = { biz_opaque_callback_data: { ...body }['biz_opaque_callback_data'] };
      expect(await calls(() => receive(failedStatus(131026, 'Undeliverable', { id, extra })))).toBe(0);
      await receive(textMessage('hello', { timestamp: ago(0) }));
      await messages.sendText(person, 'hello');
      expect(await calls(() => receive(refused()))).toBe(0);
    });

    it('is tried again with the next delivery where it could not be sent, and given up where it never can be', async () => {
      await start({ fallbackTemplate: template });
      await messages.sendText(person, 'hello');
      const status = refused();
      simulator.failNext({ code: 131048 });
      await receive(status).catch(() => undefined);
      expect(await calls(() => receive(status).catch(() => undefined))).toBeLessThanOrEqual(1);
      expect(await calls(() => receive(status))).toBe(0);
    });
  });

  describe('the free entry point', () => {
    const fromAd = (timestamp?: number): WebhookUpdate =>
      textMessage('Is this still available?', {
        timestamp,
        extra: { referral: { source_type: 'ad', source_id: '1', source_url: 'https://fb.example/ad' } },
      });

    it('begins with the first answer within 24 hours and lasts 72 hours, apart from the window', async () => {
      await receive(fromAd());
      expect(await windows.freeEntryPointExpiresAt(person)).toBeUndefined();
      await clock.advance(hour);
      await messages.sendText(person, 'Yes!');
      const expiresAt = new Date(clock.now() + 72 * hour);
      expect(await windows.freeEntryPointExpiresAt(person)).toEqual(expiresAt);
      await clock.advance(hour);
      await messages.sendText(person, 'Are you still there?');
      expect(await windows.freeEntryPointExpiresAt(bsuid)).toEqual(expiresAt);
      await clock.advance(2 * day);
      expect(await windows.state(person)).toBe('closed');
      expect(await calls(() => messages.sendText(person, 'only templates now'))).toBe(0);
    });

    it('does not begin with an answer that is later, nor for who came from nowhere', async () => {
      await receive(fromAd());
      await clock.advance(day);
      await messages.sendTemplate(person, template);
      expect(await windows.freeEntryPointExpiresAt(person)).toBeUndefined();
      await receive(textMessage('hello', { timestamp: ago(0), user: { waId: '16505550001' } }));
      await messages.sendText('+16505550001', 'hello');
      expect(await windows.freeEntryPointExpiresAt('+16505550001')).toBeUndefined();
    });

    it('begins again for who comes again', async () => {
      await receive(fromAd());
      await messages.sendText(person, 'Yes!');
      await clock.advance(80 * hour);
      await receive(fromAd(ago(0)));
      await messages.sendText(person, 'Yes, again!');
      expect(await windows.freeEntryPointExpiresAt(person)).toEqual(new Date(clock.now() + 72 * hour));
    });

    it('is what Meta says it is, where a status tells', async () => {
      const conversation = {
        id: '1',
        origin: { type: 'referral_conversion' },
        expiration_timestamp: String(ago(-72 * hour)),
      };
      await receive(messageStatus('sent', { extra: { conversation } }));
      expect(await windows.freeEntryPointExpiresAt(person)).toEqual(new Date(clock.now() + 72 * hour));
    });
  });
});

it('is kept account of without any HTTP', async () => {
  const transport = new RecordingTransport();
  const module = await Test.createTestingModule({
    imports: [
      WhatsAppModule.forRoot({
        phoneNumberId: '106540352242922',
        accessToken: 'token',
        appSecret: 'secret',
        providers: [{ provide: GraphTransport, useValue: transport }],
      }),
    ],
  }).compile();
  module.useLogger(false);
  const context = await module.init();
  await deliver(context, 'secret', textMessage('hello', { timestamp: Math.floor(Date.now() / 1000) }));
  expect(await context.get(WhatsAppWindowsService).isOpen(person)).toBe(true);
  expect(transport.requests).toEqual([]);
  await context.close();
});

function broke(): Promise<never> {
  return Promise.reject(new Error('the store is down'));
}
