import { Logger, type INestApplicationContext } from '@nestjs/common';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Clock, TemplateDefinitions } from 'nestjs-whatsapp/extending';
import {
  fillTemplate,
  WhatsAppOptOutError,
  WhatsAppTemplateError,
  WhatsAppConsentService,
  WhatsAppMediaService,
  WhatsAppMessagesService,
  WhatsAppService,
  WhatsAppTemplatesService,
  WhatsAppValidationError,
  WhatsAppWebhooksService,
  type JsonPart,
  type MessageTemplate,
  type TemplateIssue,
  type TemplateValues,
  type WhatsAppModuleExtras,
  type WhatsAppModuleOptions,
} from 'nestjs-whatsapp';
import { TemplateStore } from '../../libs/whatsapp/src/templates/copy/template-store.js';
import type { TemplateContent } from 'nestjs-whatsapp/dto';
import { fieldChange, FakeClock, signWebhook, webhookOf, type WebhookUpdate } from 'nestjs-whatsapp/testing';
import { WhatsAppSimulator } from 'whatsapp-simulator';
import { DEMO_TEMPLATES, HELLO_WORLD } from '../../libs/simulator/src/demo/demo-templates.js';
import { container, jpeg, pdf } from '../support/media/sample-files.js';
import { mistakesIn, type TemplateMistake } from '../support/templates/template-mistakes.js';
import { createContext, optionsFor } from '../support/whatsapp-app.js';

const person = '+16505551234';
const noteBody = {
  type: 'BODY',
  text: 'Hello {{1}}, this is only a note.',
  example: { body_text: [['Ana']] },
};
const appSecret = '0123456789abcdef0123456789abcdef';
const place = { latitude: 47.1, longitude: 8.5, name: 'Depot', address: 'Quay 3' };
const products = {
  thumbnail_product_retailer_id: 'p1',
  sections: [{ title: 'Oil', product_items: [{ product_retailer_id: 'p1' }] }],
};

jest.setTimeout(60_000);

let simulator: WhatsAppSimulator;
let context: INestApplicationContext | undefined;
let picture: string;
let film: string;
let bill: string;

beforeAll(async () => {
  Logger.overrideLogger(false);
  simulator = await WhatsAppSimulator.start({
    demo: true,
    rules: { templates: true, media: true },
    appSecret,
  });
  await use();
  const media = get(WhatsAppMediaService);
  picture = (await media.upload(jpeg)).id;
  film = (await media.upload(container('isom'))).id;
  bill = (await media.upload(pdf)).id;
});

afterAll(async () => {
  Logger.overrideLogger(['log', 'warn', 'error']);
  await context?.close();
  await simulator.stop();
});

async function use(options: WhatsAppModuleOptions & WhatsAppModuleExtras = {}): Promise<void> {
  await context?.close();
  context = await createContext(
    optionsFor(simulator, {
      appSecret,
      businessAccountId: simulator.businessAccountId,
      throughput: { enforce: false },
      ...options,
    }),
  );
}

function get<T>(token: abstract new (...args: never[]) => T): T {
  if (!context) throw new Error('there is no app');
  return context.get<T>(token);
}

async function receive(update: WebhookUpdate): Promise<void> {
  const body = Buffer.from(JSON.stringify(webhookOf(update)));
  await get(WhatsAppWebhooksService).handle(body, signWebhook(body, appSecret));
}

/** What was wrong with a message that was refused before any call to send it. */
async function refusalOf(template: TemplateContent): Promise<readonly TemplateIssue[]> {
  const before = simulator.messages.length;
  const failure = await get(WhatsAppMessagesService)
    .sendTemplate(person, template)
    .catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(WhatsAppTemplateError);
  expect(simulator.messages).toHaveLength(before);
  return (failure as WhatsAppTemplateError).issues;
}

/** The kinds of templates that there are: all that the simulator knows. */
const catalogue = [HELLO_WORLD, ...DEMO_TEMPLATES].map(({ name }) => name);

/** The right values for each of them. */
const values: Record<string, () => TemplateValues> = {
  hello_world: () => ({}),
  order_update: () => ({
    header: { texts: ['42'] },
    body: ['Ana', { fallback_value: 'Monday' }],
    buttons: [{ url: 't/42' }],
  }),
  greeting_named: () => ({ body: { day: 'Monday', first_name: 'Ana' } }),
  photo_note: () => ({ header: { image: { id: picture } } }),
  video_note: () => ({ header: { video: { id: film } } }),
  invoice_note: () => ({ header: { document: { id: bill, filename: 'bill.pdf' } } }),
  pickup_point: () => ({ header: { location: place } }),
  spring_sale: () => ({ body: ['Ana'], buttons: [{ quickReply: 'more' }, { quickReply: 'no' }] }),
  coupon: () => ({ buttons: [{ couponCode: 'SAVE20' }] }),
  flash_offer: () => ({ offerEndsAt: new Date(1_790_000_000_000), buttons: [{ couponCode: 'FLASH' }] }),
  tour: () => ({
    cards: [
      { header: { image: { id: picture } }, buttons: [{ quickReply: '0' }] },
      { header: { image: { id: picture } }, buttons: [{ quickReply: '1' }] },
    ],
  }),
  catalog_intro: () => ({ buttons: [{ catalog: { thumbnail_product_retailer_id: 'p1' } }] }),
  restock: () => ({ buttons: [{ products }] }),
  one_item: () => ({ header: { product: { catalog_id: '9', product_retailer_id: 'p1' } } }),
  survey: () => ({ buttons: [{ flow: { flow_token: 't', flow_action_data: { ref: '42' } } }] }),
  call_us: () => ({ buttons: [{ voiceCall: { ttlMinutes: 60, payload: 'c' } }] }),
  login_code: () => ({ code: '481516' }),
};

/** Whether what was done wrong is said: by its code, and by the variable where it is about one. */
async function isNamed({ template, codes, parameter }: TemplateMistake): Promise<boolean> {
  const before = simulator.messages.length;
  const failure = await get(WhatsAppMessagesService)
    .sendTemplate(person, template)
    .catch((error: unknown) => error);
  if (simulator.messages.length > before) return false;
  if (codes === undefined) {
    return failure instanceof WhatsAppValidationError && /template\.components\[\d\]/.test(failure.message);
  }
  return (
    failure instanceof WhatsAppTemplateError &&
    failure.issues.some(
      (issue) => codes.includes(issue.code) && (parameter === undefined || issue.parameter === parameter),
    )
  );
}

/** A kind without values fails, so that none is forgotten. */
function rightTemplate(name: string): TemplateContent {
  const fill = values[name];
  if (!fill) throw new Error(`There are no values for the template "${name}": add them above`);
  return fillTemplate(name, 'en_US', fill());
}

describe('a filled template', () => {
  it.each(catalogue)('of the kind of %s passes, and Meta takes it', async (name) => {
    const template = rightTemplate(name);
    const { messageId } = await get(WhatsAppMessagesService).sendTemplate(person, template);
    expect(simulator.messages.at(-1)).toMatchObject({ id: messageId, body: { template } });
  });

  it('says in Meta’s words what was said in ours', () => {
    expect(
      fillTemplate('a', 'en', { body: [7, { fallback_value: '$5', code: 'USD', amount_1000: 5000 }] }),
    ).toEqual({
      name: 'a',
      language: { code: 'en' },
      components: [
        {
          type: 'body',
          parameters: [
            { type: 'text', text: '7' },
            { type: 'currency', currency: { fallback_value: '$5', code: 'USD', amount_1000: 5000 } },
          ],
        },
      ],
    });
    expect(fillTemplate('a', 'en', { header: { texts: [] }, body: [] })).toEqual(fillTemplate('a', 'en'));
    expect(fillTemplate('a', 'en', { code: '1' }).components).toEqual([
      { type: 'body', parameters: [{ type: 'text', text: '1' }] },
      { type: 'button', index: '0', sub_type: 'url', parameters: [{ type: 'text', text: '1' }] },
    ]);
    expect(
      fillTemplate('a', 'en', {
        header: { texts: { title: 'T' } },
        buttons: [{ index: 2, quickReply: 'x' }],
      }).components,
    ).toEqual([
      { type: 'header', parameters: [{ type: 'text', text: 'T', parameter_name: 'title' }] },
      {
        type: 'button',
        index: '2',
        sub_type: 'quick_reply',
        parameters: [{ type: 'payload', payload: 'x' }],
      },
    ]);
  });
});

describe('a mistake', () => {
  it.each(catalogue)('is named without a call, whichever it is: %s', async (name) => {
    const mistakes = mistakesIn(rightTemplate(name));
    expect(mistakes.length).toBeGreaterThanOrEqual(5);
    const unnamed: string[] = [];
    for (const mistake of mistakes) if (!(await isNamed(mistake))) unnamed.push(mistake.name);
    expect(unnamed).toEqual([]);
  });

  it.each<[string, string, () => TemplateValues, Partial<TemplateIssue>]>([
    [
      'a missing variable',
      'order_update',
      () => ({ ...values['order_update']?.(), body: ['Ana'] }),
      { code: 132000, parameter: '2' },
    ],
    [
      'one variable too many',
      'spring_sale',
      () => ({ body: ['Ana', 'x'] }),
      { code: 132000, path: 'template.components[0].parameters[1]' },
    ],
    ['variables where there are none', 'hello_world', () => ({ body: ['x'] }), { code: 132000 }],
    [
      'no body at all',
      'spring_sale',
      () => ({}),
      { code: 132000, parameter: '1', path: 'template.components' },
    ],
    [
      'a missing header text',
      'order_update',
      () => ({ ...values['order_update']?.(), header: undefined }),
      { code: 132000, parameter: '1' },
    ],
    [
      'a missing name',
      'greeting_named',
      () => ({ body: { day: 'Monday' } }),
      { code: 132000, parameter: 'first_name' },
    ],
    [
      'another name',
      'greeting_named',
      () => ({ body: { day: 'Monday', first_name: 'A', given_name: 'B' } }),
      { code: 132012, parameter: 'given_name' },
    ],
    [
      'no names',
      'greeting_named',
      () => ({ body: ['Ana', 'Monday'] }),
      { code: 132012, message: expect.stringContaining('first_name, day') as never },
    ],
    [
      'names where there are numbers',
      'spring_sale',
      () => ({ body: { first_name: 'Ana' } }),
      { code: 132012, parameter: 'first_name' },
    ],
    ['a text that gets too long', 'spring_sale', () => ({ body: ['x'.repeat(1000)] }), { code: 132005 }],
    [
      'no header',
      'photo_note',
      () => ({}),
      { code: 132012, message: expect.stringContaining('type image') as never },
    ],
    [
      'another kind of header',
      'photo_note',
      () => ({ header: { location: place } }),
      { code: 132012, path: 'template.components[0].parameters[0]' },
    ],
    ['a text as header', 'pickup_point', () => ({ header: { texts: ['x'] } }), { code: 132012 }],
    [
      'a picture where there is a text',
      'order_update',
      () => ({ ...values['order_update']?.(), header: { image: { id: picture } } }),
      { code: 132012 },
    ],
    [
      'a button that is not there',
      'spring_sale',
      () => ({ body: ['A'], buttons: [{ index: 2, quickReply: 'x' }] }),
      { code: 132012, path: 'template.components[1].index' },
    ],
    [
      'another kind of button',
      'spring_sale',
      () => ({ body: ['A'], buttons: [{ url: 'x' }] }),
      { code: 132012, path: 'template.components[1].sub_type' },
    ],
    [
      'a button that takes nothing',
      'order_update',
      () => ({ ...values['order_update']?.(), buttons: [{ url: 'x' }, { quickReply: 'y' }] }),
      { code: 132012 },
    ],
    [
      'no value for an address',
      'order_update',
      () => ({ ...values['order_update']?.(), buttons: [] }),
      { code: 131008, parameter: '0' },
    ],
    ['no coupon', 'coupon', () => ({}), { code: 131008 }],
    ['no products', 'restock', () => ({}), { code: 131008 }],
    [
      'no end of the offer',
      'flash_offer',
      () => ({ buttons: [{ couponCode: 'F' }] }),
      { code: 131008, message: expect.stringContaining('offer ends') as never },
    ],
    [
      'an offer where there is none',
      'coupon',
      () => ({ buttons: [{ couponCode: 'F' }], offerEndsAt: new Date() }),
      { code: 132012 },
    ],
    ['no cards', 'tour', () => ({}), { code: 132012, message: expect.stringContaining('2 cards') as never }],
    [
      'cards where there are none',
      'coupon',
      () => ({ ...values['coupon']?.(), ...values['tour']?.() }),
      { code: 132012 },
    ],
    [
      'a card too many',
      'tour',
      () => ({ cards: [0, 1, 2].map(() => ({ header: { image: { id: picture } } })) }),
      { code: 132012, path: 'template.components[0].cards' },
    ],
    [
      'a mistake in a card',
      'tour',
      () => ({ cards: [{ header: { image: { id: picture } } }, { header: { location: place } }] }),
      { code: 132012, path: 'template.components[0].cards[1].components[0].parameters[0]' },
    ],
    [
      'a code that is too long',
      'login_code',
      () => ({ code: '1234567890123456' }),
      { code: 132005, parameter: '1', path: 'template.components[0].parameters[0]' },
    ],
    ['no code in the button', 'login_code', () => ({ body: ['1'] }), { code: 131008 }],
    ['no code in the body', 'login_code', () => ({ buttons: [{ url: '1' }] }), { code: 132000 }],
  ])('is named without a call: %s', async (_what, name, fill, issue) => {
    const issues = await refusalOf(fillTemplate(name, 'en_US', fill()));
    expect(issues).toContainEqual(expect.objectContaining(issue));
  });

  it('is named for a language and a name that are not there', async () => {
    expect(await refusalOf(fillTemplate('hello_world', 'en'))).toEqual([
      { code: 132001, path: 'template.language.code', message: 'is not there in en, only in en_US' },
    ]);
    expect(await refusalOf(fillTemplate('hello_worlds', 'en'))).toEqual([
      { code: 132001, path: 'template.name', message: 'there is no template "hello_worlds"' },
    ]);
  });

  it('is named for the wrong way and the wrong recipient', async () => {
    const messages = get(WhatsAppMessagesService);
    const template = fillTemplate('hello_world', 'en_US');
    await expect(messages.sendMarketing({ to: person, type: 'template', template })).rejects.toMatchObject({
      issues: [expect.objectContaining({ code: 134100 })],
    });
    const code = fillTemplate('login_code', 'en_US', { code: '1' });
    await expect(messages.sendTemplate('US.13491208655302741918', code)).rejects.toMatchObject({
      issues: [expect.objectContaining({ code: 131062 })],
    });
  });

  it('is named in a raw body too, whose content is not checked before', async () => {
    const template = fillTemplate('order_update', 'en_US', {
      ...values['order_update']?.(),
      body: ['A\tB', 'x'],
      buttons: [{ url: 'a\nb' }],
    });
    const sending = get(WhatsAppMessagesService).sendRaw({ to: person, type: 'template', template });
    await expect(sending).rejects.toMatchObject({
      issues: [
        { code: 132018, parameter: '1', path: 'template.components[1].parameters[0]' },
        { code: 132018, parameter: '0', path: 'template.components[2].parameters[0]' },
      ],
    });
  });

  it('lists all that is wrong, and holds no content', async () => {
    const issues = await refusalOf(fillTemplate('order_update', 'en_US', { body: ['Secret'] }));
    expect(issues.map(({ code }) => code)).toEqual([132000, 132000, 131008]);
    expect(JSON.stringify(issues)).not.toContain('Secret');
  });
});

describe('a definition in a form of its own', () => {
  afterEach(() => use());

  async function useDefinition(category: string, components: readonly JsonPart[]): Promise<void> {
    const template = {
      id: '7',
      name: 'login_code',
      language: 'en_US',
      status: 'APPROVED',
      category,
      components,
    };
    class AsRead {
      find = () => Promise.resolve({ templates: [template], loadedAt: Date.now() });
      keep = () => Promise.resolve();
      forget = () => Promise.resolve();
    }
    await use({ providers: [{ provide: TemplateStore, useClass: AsRead }] });
  }

  it.each(['OTP', 'URL', 'COPY_CODE', 'ONE_TAP', 'ZERO_TAP'])(
    'that calls the button of a one-time code %s takes the code as always',
    async (type) => {
      const button = { type, otp_type: type, text: 'Copy code', url: 'https://www.whatsapp.com/otp/code/' };
      await useDefinition('AUTHENTICATION', [{ type: 'BODY' }, { type: 'BUTTONS', buttons: [button] }]);
      const template = fillTemplate('login_code', 'en_US', { code: '481516' });
      await get(WhatsAppMessagesService).sendTemplate(person, template);
      expect(await refusalOf(fillTemplate('login_code', 'en_US', { body: ['481516'] }))).toMatchObject([
        { code: 131008, parameter: '0' },
      ]);
    },
  );

  it.each<[string, readonly unknown[]]>([
    [
      'components that are newer than the library',
      [{ type: 'HOLOGRAM', parameters: 7 }, null, 'x', { type: 9 }],
    ],
    ['a header of a new kind', [{ type: 'HEADER', format: 'HOLOGRAM' }]],
    ['a body without a text', [{ type: 'BODY', text: null }]],
    [
      'buttons that are none',
      [
        { type: 'BUTTONS', buttons: 'x' },
        { type: 'BUTTONS', buttons: [null, {}] },
      ],
    ],
    ['an offer without terms', [{ type: 'LIMITED_TIME_OFFER', limited_time_offer: 7 }]],
  ])('does no harm: %s', async (_what, components) => {
    await useDefinition('UTILITY', components as readonly JsonPart[]);
    const sent = simulator.messages.length;
    const failure = await get(WhatsAppMessagesService)
      .sendTemplate(person, fillTemplate('login_code', 'en_US'))
      .catch((error: unknown) => error);
    // It reaches Meta, which knows another template of that name.
    expect(failure).toMatchObject({ graphCode: expect.any(Number) });
    expect(simulator.messages).toHaveLength(sent);
  });

  it('whose cards are not told leaves them to Meta', async () => {
    await useDefinition('MARKETING', [{ type: 'CAROUSEL' }]);
    const cards = [{ header: { image: { id: picture } } }, { header: { image: { id: picture } } }];
    await expect(
      get(WhatsAppMessagesService).sendTemplate(person, fillTemplate('login_code', 'en_US', { cards })),
    ).rejects.toMatchObject({ graphCode: expect.any(Number) });
  });
});

describe('an authentication template as Meta gives it back', () => {
  afterEach(() => use());

  it('has its button as an address, and is checked all the same', async () => {
    const url = 'https://www.whatsapp.com/otp/code/?otp_type=COPY_CODE';
    const template = {
      id: '7',
      name: 'login_code',
      language: 'en_US',
      status: 'APPROVED',
      category: 'AUTHENTICATION',
      components: [
        { type: 'BODY', text: '*{{1}}* is your verification code.' },
        { type: 'BUTTONS', buttons: [{ type: 'URL', text: 'Copy code', url }] },
      ],
    };
    class AsRead {
      find = () => Promise.resolve({ templates: [template], loadedAt: Date.now() });
      keep = () => Promise.resolve();
      forget = () => Promise.resolve();
    }
    await use({ providers: [{ provide: TemplateStore, useClass: AsRead }] });
    const messages = get(WhatsAppMessagesService);
    await messages.sendTemplate(person, fillTemplate('login_code', 'en_US', { code: '481516' }));
    expect(await refusalOf(fillTemplate('login_code', 'en_US', { body: ['481516'] }))).toMatchObject([
      { code: 131008, parameter: '0' },
    ]);
  });
});

describe('the copy of a template', () => {
  const clock = new FakeClock({ autoAdvance: false });

  beforeEach(async () => {
    await use({ providers: [{ provide: Clock, useValue: clock }] });
  });

  afterEach(() => use());

  async function reads(work: () => Promise<unknown>): Promise<number> {
    const before = simulator.requestCount;
    const sent = simulator.messages.length;
    await work();
    return simulator.requestCount - before - (simulator.messages.length - sent);
  }

  const send = () => get(WhatsAppMessagesService).sendTemplate(person, fillTemplate('hello_world', 'en_US'));

  it('is read once for many sends, and again after an hour', async () => {
    expect(await reads(() => Promise.all([send(), send(), send()]))).toBe(1);
    await clock.advance(3_599_999);
    expect(await reads(send)).toBe(0);
    await clock.advance(1);
    expect(await reads(send)).toBe(1);
  });

  it('is kept fresh by webhooks', async () => {
    await send();
    const reference = { message_template_name: 'hello_world', message_template_language: 'en-US' };
    await receive(fieldChange('message_template_status_update', { ...reference, event: 'PAUSED' }));
    await expect(send()).rejects.toMatchObject({ retryable: true, issues: [{ code: 132015 }] });
    await receive(fieldChange('message_template_status_update', { ...reference, event: 'DISABLED' }));
    await expect(send()).rejects.toMatchObject({ retryable: false, issues: [{ code: 132016 }] });
    await receive(fieldChange('message_template_quality_update', { ...reference, new_quality_score: 'RED' }));
    await expect(send()).rejects.toMatchObject({ issues: [{ code: 132016 }] });
    await receive(fieldChange('template_category_update', { ...reference, new_category: 'MARKETING' }));
    await expect(send()).rejects.toMatchObject({ issues: [{ code: 132016 }] });
    await receive(fieldChange('message_template_status_update', { ...reference, event: 'APPROVED' }));
    expect(await reads(send)).toBe(1);
    await receive(fieldChange('message_template_components_update', reference));
    expect(await reads(send)).toBe(1);
    await receive(
      fieldChange('message_template_status_update', { message_template_name: 'other', event: 'PAUSED' }),
    );
    expect(await reads(send)).toBe(0);
  });

  it('that is older than half a minute is read again before anything is refused because of it', async () => {
    await send();
    await receive(
      fieldChange('message_template_status_update', {
        message_template_name: 'hello_world',
        message_template_language: 'en_US',
        event: 'PAUSED',
      }),
    );
    await clock.advance(30_000);
    expect(await reads(send)).toBe(1);
  });

  it('is dropped where Meta refuses what it lets pass', async () => {
    await send();
    simulator.failNext({ code: 132000 });
    await expect(send()).rejects.toMatchObject({ graphCode: 132000 });
    expect(await reads(send)).toBe(1);
  });

  it('stops nothing where it cannot be read, and Meta is not asked again for a minute', async () => {
    await use({
      businessAccountId: '999',
      providers: [{ provide: Clock, useValue: clock }],
    });
    expect(await reads(send)).toBe(1);
    expect(await reads(send)).toBe(0);
    await clock.advance(60_000);
    expect(await reads(send)).toBe(1);
  });

  it('is not read where the check is off, or the business account is not known', async () => {
    await use({ templateCheck: { mode: 'off' } });
    expect(await reads(send)).toBe(0);
    await use({ businessAccountId: undefined });
    expect(await reads(send)).toBe(0);
  });

  it('only warns where that was asked for', async () => {
    await use({ templateCheck: { mode: 'warn' } });
    const wrong = get(WhatsAppMessagesService).sendTemplate(person, fillTemplate('coupon', 'en_US'));
    await expect(wrong).rejects.toMatchObject({ graphCode: 131008 });
  });
});

describe('what the rules know of a template', () => {
  afterEach(() => use());

  const account = { name: 'default', phoneNumberId: '1', businessAccountId: '2' };
  const traits = (name: string, language = 'en_US') => get(TemplateDefinitions).find(name, language, account);

  it('is what Meta has: its category, and its time-to-live or else that of the category', async () => {
    await use();
    expect(await traits('spring_sale')).toEqual({ category: 'marketing', ttlSeconds: 2_592_000 });
    expect(await traits('login_code')).toEqual({ category: 'authentication', ttlSeconds: 600 });
    expect(await traits('spring_sale', 'de')).toBeUndefined();
    expect(await traits('nowhere')).toBeUndefined();
    const template = { language: 'en_US', category: 'UTILITY' as const, components: [noteBody] };
    for (const [name, message_send_ttl_seconds, ttlSeconds] of [
      ['short_note', 120, 120],
      ['long_note', -1, 2_592_000],
    ] as const) {
      const { id } = await get(WhatsAppTemplatesService).create({
        ...template,
        name,
        message_send_ttl_seconds,
      });
      expect(await traits(name)).toEqual({ category: 'utility', ttlSeconds });
      await get(WhatsAppTemplatesService).delete({ name, id });
    }
  });

  it('is more than what the options say, and less where Meta is not asked', async () => {
    const templates = [
      { name: 'spring_sale', category: 'utility' as const, ttlSeconds: 60 },
      { name: 'login_code', category: 'authentication' as const, ttlSeconds: 60 },
      { name: 'nowhere', category: 'utility' as const },
    ];
    await use({ templates });
    expect(await traits('spring_sale')).toEqual({ category: 'marketing', ttlSeconds: 2_592_000 });
    expect(await traits('login_code')).toEqual({ category: 'authentication', ttlSeconds: 60 });
    expect(await traits('nowhere')).toEqual({ category: 'utility', ttlSeconds: 2_592_000 });
    const before = simulator.requestCount;
    await use({ templates, templateCheck: { mode: 'off' } });
    expect(await traits('spring_sale')).toEqual({ category: 'utility', ttlSeconds: 60 });
    expect(simulator.requestCount).toBe(before);
  });

  it('stops marketing to users who opted out, which no option had to name as such', async () => {
    await use();
    const sale = fillTemplate('spring_sale', 'en_US', { body: ['Ana'] });
    await get(WhatsAppMessagesService).sendTemplate(person, sale);
    await get(WhatsAppConsentService).revoke(person, { source: 'a call' });
    const sent = simulator.messages.length;
    await expect(get(WhatsAppMessagesService).sendTemplate(person, sale)).rejects.toThrow(
      WhatsAppOptOutError,
    );
    expect(simulator.messages).toHaveLength(sent);
    await get(WhatsAppMessagesService).sendTemplate(person, fillTemplate('hello_world', 'en_US'));
  });

  it('stands in no send’s way where the store fails', async () => {
    class Broken {
      find = () => Promise.reject(new Error('no connection'));
      keep = () => Promise.reject(new Error('no connection'));
      forget = () => Promise.reject(new Error('no connection'));
    }
    await use({ providers: [{ provide: TemplateStore, useClass: Broken }] });
    expect(await traits('spring_sale')).toMatchObject({ category: 'marketing' });
    await expect(
      get(WhatsAppMessagesService).sendTemplate(person, fillTemplate('hello_world', 'en_US')),
    ).resolves.toHaveProperty('messageId');
  });
});

describe('the templates of an account', () => {
  async function all(list: AsyncIterable<MessageTemplate>): Promise<string[]> {
    const names: string[] = [];
    for await (const { name } of list) names.push(name);
    return names;
  }

  it('are listed page after page, and found', async () => {
    const templates = get(WhatsAppTemplatesService);
    const names = await all(templates.list({ limit: 4 }));
    expect(names).toEqual(expect.arrayContaining(['hello_world', 'login_code']));
    expect(new Set(names).size).toBe(names.length);
    expect(await all(templates.list({ category: 'AUTHENTICATION' }))).toEqual(['login_code']);
    const found = await templates.find('hello_world', 'en_US');
    expect(found).toMatchObject({ status: 'APPROVED', parameter_format: 'POSITIONAL' });
    expect(await templates.find('hello', 'en_US')).toBeUndefined();
    expect(await templates.get(found?.id ?? '')).toEqual(found);
  });

  it('are created, edited and deleted; sends know at once', async () => {
    const templates = get(WhatsAppService).templates;
    const messages = get(WhatsAppMessagesService);
    const note = () => messages.sendTemplate(person, fillTemplate('a_note', 'en_US', { body: ['Ana'] }));
    await expect(note()).rejects.toMatchObject({ issues: [{ code: 132001 }] });
    const created = await templates.create({
      name: 'a_note',
      language: 'en_US',
      category: 'UTILITY',
      components: [noteBody],
    });
    expect(created).toEqual({ id: expect.any(String), status: 'PENDING', category: 'UTILITY' });
    await expect(note()).rejects.toMatchObject({ issues: [{ message: 'is not approved yet' }] });
    await templates.edit(created.id, {
      components: [{ ...noteBody, text: 'Hello {{1}}, this is the other note.' }],
    });
    expect((await templates.get(created.id)).components[0]).toMatchObject({
      text: expect.stringContaining('other'),
    });
    await templates.delete({ name: 'a_note', id: created.id });
    expect(await templates.find('a_note', 'en_US')).toBeUndefined();
    await expect(templates.delete({ ids: [created.id] })).rejects.toMatchObject({ graphCode: 100 });
  });

  it('that are deleted by their ids are not sent any more', async () => {
    const templates = get(WhatsAppTemplatesService);
    const { id } = await templates.create({
      name: 'many_notes',
      language: 'en_US',
      category: 'UTILITY',
      components: [noteBody],
    });
    await simulator.control.reviewTemplate(id, { decision: 'approve' });
    const note = () =>
      get(WhatsAppMessagesService).sendTemplate(
        person,
        fillTemplate('many_notes', 'en_US', { body: ['Ana'] }),
      );
    await note();
    await get(WhatsAppMessagesService).sendTemplate(person, fillTemplate('hello_world', 'en_US'));
    const store = get(TemplateStore);
    expect(await store.find(simulator.businessAccountId, 'many_notes')).toBeDefined();
    await templates.delete({ ids: [id] });
    expect(await store.find(simulator.businessAccountId, 'many_notes')).toBeUndefined();
    expect(await store.find(simulator.businessAccountId, 'hello_world')).toBeDefined();
    await expect(note()).rejects.toMatchObject({ issues: [{ code: 132001 }] });
  });

  it('are managed also where the store of copies fails', async () => {
    const broken = () => Promise.reject(new Error('no connection'));
    class Broken {
      find = broken;
      keep = broken;
      forget = broken;
    }
    await use({ providers: [{ provide: TemplateStore, useClass: Broken }] });
    const templates = get(WhatsAppTemplatesService);
    const { id } = await templates.create({
      name: 'kept_nowhere',
      language: 'en_US',
      category: 'UTILITY',
      components: [noteBody],
    });
    await templates.edit(id, { components: [{ ...noteBody, text: 'Hello {{1}}, this is the other note.' }] });
    await templates.delete({ ids: [id] });
    expect(await templates.find('kept_nowhere', 'en_US')).toBeUndefined();
    await use();
  });

  it('are found in Meta’s library, and taken from it without a review', async () => {
    const templates = get(WhatsAppTemplatesService);
    const found: JsonPart[] = [];
    for await (const template of templates.library({ language: 'en_US', topic: 'ORDER_MANAGEMENT' })) {
      found.push(template);
    }
    expect(found.map(({ topic }) => topic)).toEqual(found.map(() => 'ORDER_MANAGEMENT'));
    expect(found.length).toBeGreaterThan(0);
    for await (const template of templates.library({ search: 'no template has these words' })) {
      throw new Error(`There should be none: ${JSON.stringify(template)}`);
    }
    const created = await templates.create({
      name: 'our_delivery',
      language: 'en_US',
      category: 'UTILITY',
      library_template_name: String(found[0]?.['name']),
      library_template_button_inputs: [{ type: 'URL', url: { base_url: 'https://shop.example.org/{{1}}' } }],
    });
    expect(created.status).toBe('APPROVED');
    expect(await templates.find('our_delivery', 'en_US')).toMatchObject({ status: 'APPROVED' });
    await templates.delete({ name: 'our_delivery', id: created.id });
  });

  it('that pacing paused are let go on after five minutes, and sends know at once', async () => {
    const templates = get(WhatsAppTemplatesService);
    const { id } = (await templates.find('spring_sale', 'en_US')) ?? { id: '' };
    const send = () =>
      get(WhatsAppMessagesService).sendTemplate(
        person,
        fillTemplate('spring_sale', 'en_US', { body: ['Ana'] }),
      );
    await simulator.control.reviewTemplate(id, { decision: 'pause' });
    await get(TemplateStore).forget(simulator.businessAccountId, 'spring_sale');
    await expect(send()).rejects.toMatchObject({ issues: [{ code: 132015 }] });
    expect(await templates.unpause(id)).toBe(false);
    await simulator.advance(5 * 60_000);
    expect(await templates.unpause(id)).toBe(true);
    await expect(send()).resolves.toHaveProperty('messageId');
  });

  it('show a sample in their header, which is uploaded for a handle', async () => {
    const { handle } = await get(WhatsAppMediaService).uploadHandle(jpeg);
    const created = await get(WhatsAppTemplatesService).create({
      name: 'with_a_picture',
      language: 'en_US',
      category: 'UTILITY',
      components: [
        { type: 'HEADER', format: 'IMAGE', example: { header_handle: [handle] } },
        { type: 'BODY', text: 'This is what it looks like.' },
      ],
    });
    expect(created).toMatchObject({ status: 'PENDING' });
    await get(WhatsAppTemplatesService).delete({ name: 'with_a_picture', id: created.id });
  });

  it('are refused by Meta with its reason', async () => {
    const create = get(WhatsAppTemplatesService).create({
      name: 'hello_world',
      language: 'en_US',
      category: 'UTILITY',
      components: [noteBody],
    });
    await expect(create).rejects.toMatchObject({ graphCode: 100, graphSubcode: 2388024 });
  });

  it('belong to a business account, which must be known', async () => {
    await use({ businessAccountId: undefined });
    await expect(get(WhatsAppTemplatesService).find('a', 'en')).rejects.toThrow(/has no `businessAccountId`/);
    await use();
  });
});
