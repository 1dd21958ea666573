import { Logger, type INestApplicationContext, type Provider } from '@nestjs/common';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Clock, InboundHandlerRegistry, MemoryStorage } from 'nestjs-whatsapp/extending';
import {
  ConsentKeywords,
  ConsentUnknownError,
  WhatsAppOptOutError,
  OptInMissingError,
  StorageFullError,
  WhatsAppConsentService,
  WhatsAppMessagesService,
  WhatsAppModule,
  WhatsAppRepliesService,
  type WhatsAppConsentOptions,
  type WhatsAppModuleOptions,
} from 'nestjs-whatsapp';
import {
  buttonReply,
  failedStatus,
  FakeClock,
  fieldChange,
  inboundMessage,
  textMessage,
  type WebhookUpdate,
} from 'nestjs-whatsapp/testing';
import { Test } from '@nestjs/testing';
import { WhatsAppSimulator } from 'whatsapp-simulator';
import { ConsentStore } from '../../libs/whatsapp/src/consent/consent-store.js';
import { UserDirectory } from '../../libs/whatsapp/src/users/internal.js';
import { describeConsentStore } from '../support/contracts/consent-store.contract.js';
import { deliver } from '../support/webhooks/deliver.js';
import { optionsFor } from '../support/whatsapp-app.js';

const person = '+16505551234';
const bsuid = 'US.916505551234';
const hour = 3_600_000;
const sale = { name: 'summer_sale', language: { code: 'en_US' } };
const receipt = { name: 'receipt', language: { code: 'en_US' } };

describeConsentStore('in memory', () => {
  const clock = new FakeClock();
  const storage = new MemoryStorage(clock, { maxRecords: { consents: 10 } });
  const directory = new UserDirectory(storage, clock);
  const store = new ConsentStore(storage, directory, { consent: { scope: 'number' } });
  return Promise.resolve({ store, directory, maxUsers: 10 });
});

describe('consent', () => {
  let simulator: WhatsAppSimulator;
  let context: INestApplicationContext;
  let clock: FakeClock;
  let consent: WhatsAppConsentService;
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
    options: WhatsAppConsentOptions = {},
    registration: 'forRoot' | 'forRootAsync' = 'forRoot',
    providers: Provider[] = [],
    more: Partial<WhatsAppModuleOptions> = {},
  ): Promise<void> {
    await context?.close();
    clock = new FakeClock();
    const account = { accessToken: simulator.accessToken };
    const all: WhatsAppModuleOptions = {
      ...optionsFor(simulator, { phoneNumberId: undefined, accessToken: undefined }),
      accounts: {
        default: { phoneNumberId: '106540352242922', ...account },
        support: { phoneNumberId: '2', ...account },
      },
      appSecret: simulator.appSecret,
      templates: [
        { name: 'summer_sale', category: 'marketing' },
        { name: 'receipt', category: 'utility' },
      ],
      consent: options,
      ...more,
    };
    const extras = { providers: [{ provide: Clock, useValue: clock }, ...providers] };
    const module = await Test.createTestingModule({
      imports: [
        registration === 'forRoot'
          ? WhatsAppModule.forRoot({ ...all, ...extras })
          : WhatsAppModule.forRootAsync({ useFactory: () => all, ...extras }),
      ],
    }).compile();
    module.useLogger(false);
    context = await module.init();
    consent = context.get(WhatsAppConsentService);
    messages = context.get(WhatsAppMessagesService);
  }

  const receive = (
    updates: WebhookUpdate | readonly WebhookUpdate[],
    phoneNumberId?: string,
  ): Promise<void> => deliver(context, simulator.appSecret, updates, { phoneNumberId });

  function preference(value: string, user?: object): WebhookUpdate {
    return preferenceAt(value, clock.now(), user);
  }

  function preferenceAt(
    value: string,
    at: number,
    user: object = { wa_id: '16505551234', user_id: bsuid },
  ): WebhookUpdate {
    return fieldChange('user_preferences', {
      metadata: { phone_number_id: '106540352242922' },
      user_preferences: [
        { ...user, detail: '…', category: 'marketing_messages', value, timestamp: at / 1000 },
      ],
    });
  }

  const sendSale = (to: string = person) => messages.sendTemplate(to, sale);

  async function calls(send: () => Promise<unknown>): Promise<number> {
    const before = simulator.requestCount;
    await send().catch(() => undefined);
    return simulator.requestCount - before;
  }

  describe('opting out', () => {
    it('blocks marketing templates before any HTTP call, and nothing else', async () => {
      await receive(preference('stop'));
      const before = simulator.requestCount;
      const error: unknown = await sendSale().catch((thrown: unknown) => thrown);
      expect(error).toBeInstanceOf(WhatsAppOptOutError);
      expect(error).toMatchObject({
        origin: 'policy',
        graphCode: 131050,
        since: { at: new Date(clock.now() + 999), source: 'whatsapp:stop' },
      });
      expect(String(error)).not.toContain('6505551234');
      expect(simulator.requestCount).toBe(before);
      expect(await calls(() => messages.sendTemplate(person, receipt))).toBe(1);
      expect(await calls(() => messages.sendTemplate(person, { ...receipt, name: 'not_listed' }))).toBe(1);
      expect(await calls(() => messages.sendText(person, 'hello'))).toBe(1);
    });

    it('blocks everything of /marketing_messages, whatever is known of the template, and raw bodies too', async () => {
      await receive(preference('stop'));
      const template = { ...receipt, name: 'not_listed' };
      expect(await calls(() => messages.sendMarketing({ to: person, template }))).toBe(0);
      expect(await calls(() => messages.sendRaw({ to: person, type: 'template', template: sale }))).toBe(0);
      expect(await calls(() => messages.sendMarketing({ to: '+16505550002', template }))).toBe(1);
    });

    it('is found by phone number and by user id alike, also where one is missing from the payloads', async () => {
      await receive(textMessage('hello'));
      await receive(preference('stop', { user_id: bsuid }));
      expect(await calls(sendSale)).toBe(0);
      await expect(sendSale(bsuid)).rejects.toThrow(WhatsAppOptOutError);
      await receive(preference('resume', { user_id: bsuid }));
      // Of two at one time the one that refuses counts.
      await expect(sendSale()).rejects.toThrow(WhatsAppOptOutError);
      await clock.advance(1_000);
      await receive(preference('resume', { user_id: bsuid }));
      expect(await calls(sendSale)).toBe(1);
    });

    it('survives a new user id and a new number', async () => {
      await receive(preference('stop'));
      await receive(
        inboundMessage('system', { type: 'user_changed_number', wa_id: '16505559999', user_id: 'US.77' }),
      );
      for (const user of ['US.77', '+16505559999', bsuid, person]) {
        expect(await consent.status(user)).toMatchObject({ marketing: 'stopped', optedOut: true });
      }
    });

    it('is not undone by what is older and comes late', async () => {
      const earlier = preference('resume');
      await clock.advance(hour);
      await receive(preference('stop'));
      await receive(earlier);
      expect(await consent.status(person)).toMatchObject({ marketing: 'stopped' });
    });

    it('is learned from 131050, in the answer and by a failed status', async () => {
      simulator.failNext({ code: 131050 });
      await expect(sendSale()).rejects.toThrow(WhatsAppOptOutError);
      expect(await calls(sendSale)).toBe(0);
      await receive(failedStatus(131050, 'Stopped', { user: { waId: '16505550002', userId: null } }));
      expect(await calls(() => sendSale('+16505550002'))).toBe(0);
    });

    it('is not learned from other errors, experiments among them', async () => {
      simulator.failNext({ code: 130472 });
      await sendSale().catch(() => undefined);
      await receive(failedStatus(131049, 'Ecosystem'));
      expect(await consent.status(person)).toMatchObject({ optedOut: false, marketing: 'unknown' });
    });

    it('ignores preferences of kinds that are not known', async () => {
      const metadata = { phone_number_id: '106540352242922' };
      await receive([
        fieldChange('user_preferences', {
          metadata,
          user_preferences: [{ user_id: bsuid, category: 'calls', value: 'stop' }],
        }),
        fieldChange('user_preferences', { metadata, user_preferences: 'none' }),
        fieldChange('user_preferences', { metadata, user_preferences: [null, { value: 'stop' }] }),
        preference('maybe'),
      ]);
      expect(await consent.status(person)).toMatchObject({ marketing: 'unknown' });
    });

    it('in WhatsApp is lifted in WhatsApp alone', async () => {
      await receive(preference('stop'));
      await clock.advance(hour);
      await consent.grant(person, { source: 'web form' });
      await expect(sendSale()).rejects.toThrow(WhatsAppOptOutError);
      await receive(preference('resume'));
      expect(await calls(sendSale)).toBe(1);
    });

    it('that the business was told is lifted by a later opt-in', async () => {
      await consent.revoke(person, { source: 'phone call' });
      await expect(sendSale()).rejects.toMatchObject({ since: { source: 'phone call' } });
      await consent.grant(person, { source: 'old form', at: new Date(clock.now() - hour) });
      await expect(sendSale()).rejects.toThrow(WhatsAppOptOutError);
      await clock.advance(1);
      await consent.grant(person, { source: 'new form' });
      expect(await calls(sendSale)).toBe(1);
    });
  });

  describe('opting in', () => {
    it('is not asked for by default', async () => {
      expect(await calls(sendSale)).toBe(1);
    });

    it('is required of every template with "block", and of nothing else', async () => {
      await start({ requireOptIn: 'block' });
      await expect(messages.sendTemplate(person, receipt)).rejects.toMatchObject({
        code: 'WHATSAPP_OPT_IN_MISSING',
        optIn: 'unknown',
      });
      expect(await calls(() => messages.sendTemplate(person, receipt))).toBe(0);
      expect(await calls(() => messages.sendText(person, 'hello'))).toBe(1);
      expect(await calls(() => messages.sendTemplate({ group: 'Z3JvdXA=' }, receipt))).toBe(1);
      await consent.grant(person, { source: 'checkout' });
      expect(await calls(() => messages.sendTemplate(person, receipt))).toBe(1);
      await clock.advance(1);
      await consent.revoke({ waId: '16505551234' }, { source: 'letter' });
      await expect(messages.sendTemplate(person, receipt)).rejects.toThrow(OptInMissingError);
    });

    it('is required of every message to a person with optInCovers "all", except replies to events of the last 24 hours', async () => {
      await start({ requireOptIn: 'block', optInCovers: 'all' });
      const refused = { code: 'WHATSAPP_OPT_IN_MISSING', optIn: 'unknown' };
      await expect(messages.sendText(person, 'hello')).rejects.toMatchObject(refused);
      await expect(messages.sendTemplate(person, receipt)).rejects.toMatchObject(refused);
      await expect(messages.to(person, { quote: 'wamid.A' }).text('hello')).rejects.toMatchObject(refused);
      expect(await calls(() => messages.sendText({ group: 'Z3JvdXA=' }, 'hello'))).toBe(1);

      const replies = context.get(WhatsAppRepliesService);
      const asked = { id: 'wamid.A', from: '16505551234', timestamp: String(clock.now() / 1000) };
      expect(await calls(() => replies.to(asked).text('hello'))).toBe(1);
      expect(await calls(() => replies.to(asked).longText('word '.repeat(1_000)))).toBe(2);
      expect(await calls(() => replies.to(asked).react('👍'))).toBe(1);
      expect(await calls(() => replies.to(asked).template(receipt))).toBe(1);
      // Nobody says when the message was sent.
      const undated = replies.to({ messageId: 'wamid.A', to: person });
      await expect(undated.text('hello')).rejects.toMatchObject(refused);

      await clock.advance(24 * hour - 1);
      expect(await calls(() => replies.to(asked).text('hello'))).toBe(1);
      await clock.advance(1);
      await expect(replies.to(asked).text('hello')).rejects.toMatchObject(refused);
      await expect(replies.to(asked).react('👍')).rejects.toMatchObject(refused);
      await consent.grant(person, { source: 'checkout' });
      expect(await calls(() => messages.sendText(person, 'hello'))).toBe(1);
    });

    it('is not asked for in a reply with optInCovers "all", but marketing stays stopped', async () => {
      await start({ requireOptIn: 'block', optInCovers: 'all' });
      const asked = { id: 'wamid.A', from: '16505551234', timestamp: String(clock.now() / 1000) };
      await consent.revoke(person, { source: 'letter' });
      const reply = context.get(WhatsAppRepliesService).to(asked);
      expect(await calls(() => reply.text('You will get no more offers.'))).toBe(1);
      await expect(reply.template(sale)).rejects.toThrow(WhatsAppOptOutError);
    });

    it('is not asked for with "off", whatever it covers', async () => {
      await start({ requireOptIn: 'off', optInCovers: 'all' });
      expect(await calls(() => messages.sendText(person, 'hello'))).toBe(1);
    });

    it('is logged as missing with "warn", without the number', async () => {
      await start({ requireOptIn: 'warn' });
      const warn = jest.spyOn(Logger.prototype, 'warn');
      expect(await calls(() => messages.sendTemplate(person, receipt))).toBe(1);
      expect(warn.mock.calls.flat().join()).toMatch(/without opt-in/);
      expect(warn.mock.calls.flat().join()).not.toContain('6505551234');
    });

    it('comes from a sign-up in WhatsApp, too', async () => {
      await start({ requireOptIn: 'block' }, 'forRootAsync');
      await receive(preference('signup'));
      expect(await consent.status(bsuid)).toMatchObject({
        optIn: 'granted',
        optInSince: { source: 'whatsapp:signup' },
        marketing: 'allowed',
      });
      expect(await calls(sendSale)).toBe(1);
    });

    it('holds for the number that it was given to, or for all of them where the options say so', async () => {
      await consent.grant(person, { source: 'form' });
      expect(await consent.status(person, { account: 'support' })).toMatchObject({ optIn: 'unknown' });
      await consent.grant(person, { source: 'form', account: 'support' });
      expect(await consent.status(person, { account: 'support' })).toMatchObject({ optIn: 'granted' });

      await start({ scope: 'all' });
      await consent.revoke(person, { source: 'letter' });
      expect(await consent.status(person, { account: 'support' })).toMatchObject({ optIn: 'revoked' });
    });

    it('needs a source and a date that exists; one to come counts as now', async () => {
      await expect(consent.grant(person, { source: ' ' })).rejects.toThrow(/source: expected where/);
      await expect(consent.grant(person, { source: 'form', at: new Date(Number.NaN) })).rejects.toThrow(
        /at: /,
      );
      await consent.grant(person, { source: 'form', at: new Date(clock.now() + hour) });
      expect((await consent.status(person)).optInSince).toEqual({
        at: new Date(clock.now()),
        source: 'form',
      });
    });

    it('is found by the number as it was typed, where Meta writes it another way', async () => {
      await consent.grant('+5215512345678', { source: 'form' });
      expect(await consent.status({ waId: '525512345678' })).toMatchObject({ optIn: 'granted' });
      await consent.grant('+5491112345678', { source: 'form' });
      expect(await consent.status({ waId: '541112345678' })).toMatchObject({ optIn: 'granted' });
      await consent.revoke('+22997001234', { source: 'letter' });
      expect(await consent.status({ waId: '2290197001234' })).toMatchObject({ optIn: 'revoked' });
      await consent.grant('+2290196001234', { source: 'form' });
      expect(await consent.status('+22996001234')).toMatchObject({ optIn: 'granted' });
    });
  });

  describe('learned from an event', () => {
    // What comes is handled a minute after it was said, by a clock with milliseconds.
    beforeEach(() => clock.advance(60_123));

    const second = 1_767_225_600_000;
    const said = (body: string, at: number, id: string = body): WebhookUpdate =>
      textMessage(body, { timestamp: at / 1000, id: `wamid.${id}` });
    const sources = { grant: 'said YES', revoke: 'said STOP' };

    async function record(words: Readonly<Record<string, 'grant' | 'revoke'>>): Promise<void> {
      context.get(InboundHandlerRegistry).add({
        id: 'app.consent',
        matches: ({ kind }) => kind === 'message',
        handle: async (event) => {
          if (event.kind !== 'message' || event.message.type !== 'text') return 'skipped';
          const what = words[event.message.text.body];
          if (what) await consent[what](event, { source: sources[what] });
          return 'handled';
        },
      });
      await Promise.resolve();
    }

    it.each([
      ['in order', 0, 5],
      ['in one second', 0, 0],
    ])('a STOP holds against an older YES that the application records late: %s', async (_how, yes, stop) => {
      await start({ keywords: true });
      await clock.advance(60_123);
      await record({ YES: 'grant' });
      await receive([said('YES', second + yes * 1000), said('STOP', second + stop * 1000)]);
      expect(await calls(sendSale)).toBe(0);
      // Delivered again, and by itself.
      await receive(said('YES', second + yes * 1000, 'again'));
      expect(await consent.status(person)).toMatchObject({
        optIn: 'revoked',
        optInSince: { at: new Date(second + stop * 1000 + 999), source: 'keyword' },
      });
    });

    it('a YES that is younger holds, and counts from the start of its second', async () => {
      await record({ YES: 'grant', STOP: 'revoke' });
      await receive([said('YES', second + 1000), said('STOP', second)]);
      expect(await consent.status(person)).toMatchObject({
        optIn: 'granted',
        optInSince: { at: new Date(second + 1000), source: sources.grant },
      });
    });

    it('a fact of the application’s own keeps its milliseconds, also beside an event', async () => {
      await record({ STOP: 'revoke' });
      await receive(said('STOP', second));
      await consent.grant(person, { source: 'form', at: new Date(second + 998) });
      expect(await consent.status(person)).toMatchObject({ optIn: 'revoked' });
      await consent.grant(person, { source: 'form', at: new Date(second + 1000) });
      expect(await consent.status(person)).toMatchObject({ optIn: 'granted' });
      await consent.revoke(person, { source: 'letter', at: new Date(second + 2000) });
      expect((await consent.status(person)).optInSince?.at).toEqual(new Date(second + 2000));
      await consent.revoke(person, { source: 'phone call' });
      expect((await consent.status(person)).optInSince?.at).toEqual(new Date(clock.now()));
    });

    it('a stop and a resume of one second leave it stopped; Meta’s clock may be a little ahead of ours', async () => {
      await receive([preferenceAt('stop', second), preferenceAt('resume', second)]);
      expect(await calls(sendSale)).toBe(0);
      await receive(preferenceAt('resume', second + 1000));
      expect(await calls(sendSale)).toBe(1);
      const soon = Math.ceil(clock.now() / 1000) * 1000 + 2000;
      await receive(preferenceAt('stop', soon + 1000));
      await clock.advance(10_000);
      await receive(preferenceAt('resume', soon));
      expect(await calls(sendSale)).toBe(0);
    });

    it('131050 in a status counts from the end of its second', async () => {
      await receive([
        failedStatus(131050, 'Stopped', { timestamp: second / 1000 }),
        preferenceAt('resume', second),
      ]);
      expect(await consent.status(person)).toMatchObject({
        marketing: 'stopped',
        marketingSince: { at: new Date(second + 999) },
      });
    });
  });

  describe('keywords', () => {
    it('do nothing by default, but can be asked for', async () => {
      await receive(textMessage('STOP'));
      expect(await consent.status(person)).toMatchObject({ optedOut: false });
      const keywords = context.get(ConsentKeywords);
      expect(
        ['Stop', ' stop! ', 'ARRÊT', 'arret', '«Baja.»', 'СТОП', '退订', 'बंद करो'].map((said) =>
          keywords.matches(said),
        ),
      ).toEqual(Array.from({ length: 8 }, () => true));
      expect(['stop it', 'bus stop', 'no', 'cancel', '', '!'].some((said) => keywords.matches(said))).toBe(
        false,
      );
    });

    it.each<[string, WebhookUpdate]>([
      ['a text', textMessage('Unsubscribe')],
      ['a quick reply of a template', inboundMessage('button', { text: 'Stop promotions', payload: 'x' })],
      ['a button', buttonReply('opt-out', 'Opt out')],
    ])(
      'revoke the consent where the option says so: %s; the handlers see the message too',
      async (_what, update) => {
        await start({ keywords: true });
        const seen: string[] = [];
        context.get(InboundHandlerRegistry).add({
          id: 'app.all',
          matches: ({ kind }) => kind === 'message',
          handle: async () => {
            seen.push((await consent.status(person)).optIn);
            return 'handled';
          },
        });
        await receive(update);
        expect(seen).toEqual(['revoked']);
        await expect(sendSale(bsuid)).rejects.toMatchObject({ since: { source: 'keyword' } });
      },
    );

    it('are those of the options where there are any', async () => {
      await start({ keywords: ['Lass mich in Ruhe'] });
      await receive([textMessage('STOP')]);
      expect(await consent.status(person)).toMatchObject({ optedOut: false });
      await receive([textMessage('lass mich in ruhe!!')]);
      expect(await consent.status(person)).toMatchObject({ optedOut: true });
    });
  });

  describe('a store that', () => {
    it('is full refuses marketing to whom it does not know, and goes on blocking whom it does', async () => {
      await start({}, 'forRoot', [], { storage: { memory: { maxRecords: { consents: 1 } } } });
      await consent.revoke(person, { source: 'letter' });
      expect(await calls(() => sendSale('+16505550002'))).toBe(1);
      await expect(consent.revoke('+16505550003', { source: 'letter' })).rejects.toThrow(StorageFullError);
      await expect(sendSale('+16505550002')).rejects.toThrow(ConsentUnknownError);
      await expect(sendSale()).rejects.toThrow(WhatsAppOptOutError);
      expect(await calls(() => messages.sendTemplate('+16505550002', receipt))).toBe(1);
      // Meta delivers the opt-out again; it is not taken for done.
      await expect(receive(preference('stop', { wa_id: '16505550004' }))).rejects.toMatchObject({
        status: 503,
      });
    });

    it('fails lets no marketing pass', async () => {
      await start();
      jest.spyOn(context.get(UserDirectory), 'find').mockRejectedValue(new Error('the storage is down'));
      expect(await calls(sendSale)).toBe(0);
      expect(await calls(() => messages.sendText(person, 'hello'))).toBe(1);
    });
  });

  it('refuses options that mean nothing', async () => {
    const wrong = { requireOptIn: 'yes', keywords: [''], scope: 'portfolio' };
    await expect(start(wrong as unknown as WhatsAppConsentOptions)).rejects.toThrow(
      /consent\.requireOptIn: [^]*consent\.keywords: [^]*consent\.scope: /,
    );
    await start();
  });
});
