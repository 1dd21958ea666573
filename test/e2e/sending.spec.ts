import { inspect } from 'node:util';
import { Logger, type INestApplicationContext } from '@nestjs/common';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { decodeCallbackData, GraphTransport, SendRateLimiter } from 'nestjs-whatsapp/extending';
import {
  MarketingMessageDto,
  SendCancelledError,
  TextMessageDto,
  TextPartsError,
  WhatsAppMessagesService,
  WhatsAppValidationError,
  type MessageContent,
  type WhatsAppMarketingMessage,
  type WhatsAppMessage,
} from 'nestjs-whatsapp';
import { WhatsAppSimulator } from 'whatsapp-simulator';
import { RecordingTransport } from '../support/recording-transport.js';
import { createContext, optionsFor } from '../support/whatsapp-app.js';

const person = '+16505551234';
const userId = 'US.13491208655302741918';

describe('sending a message', () => {
  let simulator: WhatsAppSimulator;
  let context: INestApplicationContext;
  let messages: WhatsAppMessagesService;

  beforeAll(async () => {
    simulator = await WhatsAppSimulator.start();
  });

  beforeEach(async () => {
    context = await createContext(optionsFor(simulator));
    messages = context.get(WhatsAppMessagesService);
  });

  afterEach(() => context.close());
  afterAll(() => simulator.stop());

  function received(): Record<string, unknown> {
    return { ...simulator.messages.at(-1)?.body };
  }

  it('tells who accepted what, and that it is accepted only', async () => {
    const result = await messages.send({ to: person, type: 'text', text: { body: 'hello' } });
    expect(result).toMatchObject({
      messageId: expect.stringMatching(/^wamid\./),
      recipient: { input: person, waId: '16505551234' },
      correlationId: expect.any(String),
      raw: { messaging_product: 'whatsapp' },
    });
    expect(result.pacing).toBeUndefined();
  });

  it('fills in what may be left out and leaves the caller’s object as it is', async () => {
    const message = Object.freeze({ to: '+1 (650) 555-1234', text: Object.freeze({ body: 'hello' }) });
    await messages.send(message);
    expect(received()).toMatchObject({
      messaging_product: 'whatsapp',
      to: person,
      type: 'text',
      text: { body: 'hello' },
    });
    expect(message).toEqual({ to: '+1 (650) 555-1234', text: { body: 'hello' } });
  });

  it('takes JSON null for left out: none of it goes out, and the object stays as it is', async () => {
    const json =
      '{"to":"+16505551234","recipient":null,"recipient_type":null,"type":null,"context":null,"biz_opaque_callback_data":null,"image":null,"interactive":{"type":"button","header":null,"body":{"text":"Yes?"},"footer":null,"action":{"sections":null,"buttons":[{"type":"reply","reply":{"id":"y","title":"Yes"}}]}}}';
    const message = JSON.parse(json) as WhatsAppMessage;
    await messages.send(message);
    expect(received()).toMatchObject({ type: 'interactive', to: person });
    expect(JSON.stringify(received())).not.toContain('null');
    expect(JSON.stringify(message)).toBe(json);
    await messages.to(person).text({ body: 'hi', preview_url: null } as never);
    expect(received()).toMatchObject({ to: person, text: { body: 'hi' } });
    expect(JSON.stringify(received())).not.toContain('null');
  });

  it('sends what it was given, whatever happens to the object afterwards', async () => {
    const message: WhatsAppMessage = { to: person, type: 'text', text: { body: 'hello' } };
    const sending = messages.send(message);
    message.text.body = 'changed behind its back';
    await sending;
    expect(received()).toMatchObject({ text: { body: 'hello' } });
  });

  it('carries the caller’s own value beside the correlation id', async () => {
    const { correlationId } = await messages.send({
      to: person,
      text: { body: 'hello' },
      biz_opaque_callback_data: 'order 42: paid',
    });
    expect(decodeCallbackData(String(received()['biz_opaque_callback_data']))).toEqual({
      correlationId,
      callbackData: 'order 42: paid',
    });
    await messages.sendText(person, 'hello');
    expect(decodeCallbackData(String(received()['biz_opaque_callback_data']))).toEqual({
      correlationId: expect.any(String),
    });
  });

  it('gives back whole what another sender put into the callback data', () => {
    expect(decodeCallbackData('campaign-7')).toEqual({ callbackData: 'campaign-7' });
    expect(decodeCallbackData(undefined)).toEqual({});
    expect(decodeCallbackData('nw1:abc:')).toEqual({ correlationId: 'abc', callbackData: '' });
  });

  it('leaves room for the caller’s 400 characters within Meta’s 512', async () => {
    await messages.send({ to: person, text: { body: 'hello' }, biz_opaque_callback_data: 'x'.repeat(400) });
    expect(String(received()['biz_opaque_callback_data']).length).toBeLessThanOrEqual(512);
    await expect(
      messages.send({ to: person, text: { body: 'hello' }, biz_opaque_callback_data: 'x'.repeat(401) }),
    ).rejects.toThrow(/biz_opaque_callback_data/);
  });

  it('sends the caller’s own value untouched where that is asked for, up to Meta’s 512 characters', async () => {
    const raw = await createContext(optionsFor(simulator, { messages: { callbackData: 'raw' } }));
    const send = raw.get(WhatsAppMessagesService);
    const text = { body: 'hello' };
    for (const own of ['order 42: paid', '', '{"a":1}', 'nw1', 'x'.repeat(512)]) {
      await send.send({ to: person, text, biz_opaque_callback_data: own });
      expect(received()['biz_opaque_callback_data']).toBe(own);
    }
    await send.sendText(person, 'hello');
    expect(received()).not.toHaveProperty('biz_opaque_callback_data');
    const template = { name: 'hello_world', language: { code: 'en_US' } };
    for (const [own, problem] of [
      ['x'.repeat(513), /at most 512 characters$/],
      ['nw1:mine', /must not begin with "nw1:"/],
    ] as const) {
      const refused = { message: expect.stringMatching(problem) as unknown };
      const message = { to: person, biz_opaque_callback_data: own };
      await expect(send.send({ ...message, text })).rejects.toMatchObject(refused);
      await expect(send.sendRaw({ ...message, type: 'text', text })).rejects.toMatchObject(refused);
      await expect(send.sendMarketing({ ...message, template })).rejects.toMatchObject(refused);
    }
    await raw.close();
  });

  it('names the option where the caller’s own value is too long for both', async () => {
    for (const length of [401, 512, 513]) {
      const sending = messages.send({
        to: person,
        text: { body: 'hello' },
        biz_opaque_callback_data: 'x'.repeat(length),
      });
      await expect(sending).rejects.toMatchObject({
        issues: [
          {
            path: 'biz_opaque_callback_data',
            message: expect.stringMatching(
              /at most 400 characters.*messages\.callbackData: "raw"/,
            ) as unknown,
          },
        ],
      });
    }
  });

  it('puts a business-scoped user id into `recipient` and a group id into `to`', async () => {
    const toUser = await messages.sendText(userId, 'hello');
    expect(received()).toMatchObject({ recipient: userId });
    expect(toUser.recipient.userId).toBe(userId);
    const toGroup = await messages.sendText({ group: 'Y2FwaV9ncm91cDox' }, 'hello');
    expect(received()).toMatchObject({ recipient_type: 'group', to: 'Y2FwaV9ncm91cDox' });
    expect(toGroup.recipient).toEqual({ input: 'Y2FwaV9ncm91cDox', groupId: 'Y2FwaV9ncm91cDox' });
  });

  it('refuses a number without + before any HTTP call', async () => {
    const before = simulator.requestCount;
    await expect(messages.sendText('16505551234', 'hello')).rejects.toMatchObject({
      code: 'WHATSAPP_VALIDATION',
      issues: [{ path: 'to', message: expect.stringContaining('+') }],
    });
    expect(simulator.requestCount).toBe(before);
  });

  it('sends a body that it does not know yet, still addressed with care', async () => {
    const transport = new RecordingTransport();
    const raw = await createContext(
      optionsFor(simulator, { providers: [{ provide: GraphTransport, useValue: transport }] }),
    );
    const service = raw.get(WhatsAppMessagesService);
    await service.sendRaw({ to: '+1 650 555 1234', type: 'hologram', hologram: { id: '1' } });
    expect(transport.lastBody).toMatchObject({ to: person, type: 'hologram', hologram: { id: '1' } });
    await expect(service.sendRaw({ to: '650', type: 'hologram' })).rejects.toThrow(WhatsAppValidationError);
    expect(transport.requests).toHaveLength(1);
    await raw.close();
  });

  it.each<[body: object, path: string]>([
    [{ biz_opaque_callback_data: { a: 1 } }, 'biz_opaque_callback_data'],
    [{ biz_opaque_callback_data: 5 }, 'biz_opaque_callback_data'],
    [{ biz_opaque_callback_data: 'y'.repeat(401) }, 'biz_opaque_callback_data'],
    [{ recipient_type: 'robot' }, 'recipient_type'],
    [{ context: 5 }, 'context'],
    [{ context: { message_id: 5 } }, 'context.message_id'],
    [{ messaging_product: 'messenger' }, 'messaging_product'],
  ])('refuses a raw body with the envelope %j', async (envelope, path) => {
    const before = simulator.requestCount;
    const sending = messages.sendRaw({ to: person, type: 'hologram', hologram: {}, ...envelope });
    await expect(sending).rejects.toMatchObject({ issues: [{ path }] });
    expect(simulator.requestCount).toBe(before);
  });

  it('keeps what a raw body has in its envelope', async () => {
    const transport = new RecordingTransport();
    const raw = await createContext(
      optionsFor(simulator, { providers: [{ provide: GraphTransport, useValue: transport }] }),
    );
    const envelope = { context: { message_id: 'wamid.A', newer: true }, newer: 1 };
    const service = raw.get(WhatsAppMessagesService);
    await service.sendRaw({ to: person, type: 'hologram', biz_opaque_callback_data: 'mine', ...envelope });
    expect(transport.lastBody).toMatchObject(envelope);
    expect(decodeCallbackData(String(transport.lastBody['biz_opaque_callback_data'])).callbackData).toBe(
      'mine',
    );
    await raw.close();
  });

  it('warns of a flow button with a label that some of Meta’s pages call too long, once and not by its text', async () => {
    const logged = jest.spyOn(Logger.prototype, 'warn').mockImplementation(() => undefined);
    const flow = (label: string) =>
      messages.to(person).flow({
        body: { text: 'Book' },
        action: {
          name: 'flow',
          parameters: { flow_message_version: '3', flow_id: '1', flow_cta: label },
        },
      });
    await flow('x'.repeat(20));
    expect(logged).not.toHaveBeenCalled();
    await flow('y'.repeat(21));
    expect(logged).toHaveBeenCalledTimes(1);
    expect(logged.mock.calls[0]?.[0]).toMatch(/flow_cta has 21 characters/);
    expect(logged.mock.calls[0]?.[0]).not.toContain('yyy');
    logged.mockRestore();
  });

  it('warns of formatting in labels, which shows its marks there, once a message and not by its text', async () => {
    const logged = jest.spyOn(Logger.prototype, 'warn').mockImplementation(() => undefined);
    const warnings = () => logged.mock.calls.splice(0).map(([text]) => String(text));
    const sections = [
      { title: '_Sweet_', rows: [{ id: 'a', title: 'A' }] },
      { title: 'not_this_one', rows: [{ id: 'b', title: 'B' }] },
    ];
    await messages.to(person).list({ body: { text: '*Which?*' }, action: { button: '*Choose*', sections } });
    const [warning, ...more] = warnings();
    expect(warning).toMatch(
      /interactive\.action\.button, interactive\.action\.sections\[0\]\.title: formatting/,
    );
    expect(warning).not.toMatch(/Choose|Sweet/);
    expect(more).toEqual([]);
    const buttons = ['5 * 3', '~Old~ new', '`code`', '2*3*4'].map((title) => ({
      type: 'reply' as const,
      reply: { id: title, title },
    }));
    await messages.to(person).buttons({ body: { text: 'Which?' }, action: { buttons: buttons.slice(0, 3) } });
    expect(warnings()).toEqual([
      expect.stringMatching(/: interactive\.action\.buttons\[1\]\S+ \S+buttons\[2\]/),
    ]);
    await messages.to(person).buttons({ body: { text: 'Which?' }, action: { buttons: buttons.slice(3) } });
    await context.get(WhatsAppMessagesService).sendText(person, '*bold*');
    expect(warnings()).toEqual([]);
    logged.mockRestore();
  });

  it('sends marketing templates through their own endpoint', async () => {
    await messages.sendMarketing({
      to: person,
      type: 'template',
      template: { name: 'spring_sale', language: { code: 'en_US' } },
      product_policy: 'STRICT',
    });
    expect(simulator.messages.at(-1)).toMatchObject({ endpoint: 'marketing_messages' });
    await expect(
      messages.sendMarketing({ to: person, type: 'text', text: { body: 'hello' } } as never),
    ).rejects.toThrow(WhatsAppValidationError);
  });

  it('reports Meta’s error with everything that Meta said', async () => {
    simulator.failNext({ code: 131047, details: 'More than 24 hours have passed.' });
    await expect(messages.sendText(person, 'hello')).rejects.toMatchObject({
      graphCode: 131047,
      details: 'More than 24 hours have passed.',
      fbtraceId: expect.any(String),
      retryable: false,
    });
  });

  it('marks a message as read, with the typing indicator where that is asked for', async () => {
    await messages.markAsRead('wamid.A');
    await messages.markAsRead('wamid.B', { typing: true });
    expect(simulator.readReceipts.slice(-2)).toMatchObject([
      { messageId: 'wamid.A', typing: false },
      { messageId: 'wamid.B', typing: true },
    ]);
    await expect(messages.markAsRead('')).rejects.toThrow(/message_id/);
  });

  describe('that is cancelled', () => {
    it('sends nothing where the signal has aborted already', async () => {
      const before = simulator.requestCount;
      await expect(
        messages.sendText(person, 'hello', { signal: AbortSignal.abort() }),
      ).rejects.toBeInstanceOf(SendCancelledError);
      expect(simulator.requestCount).toBe(before);
    });

    it('sends nothing where it aborts while the message waits for its turn', async () => {
      const turn = {
        wait: ({ options }: { options: { signal?: AbortSignal } }) =>
          new Promise((_resolve, reject) => {
            options.signal?.addEventListener('abort', () => reject(new Error('gave up')));
          }),
      };
      const waiting = await createContext(
        optionsFor(simulator, { providers: [{ provide: SendRateLimiter, useValue: turn }] }),
      );
      const before = simulator.requestCount;
      const abort = new AbortController();
      const sending = waiting
        .get(WhatsAppMessagesService)
        .sendText(person, 'hello', { signal: abort.signal });
      setImmediate(() => abort.abort());
      await expect(sending).rejects.toBeInstanceOf(SendCancelledError);
      expect(simulator.requestCount).toBe(before);
      await waiting.close();
    });
  });

  describe('in one typed method a type', () => {
    const media = { id: '1013859600285441' };
    const action = { buttons: [{ type: 'reply' as const, reply: { id: 'a', title: 'A' } }] };

    it('sends each type', async () => {
      const sent = simulator.acceptedCount;
      await messages.sendText(person, { body: 'https://example.org', preview_url: true });
      await messages.sendImage(person, { ...media, caption: 'a picture' });
      await messages.sendVideo(person, media);
      await messages.sendAudio(person, { ...media, voice: true });
      await messages.sendDocument(person, { ...media, filename: 'a.pdf' });
      await messages.sendSticker(person, media);
      await messages.sendLocation(person, { latitude: -33.4489, longitude: '-70.6693' });
      await messages.sendContacts(person, [{ name: { formatted_name: 'Ana', first_name: 'Ana' } }]);
      await messages.sendReaction(person, { message_id: 'wamid.A', emoji: '👍' });
      await messages.sendInteractive(person, { type: 'button', body: { text: 'well?' }, action });
      await messages.sendTemplate(person, { name: 'hello_world', language: { code: 'en_US' } });
      await messages.sendPin('Y2FwaV9ncm91cDox', { type: 'unpin', message_id: 'wamid.A' });
      expect(simulator.acceptedCount - sent).toBe(12);
      expect(simulator.messages.slice(-12).map(({ type }) => type)).toEqual([
        'text',
        'image',
        'video',
        'audio',
        'document',
        'sticker',
        'location',
        'contacts',
        'reaction',
        'interactive',
        'template',
        'pin',
      ]);
    });

    it('sends each kind of interactive message', async () => {
      const to = messages.to(person);
      const body = { text: 'well?' };
      const products = { catalog_id: '5551', product_retailer_id: 'sku-1' };
      const amount = { value: 5000, offset: 100 as const };
      await to.buttons({ body, action });
      await to.list({
        body,
        action: { button: 'Slots', sections: [{ rows: [{ id: 'mon-9', title: '09:00' }] }] },
      });
      await to.ctaUrl({
        body,
        action: { name: 'cta_url', parameters: { display_text: 'Track', url: 'https://example.org/t' } },
      });
      await to.flow({
        body,
        action: {
          name: 'flow',
          parameters: { flow_message_version: '3', flow_id: '770011', flow_cta: 'Book' },
        },
      });
      await to.locationRequest({ body, action: { name: 'send_location' } });
      await to.addressRequest({ body, action: { name: 'address_message', parameters: { country: 'IN' } } });
      await to.product({ action: products });
      await to.productList({
        header: { type: 'text', text: 'Parts' },
        body,
        action: {
          catalog_id: '5551',
          sections: [{ title: 'Filters', product_items: [{ product_retailer_id: 'sku-1' }] }],
        },
      });
      await to.catalog({
        body,
        action: { name: 'catalog_message', parameters: { thumbnail_product_retailer_id: 'sku-1' } },
      });
      await to.carousel({
        body,
        action: {
          cards: [0, 1].map((card_index) => ({ card_index, type: 'product' as const, action: products })),
        },
      });
      await to.callPermissionRequest({ action: { name: 'call_permission_request' } });
      await to.voiceCall({ body, action: { name: 'voice_call' } });
      await to.contactInfoRequest({ body, action: { name: 'request_contact_info' } });
      await to.orderDetails({
        body,
        action: {
          name: 'review_and_pay',
          parameters: {
            reference_id: 'ord-42',
            type: 'digital-goods',
            payment_type: 'br',
            currency: 'BRL',
            total_amount: amount,
            order: {
              status: 'pending',
              items: [{ retailer_id: 'sku-1', name: 'Course', amount, quantity: 1 }],
              subtotal: amount,
              tax: { value: 0, offset: 100 },
            },
          },
        },
      });
      await to.orderStatus({
        body,
        action: {
          name: 'review_order',
          parameters: { reference_id: 'ord-42', order: { status: 'shipped' } },
        },
      });
      const kinds = simulator.messages
        .slice(-15)
        .map(({ body: { interactive } }) => (interactive as { type: string }).type);
      expect(kinds).toEqual([
        'button',
        'list',
        'cta_url',
        'flow',
        'location_request_message',
        'address_message',
        'product',
        'product_list',
        'catalog_message',
        'carousel',
        'call_permission_request',
        'voice_call',
        'request_contact_info',
        'order_details',
        'order_status',
      ]);
    });
  });

  describe('that is a long text', () => {
    it('goes out in parts that give the text back', async () => {
      const sentence = 'All of this belongs together. ';
      const text = sentence.repeat(400).trim();
      const sent = await messages.sendLongText(person, text);
      expect(sent).toHaveLength(3);
      const parts = simulator.messages.slice(-3).map(({ body }) => (body['text'] as { body: string }).body);
      expect(parts.join(' ')).toBe(text);
      expect(Math.max(...parts.map((part) => part.length))).toBeLessThanOrEqual(4096);
    });

    it('tells what went out and what did not where a part fails', async () => {
      const text = 'A sentence of some length. '.repeat(400).trim();
      const turns = { count: 0 };
      const turn = {
        wait: () => {
          turns.count += 1;
          if (turns.count === 2) simulator.failNext({ code: 131031 });
        },
      };
      const failing = await createContext(
        optionsFor(simulator, { providers: [{ provide: SendRateLimiter, useValue: turn }] }),
      );
      const failure = await failing
        .get(WhatsAppMessagesService)
        .sendLongText(person, text)
        .catch((error: unknown) => error);
      expect(failure).toBeInstanceOf(TextPartsError);
      const { sent, remaining, doubtful } = failure as TextPartsError;
      expect(sent).toHaveLength(1);
      expect(remaining).toHaveLength(2);
      expect(doubtful).toBeUndefined();
      expect(JSON.stringify(failure) + inspect(failure, { depth: 8 })).not.toMatch(/some length|1650555/);
      await failing.close();
    });

    it('sets the part apart of which nobody knows whether it was sent', async () => {
      const text = 'A sentence of some length. '.repeat(400).trim();
      const outcomes = [
        () => new RecordingTransport().request({ url: '', headers: {}, body: '' } as never),
        () => Promise.resolve({ status: 200, headers: {}, body: 'no JSON' }),
      ];
      const transport = { request: () => outcomes.shift()?.() };
      const failing = await createContext(
        optionsFor(simulator, { providers: [{ provide: GraphTransport, useValue: transport }] }),
      );
      const failure = await failing
        .get(WhatsAppMessagesService)
        .sendLongText(person, text)
        .catch((error: unknown) => error);
      const { sent, doubtful = '', remaining, advice, retryable } = failure as TextPartsError;
      expect(sent).toHaveLength(1);
      expect(remaining).toHaveLength(1);
      expect(text.endsWith(`${doubtful} ${remaining[0]}`)).toBe(true);
      expect(advice).toContain('doubtful');
      expect(retryable).toBe(false);
      await failing.close();
    });

    it('can be retried where the part that failed can', async () => {
      simulator.failNext({ code: 130429 });
      const failure = await messages
        .sendLongText(person, 'A sentence of some length. '.repeat(400))
        .catch((error: unknown) => error);
      expect(failure).toBeInstanceOf(TextPartsError);
      expect((failure as TextPartsError).retryable).toBe(true);
      expect((failure as TextPartsError).remaining).toHaveLength(3);
    });
  });
});

it('a message that names nobody does not compile, and what a pipe has checked need not name anybody twice', async () => {
  const sent: unknown[] = [];
  const pipeline = { send: (request: object) => Promise.resolve(sent.push(request)) };
  const messages = Object.create(WhatsAppMessagesService.prototype, {
    pipeline: { value: pipeline },
  }) as WhatsAppMessagesService;
  const text = { body: 'hello' };
  const template = { name: 'sale', language: { code: 'en_US' } };
  const phone = undefined as string | undefined;

  const byNumber: WhatsAppMessage = { to: person, text };
  const byUserId: WhatsAppMessage = { recipient: userId, text };
  const byBoth: WhatsAppMessage = { to: person, recipient: userId, text };
  const toGroup: WhatsAppMessage = { recipient_type: 'group', to: 'Y2FwaV9ncm91cDox', text };
  const marketing: WhatsAppMarketingMessage = { recipient: userId, template };
  // @ts-expect-error -- nobody is named
  const nobody: WhatsAppMessage = { text };
  // @ts-expect-error -- whom it goes to may be undefined
  const somebody: WhatsAppMessage = { to: phone, text };
  // @ts-expect-error -- the group is not named
  const noGroup: WhatsAppMessage = { recipient_type: 'group', text };
  // @ts-expect-error -- nobody is named
  const toNobody: WhatsAppMarketingMessage = { template };
  await messages.send(byNumber);
  // @ts-expect-error -- nobody is named
  await messages.send({ type: 'text', text });
  // @ts-expect-error -- nobody is named
  await messages.sendMarketing({ template });
  // The body of a controller: its class cannot say that one of the two fields is there, but has been checked.
  await messages.send(Object.assign(new TextMessageDto(), byUserId));
  await messages.sendMarketing(Object.assign(new MarketingMessageDto(), marketing));
  const content: MessageContent = { type: 'text', text };
  await messages.to(person).send(content);
  expect([byBoth, toGroup, nobody, somebody, noGroup, toNobody]).toHaveLength(6);
  expect(sent).toHaveLength(6);
});
