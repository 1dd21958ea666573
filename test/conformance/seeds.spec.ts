import {
  Body,
  Controller,
  Get,
  Header,
  Logger,
  Module,
  Post,
  UseInterceptors,
  type INestApplication,
  type INestApplicationContext,
  type LoggerService,
} from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { ExpressAdapter } from '@nestjs/platform-express';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Clock, GraphTransport } from 'nestjs-whatsapp/extending';
import {
  WhatsAppDeliveryService,
  SendOutcomeUnknownError,
  TextMessageDto,
  WhatsAppExceptionFilter,
  WhatsAppMediaCache,
  WhatsAppMediaCacheInterceptor,
  WhatsAppMessagePipe,
  WhatsAppMessagesService,
  WhatsAppModule,
  WhatsAppService,
  WhatsAppWebhooksService,
  type SendResult,
  type WhatsAppMessage,
  type WhatsAppModuleExtras,
  type WhatsAppModuleOptions,
} from 'nestjs-whatsapp';
import { FakeClock, messageStatus, signWebhook, webhookOf } from 'nestjs-whatsapp/testing';
import { AnsweringTransport } from '../support/answering-transport.js';
import { createContext } from '../support/whatsapp-app.js';

// The corners of Meta's pages and the words of Meta's errors that an audit of both found wanting, one `describe` for each, by number.

@Controller('messages')
class MessagesController {
  constructor(private readonly messages: WhatsAppMessagesService) {}

  @Post()
  send(@Body(WhatsAppMessagePipe) message: WhatsAppMessage): Promise<SendResult> {
    return this.messages.send(message);
  }
}

const TEXT = { to: '+16505551234', type: 'text', text: { body: 'Hello' } };

/** What an application with one route answers, and what it logs, while Meta answers as a test says. */
class SmallApp {
  readonly logged: string[] = [];
  readonly graph = new AnsweringTransport();
  #app?: INestApplication;

  constructor(private readonly options: WhatsAppModuleOptions & WhatsAppModuleExtras = {}) {}

  async start(adapter: ExpressAdapter | FastifyAdapter, withFilter = true): Promise<void> {
    @Module({
      imports: [
        WhatsAppModule.forRoot({
          phoneNumberId: '106540352242922',
          accessToken: 'EAAJBsecretTOKEN1234567890',
          appSecret: 'app-secret',
          retry: { maxAttempts: 1 },
          throughput: { enforce: false },
          providers: [{ provide: GraphTransport, useValue: this.graph }],
          ...this.options,
        }),
      ],
      controllers: [MessagesController],
      providers: withFilter ? [{ provide: APP_FILTER, useClass: WhatsAppExceptionFilter }] : [],
    })
    class SmallModule {}

    const keep = (...said: unknown[]): void => void this.logged.push(said.map(String).join(' '));
    const logger: LoggerService = { log: () => undefined, warn: keep, error: keep };
    const testing = await Test.createTestingModule({ imports: [SmallModule] }).compile();
    this.#app = testing.createNestApplication(adapter, { logger });
    await this.#app.listen(0, '127.0.0.1');
  }

  async post(body: unknown, headers: Record<string, string> = { 'content-type': 'application/json' }) {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    const url = `${(await this.#app?.getUrl()) ?? ''}/messages`;
    const response = await fetch(url, { method: 'POST', headers, body: Buffer.from(text) });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  }

  async stop(): Promise<void> {
    await this.#app?.close();
  }
}

describe.each([
  ['Express', () => new ExpressAdapter()],
  ['Fastify', () => new FastifyAdapter()],
])('on %s', (_name, adapter) => {
  describe('1. Meta’s own words, and whose mistake it is', () => {
    const app = new SmallApp();
    beforeAll(() => app.start(adapter()));
    afterAll(() => app.stop());
    afterEach(() => {
      app.logged.length = 0;
    });

    const gone = (id: string): string =>
      `Unsupported post request. Object with ID '${id}' does not exist, cannot be loaded due to missing permissions`;

    it.each([
      [100, 'Invalid appsecret_proof provided in the API argument', 503, 'WHATSAPP_APP_SECRET'],
      [100, gone('106540352242922'), 503, 'WHATSAPP_PHONE_NUMBER_ID'],
      [190, 'Error validating access token: the session has expired', 503, 'WHATSAPP_ACCESS_TOKEN'],
      [100, '(#100) Param file must be a file with one of the following types: audio/aac', 422, 'Meta names'],
      [100, gone('2762702990552401'), 422, 'Check the id'],
    ])('code %d, "%s", is answered with %d', async (code, message, status, advice) => {
      app.graph.answer(400, { error: { code, message, type: 'OAuthException' } });
      const answer = await app.post(TEXT);
      expect(answer).toMatchObject({
        status,
        body: {
          message: expect.stringContaining(message),
          advice: expect.stringContaining(advice),
          graph: { code, message },
        },
      });
      expect(app.logged.join('\n')).toContain(message);
      expect(app.logged.join('\n')).toContain(advice);
    });

    it('error_user_msg says it better than message, and details best', async () => {
      const error = { code: 100, message: 'Invalid parameter', error_user_msg: 'The file is too large.' };
      app.graph.answer(400, { error });
      expect((await app.post(TEXT)).body['message']).toContain('The file is too large.');
      app.graph.answer(400, { error: { ...error, error_data: { details: 'It has 17 MB' } } });
      expect((await app.post(TEXT)).body['message']).toContain('It has 17 MB');
    });

    it.each([100, 131009, 131030, 190, 999_999])(
      'shows nothing of the request with code %d',
      async (code) => {
        app.graph.answer(400, {});
        await app.post(TEXT);
        const [, proof = ''] = /appsecret_proof=(\w+)/.exec(app.graph.requests.at(-1)?.url ?? '') ?? [];
        expect(proof).toHaveLength(64);
        const message = `It is "Hello" to 16505551234 by EAAJBsecretTOKEN1234567890 and ${proof}: refused`;
        app.graph.answer(400, { error: { code, message, error_data: { details: message } } });
        const shown = JSON.stringify(await app.post(TEXT)) + app.logged.join('\n');
        expect(shown).toContain(': refused');
        for (const hidden of ['Hello', '16505551234', 'EAAJB', proof]) expect(shown).not.toContain(hidden);
      },
    );
  });

  describe('2. what was not sent, and which key is wrong', () => {
    it('a request that was refused by the system names host and cause', async () => {
      const app = new SmallApp({ graph: { baseUrl: 'http://127.0.0.1:9' }, providers: [] });
      await app.start(adapter());
      expect(await app.post(TEXT)).toMatchObject({
        status: 503,
        body: { message: 'The request to Meta was not sent: connect (ECONNREFUSED 127.0.0.1:9)' },
      });
      await app.stop();
    });

    it('advice names keys that the answer has', async () => {
      const app = new SmallApp();
      await app.start(adapter());
      const { body } = await app.post({ ...TEXT, text: {} });
      const named = [...String(body['advice']).matchAll(/`(\w+)`/g)].map(([, key = '']) => key);
      expect(named).toEqual(['errors']);
      expect(Object.keys(body)).toEqual(expect.arrayContaining(named));
      await app.stop();
    });
  });

  describe('14. cache headers of v20', () => {
    const bytes = Buffer.from('a file');
    @Controller('files')
    @UseInterceptors(WhatsAppMediaCacheInterceptor)
    class FilesController {
      @Get()
      @WhatsAppMediaCache({ lastModified: () => new Date(0) })
      plain(): Buffer {
        return bytes;
      }

      @Get('private')
      @Header('Cache-Control', 'private')
      private(): Buffer {
        return bytes;
      }

      @Get('no-store')
      @WhatsAppMediaCache({ directive: 'no-store' })
      noStore(): Buffer {
        return bytes;
      }
    }

    let app: INestApplication;
    beforeAll(async () => {
      const testing = await Test.createTestingModule({ controllers: [FilesController] }).compile();
      app = testing.createNestApplication(adapter(), { logger: false });
      await app.listen(0, '127.0.0.1');
    });
    afterAll(() => app.close());
    const get = async (path: string, headers: Record<string, string> = {}) =>
      await fetch(`${await app.getUrl()}/${path}`, { headers });

    it('private and no-store stay where the application said them', async () => {
      const said = async (path: string) => (await get(path)).headers.get('cache-control');
      expect(await said('files')).toBe('public, max-age=600');
      expect(await said('files/private')).toBe('private');
      expect(await said('files/no-store')).toBe('no-store');
      expect((await get('files/no-store')).headers.get('etag')).toBeNull();
    });

    it('If-None-Match and If-Modified-Since are answered with 304', async () => {
      const { headers } = await get('files');
      const sinceThen = await get('files', { 'if-modified-since': headers.get('last-modified') ?? '' });
      const noneMatch = await get('files', { 'if-none-match': headers.get('etag') ?? '' });
      expect([sinceThen.status, noneMatch.status]).toEqual([304, 304]);
      expect((await get('files', { 'if-none-match': '"another"' })).status).toBe(200);
    });

    it('an option that there is not is refused', () => {
      const options: object = { maxAge: 60 };
      expect(() => WhatsAppMediaCache(options)).toThrow('did you mean "maxAgeSeconds"?');
    });
  });

  describe('15. a body without a JSON content type', () => {
    const app = new SmallApp();
    beforeAll(() => app.start(adapter()));
    afterAll(() => app.stop());

    it.each<Record<string, string>>([
      {},
      { 'content-type': 'text/plain' },
      { 'content-type': 'application/x-www-form-urlencoded' },
    ])('is answered with 415, or with words that name the header: %j', async (headers) => {
      const { status, body } = await app.post(TEXT, headers);
      if (status === 415) return;
      expect(status).toBe(400);
      expect(body['message']).toContain('`Content-Type: application/json`');
      expect(app.graph.requests).toEqual([]);
    });
  });

  describe('16. WhatsAppMessagePipe answers 400 by itself, with the paths', () => {
    const app = new SmallApp();
    afterEach(() => app.stop());

    it.each([true, false])('with the filter: %j', async (withFilter) => {
      await app.start(adapter(), withFilter);
      expect(await app.post({ ...TEXT, text: { body: '' } })).toMatchObject({
        status: 400,
        body: {
          errorCode: 'WHATSAPP_VALIDATION',
          errors: [{ path: 'text.body', message: expect.any(String) }],
        },
      });
    });
  });
});

describe('3. what Meta calls unknown', () => {
  it.each([1, 2, 131000, 131016])(
    'code %d with 500 is retried, or ends as unknown, by an option',
    async (code) => {
      const retry = { maxAttempts: 3, baseDelayMs: 0, maxDelayMs: 0 };
      const again = new SmallApp({ retry });
      const once = new SmallApp({ retry: { ...retry, onUnknownErrors: 'unknown' } });
      for (const app of [again, once]) {
        await app.start(new ExpressAdapter());
        app.graph.answer(500, { error: { code, message: 'Something went wrong' } });
      }
      expect(await again.post(TEXT)).toMatchObject({ status: 503 });
      expect(again.graph.requests).toHaveLength(code === 1 ? 2 : 3);
      expect(await once.post(TEXT)).toMatchObject({
        status: 502,
        body: {
          errorCode: 'WHATSAPP_SEND_OUTCOME_UNKNOWN',
          message: expect.stringContaining(String(code)),
          correlationId: expect.any(String),
        },
      });
      expect(once.graph.requests).toHaveLength(1);
      // With 400 Meta knows that it was not carried out.
      once.graph.answer(400, { error: { code, message: 'Something went wrong' } });
      expect((await once.post(TEXT)).body['errorCode']).toBe('WHATSAPP_GRAPH_TRANSIENT');
      await again.stop();
      await once.stop();
    },
  );
});

describe('4. a wait is heard', () => {
  it('once a number and minute: how many wait, for what, how long; each result says what its message waited', async () => {
    const clock = new FakeClock();
    const context = await createContext({
      phoneNumberId: '106540352242922',
      accessToken: 'token',
      providers: [
        { provide: Clock, useValue: clock },
        { provide: GraphTransport, useValue: new AnsweringTransport() },
      ],
    });
    const warned = jest.spyOn(Logger.prototype, 'warn').mockImplementation(() => undefined);
    const messages = context.get(WhatsAppMessagesService);
    const answer = () => messages.sendText('+16505551234', 'An answer');
    const atOnce = Promise.all(Array.from({ length: 5 }, answer));
    await clock.advance(0);
    expect((await atOnce).every(({ waitedMs }) => waitedMs === 0)).toBe(true);
    await clock.advance(10_000);
    expect(warned).not.toHaveBeenCalled();

    const later = Promise.all(Array.from({ length: 3 }, answer));
    await clock.advance(0);
    expect(warned.mock.calls).toEqual([
      [expect.stringMatching(/^3 messages of number 106540352242922 wait, .* \d+ s: 3 for the pair limit/)],
    ]);
    await clock.advance(10 * 60_000);
    expect((await later).every(({ waitedMs }) => waitedMs > 1000)).toBe(true);
    expect(warned).toHaveBeenCalledTimes(1);
    warned.mockRestore();
    await context.close();
  });
});

describe('9. biz_opaque_callback_data', () => {
  const clock = new FakeClock();
  const graph = new AnsweringTransport();
  const person = '+16505551234';
  let context: INestApplicationContext;

  const start = async (callbackData?: 'raw'): Promise<WhatsAppMessagesService> => {
    context = await createContext({
      phoneNumberId: '106540352242922',
      accessToken: 'token',
      appSecret: 'app-secret',
      messages: { callbackData },
      throughput: { enforce: false },
      retry: { maxAttempts: 1 },
      providers: [
        { provide: Clock, useValue: clock },
        { provide: GraphTransport, useValue: graph },
      ],
    });
    return context.get(WhatsAppMessagesService);
  };
  const text = (length: number) => ({
    to: person,
    text: { body: 'Hi' },
    biz_opaque_callback_data: 'x'.repeat(length),
  });
  const lastSent = (): unknown => {
    const { body } = graph.requests.at(-1) ?? {};
    const sent = JSON.parse(typeof body === 'string' ? body : '{}') as Record<string, unknown>;
    return sent['biz_opaque_callback_data'];
  };
  const report = async (messageId: string): Promise<void> => {
    const update = messageStatus('delivered', {
      id: messageId,
      user: { waId: person.slice(1) },
      timestamp: Math.floor(clock.now() / 1000),
      extra: { biz_opaque_callback_data: undefined },
    });
    const body = Buffer.from(JSON.stringify(webhookOf(update)));
    await context.get(WhatsAppWebhooksService).handle(body, signWebhook(body, 'app-secret'));
  };

  afterEach(() => context.close());

  it('has 400 characters of the caller beside the correlation id, or 512 untouched', async () => {
    const correlated = await start();
    const { correlationId } = await correlated.send(text(400));
    expect(lastSent()).toBe(`nw1:${correlationId}:${'x'.repeat(400)}`);
    await expect(correlated.send(text(401))).rejects.toThrow(/at most 400 .*messages\.callbackData: "raw"/);
    await context.close();
    const raw = await start('raw');
    await raw.send(text(512));
    expect(lastSent()).toBe('x'.repeat(512));
    await expect(raw.send(text(513))).rejects.toThrow(/at most 512/);
    const number: unknown = 42;
    await expect(raw.send({ ...text(1), biz_opaque_callback_data: number as string })).rejects.toThrow(
      /at most 512 characters$/,
    );
    await raw.sendText(person, 'Hi');
    expect(lastSent()).toBeUndefined();
  });

  it('raw: what was accepted is followed by its message id, what is unknown is unresolved at its deadline', async () => {
    const messages = await start('raw');
    const tracker = context.get(WhatsAppDeliveryService);
    const accepted = await messages.send(text(3));
    await report(accepted.messageId);
    expect(await tracker.get(accepted.messageId)).toMatchObject({
      correlationId: accepted.correlationId,
      callbackData: 'xxx',
    });
    expect(await tracker.explain(accepted.messageId)).toMatchObject({ state: 'delivered' });

    // An answer without a message id: nobody can say what became of it.
    graph.answer(200, {});
    const error: unknown = await messages.sendText(person, 'Hi').catch((thrown: unknown) => thrown);
    if (!(error instanceof SendOutcomeUnknownError)) throw new Error('Not unknown.', { cause: error });
    await report('wamid.unknown');
    const states: string[] = [];
    tracker.changes$.subscribe(({ state }) => states.push(state));
    await clock.advance(24 * 60 * 60_000);
    expect(states).toContain('unresolved');
    const record = await tracker.getByCorrelationId(error.correlationId ?? '');
    expect(record).toMatchObject({ correlationId: error.correlationId });
    expect(record?.messageId).toBeUndefined();
  });
});

describe('10. WhatsAppMessage', () => {
  it('does not compile without `to` or `recipient`', () => {
    const named: WhatsAppMessage[] = [
      { to: '+16505551234', type: 'text', text: { body: 'Hi' } },
      { recipient: 'US.13491208655302741918', image: { id: '1' } },
    ];
    // @ts-expect-error -- nobody is named
    const nobody: WhatsAppMessage = { type: 'image', image: { id: '1' } };
    // @ts-expect-error -- a recipient's type names nobody
    const alsoNobody: WhatsAppMessage = { recipient_type: 'individual', text: { body: 'Hi' } };
    // @ts-expect-error -- a DTO alone may name nobody
    const dto: WhatsAppMessage = new TextMessageDto();
    expect([...named, nobody, alsoNobody, dto]).toHaveLength(5);
  });
});

describe('sends', () => {
  const graph = new AnsweringTransport();
  let context: INestApplicationContext;
  let messages: WhatsAppMessagesService;
  const to = '+16505551234';
  const body = { text: 'Which?' };

  beforeAll(async () => {
    context = await createContext({
      phoneNumberId: '106540352242922',
      accessToken: 'EAAJBsecretTOKEN1234567890',
      throughput: { enforce: false },
      providers: [{ provide: GraphTransport, useValue: graph }],
    });
    messages = context.get(WhatsAppMessagesService);
  });

  afterEach(() => void graph.requests.splice(0));
  afterAll(() => context.close());

  const sent = () => graph.requests.map(({ body: json }) => (typeof json === 'string' ? json : ''));
  const post = (message: object) => messages.send(message as WhatsAppMessage);

  describe('5. JSON null', () => {
    it('on an optional field is absent, in ordinary messages of other clients too', async () => {
      const text = { to, recipient_type: null, context: null, text: { body: 'Hi', preview_url: null } };
      await post({ ...text, type: 'text', biz_opaque_callback_data: null });
      const document = { id: '8801', link: null, caption: null, filename: null };
      await post({ to, type: 'document', document, image: null });
      const row = { id: 'a', title: 'A', description: null };
      const action = { button: 'Choose', buttons: null, sections: [{ title: null, rows: [row] }] };
      await post({ to, interactive: { type: 'list', header: null, body, footer: null, action } });
      const template = { name: 'hello_world', language: { code: 'en_US', policy: null }, components: null };
      await post({ to, type: 'template', template });
      const contact = { name: { formatted_name: 'A', first_name: 'A', last_name: null }, phones: null };
      await post({ to, type: 'contacts', contacts: [contact] });
      expect(sent()).toHaveLength(5);
      expect(sent().join()).not.toContain('null');
      expect(text).toMatchObject({ context: null, text: { preview_url: null } });
    });

    it('on a required field is refused as missing', async () => {
      await expect(post({ to, type: 'text', text: { body: null } })).rejects.toThrow(
        /text\.body: is required/,
      );
      await expect(post({ to: null, text: { body: 'Hi' } })).rejects.toThrow(/to: is required/);
      const interactive = { type: 'button', body, action: { buttons: [null] } };
      await expect(post({ to, interactive })).rejects.toThrow(/buttons\[0\]: is required/);
      expect(sent()).toEqual([]);
    });
  });

  describe('7. texts that are put into a template', () => {
    const template = (component: object) => ({
      to,
      type: 'template',
      template: { name: 'hello_world', language: { code: 'en_US' }, components: [component] },
    });
    const inBody = (text: string) => ({ type: 'body', parameters: [{ type: 'text', text }] });
    const inAddress = (text: string) => ({
      type: 'button',
      sub_type: 'url',
      index: '0',
      parameters: [{ type: 'text', text }],
    });
    const inCard = (text: string) => ({
      type: 'carousel',
      cards: [0, 1].map((card_index) => ({ card_index, components: [inBody(text)] })),
    });

    it.each([
      ['a body', inBody],
      ['a header', (text: string) => ({ ...inBody(text), type: 'header' })],
      ['the address of a button', inAddress],
      ['a card', inCard],
    ])(
      'have no line break, tab or five spaces in %s, although nobody knows the template',
      async (_where, make) => {
        for (const text of ['a\nb', 'a\rb', 'a\tb', 'a     b']) {
          await expect(post(template(make(text)))).rejects.toThrow(/132018/);
        }
        expect(sent()).toEqual([]);
        await post(template(make('a    b')));
        expect(sent()).toHaveLength(1);
      },
    );

    it.each([
      ['a body', [{ type: 'BODY', text: 'Hello {{name}}' }], 'the body has variables with names ({{name}})'],
      ['a header', [{ type: 'header', format: 'TEXT', text: 'To {{name}}' }], 'the header has variables'],
      [
        'the address of a button',
        [{ type: 'BUTTONS', buttons: [{ type: 'URL', text: 'See', url: 'https://example.org/{{code}}' }] }],
        'the address of button 1 has variables with names ({{code}})',
      ],
      [
        'a card',
        [
          {
            type: 'CAROUSEL',
            cards: [
              {
                components: [
                  {
                    type: 'BUTTONS',
                    buttons: [{ type: 'URL', text: 'See', url: 'https://example.org/{{code}}' }],
                  },
                ],
              },
            ],
          },
        ],
        'the address of button 1 of card 1 has variables with names ({{code}})',
      ],
    ])(
      'a named variable in %s of a new template asks for parameter_format',
      async (_where, components, words) => {
        const transport = new AnsweringTransport();
        transport.answer(200, { id: '1', status: 'PENDING', category: 'UTILITY' });
        const business = await createContext({
          phoneNumberId: '106540352242922',
          businessAccountId: '102290129340398',
          accessToken: 'token',
          providers: [{ provide: GraphTransport, useValue: transport }],
        });
        const warned = jest.spyOn(Logger.prototype, 'warn').mockImplementation(() => undefined);
        const { templates } = business.get(WhatsAppService);
        const definition = { name: 'note', language: 'en', category: 'UTILITY' as const, components };
        await templates.create(definition);
        expect(warned.mock.calls).toEqual([[expect.stringContaining(words)]]);
        await templates.create({ ...definition, parameter_format: 'NAMED' });
        expect(warned).toHaveBeenCalledTimes(1);
        warned.mockRestore();
        await business.close();
      },
    );
  });

  describe('8. corners of interactive messages', () => {
    it('a catalog message goes out without parameters', async () => {
      await messages.to(to).catalog({ body, action: { name: 'catalog_message' } });
      expect(sent()).toHaveLength(1);
    });

    it('flow_token and flow_action_payload may be left out, and flow_cta has no emoji', async () => {
      const flow = (flow_cta: string) => {
        const parameters = { flow_message_version: '3' as const, flow_id: '77', flow_cta };
        return messages.to(to).flow({ body, action: { name: 'flow', parameters } });
      };
      await flow('Book');
      await expect(flow('Book 📅')).rejects.toThrow(/flow_cta: must not hold an emoji/);
      expect(sent()).toHaveLength(1);
    });

    it('Markdown in a list’s button is warned of', async () => {
      const warned = jest.spyOn(Logger.prototype, 'warn').mockImplementation(() => undefined);
      const sections = [{ rows: [{ id: 'a', title: 'A' }] }];
      await messages.to(to).list({ body, action: { button: '*Choose*', sections } });
      expect(warned.mock.calls).toEqual([[expect.stringContaining('interactive.action.button: formatting')]]);
      warned.mockRestore();
    });

    it('and in the buttons of cards', async () => {
      const warned = jest.spyOn(Logger.prototype, 'warn').mockImplementation(() => undefined);
      const card = (card_index: number, action: object) => ({
        card_index,
        type: 'cta_url',
        header: { type: 'image', image: { id: '1' } },
        action,
      });
      const carousel = (action: object) => {
        const cards = [card(0, action), card(1, action)];
        return post({ to, type: 'interactive', interactive: { type: 'carousel', body, action: { cards } } });
      };
      await carousel({ name: 'cta_url', parameters: { display_text: '*Buy*', url: 'https://example.org' } });
      await carousel({ buttons: [{ type: 'quick_reply', quick_reply: { id: 'a', title: '_Later_' } }] });
      expect(warned.mock.calls).toEqual([
        [expect.stringContaining('interactive.action.cards[0].action.parameters.display_text, ')],
        [expect.stringContaining('interactive.action.cards[0].action.buttons[0].quick_reply.title, ')],
      ]);
      warned.mockRestore();
    });
  });
});
