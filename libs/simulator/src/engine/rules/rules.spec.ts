import { describe, expect, it } from '@jest/globals';
import { conversationOf } from '../conversations/conversation.js';
import { pairPause } from './pair-rate-limit.rule.js';
import { DEMO_TEMPLATES, HELLO_WORLD } from '../../demo/demo-templates.js';
import { ANA, EngineUnderTest, NUMBER_ID } from '../../spec-support/engine-under-test.js';
import { fileOf } from '../../spec-support/media-files.js';
import { upload } from '../../spec-support/rule-cases/sends.js';
import { resolveRules, type RuleName } from '../state/rule-switches.js';

const HOUR = 60 * 60 * 1000;
const DAY = 24 * HOUR;
const ALL_STATUSES = ['sent', 'delivered', 'read'];
const templates = [HELLO_WORLD, ...DEMO_TEMPLATES];

/** An engine that keeps this rule alone. */
function keeping(
  rule: RuleName,
  options: ConstructorParameters<typeof EngineUnderTest>[0] = {},
): EngineUnderTest {
  const none = Object.fromEntries(Object.keys(resolveRules('meta')).map((name) => [name, false]));
  return new EngineUnderTest({ templates, rules: { ...none, [rule]: true }, ...options });
}

const text = (...values: string[]) => values.map((value) => ({ type: 'text', text: value }));
const body = (...values: string[]) => ({ type: 'body', parameters: text(...values) });

describe('the customer service window', () => {
  it('is closed to begin with, does not hold templates back, and opens with a call too', async () => {
    const test = keeping('customerServiceWindow');
    const [free, template] = [test.send(), test.sendTemplate('hello_world')];
    await test.act({ action: 'call' });
    const afterCall = test.send();
    await test.pass();
    expect([free, template, afterCall].map((sent) => test.statuses(sent))).toEqual([
      ['failed 131047'],
      ALL_STATUSES,
      ALL_STATUSES,
    ]);
  });

  it('is told late by a status without contacts and without the user id, with title and details', async () => {
    const test = keeping('customerServiceWindow');
    test.send();
    await test.pass();
    const [value] = test.values();
    expect(value).toMatchObject({
      statuses: [
        {
          status: 'failed',
          recipient_id: ANA.slice(1),
          errors: [
            {
              code: 131047,
              title: 'Re-engagement message',
              message: 'Re-engagement message',
              error_data: { details: expect.stringContaining('24 hours') },
            },
          ],
        },
      ],
    });
    expect(JSON.stringify(value)).not.toMatch(/contacts|recipient_user_id/);
  });
});

describe('templates', () => {
  const order = [
    { type: 'header', parameters: text('42') },
    body('Ana', 'Friday'),
    { type: 'button', sub_type: 'url', index: '0', parameters: text('42') },
  ];

  it('go out with the parameters that they have', () => {
    const test = keeping('templates');
    const image = { type: 'header', parameters: [{ type: 'image', image: { id: '1' } }] };
    const named = { type: 'text', parameter_name: 'first_name', text: 'Ana' };
    const day = { type: 'text', parameter_name: 'day', text: 'Friday' };
    const card = (index: number) => ({ card_index: index, components: [image] });
    const coupon = { type: 'coupon_code', coupon_code: 'SAVE20' };
    const code = { type: 'button', sub_type: 'url', index: '0', parameters: text('481516') };
    const sent = [
      test.sendTemplate('hello_world'),
      test.sendTemplate('order_update', order),
      test.sendTemplate('greeting_named', [{ type: 'body', parameters: [day, named] }]),
      test.sendTemplate('photo_note', [image]),
      test.sendTemplate('coupon', [
        { type: 'button', sub_type: 'copy_code', index: 0, parameters: [coupon] },
      ]),
      test.sendTemplate('tour', [{ type: 'carousel', cards: [card(0), card(1)] }]),
      test.sendTemplate('login_code', [body('481516'), code]),
    ];
    expect(sent).toEqual(sent.map(() => ({ id: expect.stringContaining('wamid.') })));
  });

  it.each([
    ['unknown', 132001, 'no_such', []],
    ['with too few parameters', 132000, 'order_update', [order[0], body('Ana'), order[2]]],
    ['with parameters that it does not have', 132000, 'hello_world', [body('Ana')]],
    ['with another header', 132012, 'photo_note', [{ type: 'header', parameters: text('x') }]],
    ['without its header', 132012, 'photo_note', []],
    ['with a button that it does not have', 132012, 'hello_world', [order[2]]],
    ['without the variable of its button', 131008, 'order_update', [order[0], order[1]]],
    ['with a line break in a parameter', 132018, 'order_update', [order[0], body('A\nB', 'x'), order[2]]],
    ['with five spaces in a row', 132018, 'order_update', [order[0], body('A     B', 'x'), order[2]]],
    ['too long in the end', 132005, 'order_update', [order[0], body('A'.repeat(1024), 'x'), order[2]]],
    [
      'with a card too few',
      132012,
      'tour',
      [
        {
          type: 'carousel',
          cards: [
            {
              card_index: 0,
              components: [{ type: 'header', parameters: [{ type: 'image', image: { id: '1' } }] }],
            },
          ],
        },
      ],
    ],
    ['without the code of its button', 131008, 'login_code', [body('481516')]],
    ['without the name of a parameter', 132012, 'greeting_named', [body('Ana', 'Friday')]],
  ] as [string, number, string, object[]][])(
    '%s are refused at once with %s',
    (_what, code, name, components) => {
      const test = keeping('templates');
      expect(test.sendTemplate(name, components)).toMatchObject({ code });
    },
  );

  it('in another language do not exist', () => {
    const test = keeping('templates');
    const template = { name: 'hello_world', language: { code: 'en' } };
    expect(test.send({ type: 'template', template })).toEqual({
      code: 132001,
      details: 'template name (hello_world) does not exist in en',
    });
  });

  it('must be approved: pending and rejected ones do not exist, paused and disabled ones say so', async () => {
    const test = keeping('templates');
    const [template] = test.engine.state.templates.named('hello_world');
    if (!template) throw new Error('unreachable');
    const codes: unknown[] = [];
    for (const decision of ['reject', 'approve', 'pause', 'unpause', 'disable'] as const) {
      await test.engine.reviews.decide(template, { decision });
      codes.push(test.sendTemplate('hello_world'));
    }
    const accepted = { id: expect.any(String) };
    expect(codes).toMatchObject([{ code: 132001 }, accepted, { code: 132015 }, accepted, { code: 132016 }]);
    expect(test.values('message_template_status_update')).toMatchObject([
      { event: 'REJECTED', reason: 'INVALID_FORMAT', message_template_language: 'en_US' },
      { event: 'APPROVED' },
      { event: 'PAUSED', other_info: { title: 'FIRST_PAUSE' } },
      { event: 'REINSTATED' },
      { event: 'DISABLED' },
    ]);
  });

  it('of marketing only go through marketing_messages', () => {
    const test = keeping('templates');
    const utility = { name: 'hello_world', language: { code: 'en_US' } };
    const marketing = { name: 'spring_sale', language: { code: 'en_US' }, components: [body('Ana')] };
    expect(test.send({ type: 'template', template: utility }, 'marketing_messages')).toMatchObject({
      code: 134100,
    });
    expect(test.send({ type: 'template', template: marketing }, 'marketing_messages')).toHaveProperty('id');
    expect(test.send({ type: 'template', template: marketing })).toHaveProperty('id');
    test.engine.state.settings.marketingDisabled = true;
    expect(test.send({ type: 'template', template: marketing })).toMatchObject({ code: 131063 });
    expect(test.send({ type: 'template', template: marketing }, 'marketing_messages')).toHaveProperty('id');
  });

  it('that are paced are held, and later released or dropped late with 132015', async () => {
    const test = keeping('templates');
    const [sale] = test.engine.state.templates.named('spring_sale');
    if (!sale) throw new Error('unreachable');
    await test.engine.reviews.decide(sale, { pacing: 'release' });
    const released = test.sendTemplate('spring_sale', [body('Ana')]);
    await test.pass(5 * 60 * 1000);
    expect(test.statuses(released)).toEqual([]);
    await test.pass(HOUR);
    await test.engine.reviews.decide(sale, { pacing: 'drop' });
    const dropped = test.sendTemplate('spring_sale', [body('Ana')]);
    await test.pass(HOUR);
    expect(test.statuses(released)).toEqual(ALL_STATUSES);
    expect(test.statuses(dropped)).toEqual(['failed 132015']);
  });
});

describe('throughput', () => {
  const recipients = (count: number) =>
    Array.from({ length: count }, (_, n) => ({ to: `+16505550${100 + n}` }));

  it('is 80 messages a second, both ways together, and more are refused with 130429', async () => {
    const test = keeping('throughput');
    for (let n = 0; n < 30; n += 1) await test.write();
    const outcomes = recipients(60).map((to) => test.send(to));
    expect(outcomes.filter((outcome) => 'id' in outcome)).toHaveLength(50);
    expect(outcomes.at(-1)).toMatchObject({ code: 130429 });
    await test.pass(1000);
    expect(test.send()).toHaveProperty('id');
  });
});

describe('the pair limit', () => {
  it('is kept by one message in six seconds', async () => {
    const test = keeping('pairRateLimit');
    for (let n = 0; n < 20; n += 1) {
      expect(test.send()).toHaveProperty('id');
      await test.pass(6000);
    }
  });

  it('refuses what follows a burst with 131056 until what the burst borrowed is paid back, others are free', async () => {
    const test = keeping('pairRateLimit');
    for (let n = 0; n < 20; n += 1) expect(test.send()).toHaveProperty('id');
    await test.pass(6000);
    expect(test.send()).toMatchObject({ code: 131056 });
    expect(test.send({ to: '+16505559999' })).toHaveProperty('id');
    await test.pass(20 * 6000 - 6001);
    expect(test.send()).toMatchObject({ code: 131056 });
    await test.pass(1);
    expect(test.send()).toHaveProperty('id');
  });
});

describe('the pause that the pair limit asks for', () => {
  it('begins when the burst is over and lasts until it is paid back', async () => {
    const test = keeping('pairRateLimit');
    const { clock } = test.engine.state;
    const began = clock.now();
    const pause = () => pairPause(conversationOf(test.ana, NUMBER_ID), clock.now());
    expect(pause()).toBeUndefined();
    test.send();
    test.send();
    expect(pause()).toEqual({ from: began + 6000, until: began + 12_000 });
    for (let n = 2; n < 45; n += 1) test.send();
    await test.pass(1000);
    expect(pause()).toEqual({ from: began + 1000, until: began + 45 * 6000 });
    await test.pass(45 * 6000);
    expect(pause()).toBeUndefined();
  });
});

describe('the messaging limit', () => {
  it('is so many users in 24 hours outside their windows; more are refused with 131048', async () => {
    const phoneNumbers = [{ id: NUMBER_ID, messagingLimitTier: 'TIER_50' }];
    const test = keeping('messagingLimit', { phoneNumbers });
    const to = (n: number) => ({ to: `+1650555${1000 + n}` });
    for (let n = 0; n < 50; n += 1) expect(test.sendTemplate('hello_world', [], to(n))).toHaveProperty('id');
    expect(test.sendTemplate('hello_world', [], to(49))).toHaveProperty('id');
    expect(test.sendTemplate('hello_world', [], to(50))).toMatchObject({ code: 131048 });
    await test.write();
    expect(test.sendTemplate('hello_world')).toHaveProperty('id');
    await test.pass(DAY);
    expect(test.sendTemplate('hello_world', [], to(50))).toHaveProperty('id');
  });
});

describe('people', () => {
  it('who have stopped marketing get none, late with 131050, and other templates still, until they resume it', async () => {
    const test = keeping('optOut');
    await test.act({ action: 'stop_marketing' });
    const stopped = test.sendTemplate('spring_sale', [body('Ana')]);
    const utility = test.sendTemplate('hello_world');
    await test.act({ action: 'resume_marketing' });
    const resumed = test.sendTemplate('spring_sale', [body('Ana')]);
    await test.pass();
    expect([stopped, utility, resumed].map((sent) => test.statuses(sent))).toEqual([
      ['failed 131050'],
      ALL_STATUSES,
      ALL_STATUSES,
    ]);
    expect(test.values('user_preferences')).toMatchObject([
      { user_preferences: [{ value: 'stop', category: 'marketing_messages', user_id: test.ana.userId }] },
      { user_preferences: [{ value: 'resume' }] },
    ]);
  });

  it('who block the business look as if they were offline, for good', async () => {
    const test = keeping('blocking');
    await test.act({ action: 'block' });
    const blocked = test.send();
    await test.pass();
    await test.act({ action: 'unblock' });
    test.engine.lifecycle.deliverWaiting(test.ana);
    const unblocked = test.send();
    await test.pass();
    expect(test.statuses(blocked)).toEqual(['sent']);
    expect(test.statuses(unblocked)).toEqual(ALL_STATUSES);
  });
});

describe('reactions', () => {
  const reaction = (id: string) => ({ type: 'reaction', reaction: { message_id: id, emoji: '👍' } });

  it('stand under messages younger than 30 days', async () => {
    const test = keeping('reactions');
    const id = await test.write();
    const sent = test.send(reaction(id));
    await test.pass();
    expect(test.statuses(sent)).toEqual(['sent']);
    expect(test.engine.state.history.get(id)?.reactions).toEqual({ business: '👍' });
  });

  it('to a message of another conversation or another number fail late with 131009, and show nowhere', async () => {
    const test = keeping('reactions', { phoneNumbers: [{ id: NUMBER_ID }, { id: '2' }] });
    const id = await test.write(test.engine.state.people.withWaId('351912345678'));
    const own = await test.write();
    const group = test.engine.state.groups.open(NUMBER_ID, 'Team', '', 'auto_approve', 0);
    group.participants.add(test.ana);
    const message = { type: 'text', text: { body: 'Hello' } };
    const { messageId: inGroup = '' } = await test.act({ action: 'send', message, groupId: group.id });
    const sent = [
      test.send(reaction(id)),
      test.send(reaction(own), 'messages', '2'),
      test.send(reaction(inGroup)),
    ];
    const toOther = test.send({ ...reaction(id), to: '+351912345678' });
    await test.pass();
    expect(sent.map((each) => test.statuses(each))).toEqual(sent.map(() => ['failed 131009']));
    expect(test.statuses(toOther)).toEqual(['sent']);
    expect(test.engine.state.history.get(own)?.reactions).toEqual({});
  });

  it('to what is older, deleted, a reaction or unknown fail late with 131009', async () => {
    const test = keeping('reactions');
    const [old, deleted] = [await test.write(), await test.write()];
    await test.act({ action: 'revoke', messageId: deleted });
    const other = test.send(reaction(old));
    const sent = [reaction(deleted), reaction('wamid.unknown'), reaction('id' in other ? other.id : '')].map(
      (each) => test.send(each),
    );
    await test.pass(30 * DAY);
    sent.push(test.send(reaction(old)));
    await test.pass();
    expect(sent.map((each) => test.statuses(each))).toEqual(sent.map(() => ['failed 131009']));
  });
});

describe('media', () => {
  it('that were uploaded go out, for 30 days', async () => {
    const test = keeping('media');
    const id = upload(test, 'image/png');
    const sent = test.send({ type: 'image', image: { id } });
    await test.pass(30 * DAY - 20_000);
    expect(test.send({ type: 'image', image: { id } })).toHaveProperty('id');
    await test.pass(DAY);
    expect(test.statuses(sent)).toEqual(ALL_STATUSES);
    expect(test.send({ type: 'image', image: { id } })).toMatchObject({ code: 131009 });
  });

  it('unknown or of another number are refused at once with 131009, in headers too', () => {
    const test = keeping('media');
    const foreign = upload(test, 'image/png', 64, '77');
    expect(test.send({ type: 'image', image: { id: '123' } })).toMatchObject({ code: 131009 });
    expect(test.send({ type: 'image', image: { id: foreign } })).toMatchObject({ code: 131009 });
    const header = { type: 'header', parameters: [{ type: 'image', image: { id: '123' } }] };
    expect(test.sendTemplate('photo_note', [header])).toMatchObject({ code: 131009 });
  });
});

describe('links', () => {
  const image = (link: string) => ({ type: 'image', image: { link } });
  const url = 'https://cdn.example.org/a.png';

  it('are fetched once in ten minutes for each exact address', async () => {
    const test = keeping('links');
    for (const address of [url, `${url}?v=2`])
      test.links.set(address, { mimeType: 'image/png', bytes: fileOf('image/png') });
    const first = test.send(image(url));
    await test.pass();
    test.send(image(url));
    test.send(image(`${url}?v=2`));
    await test.pass(10 * 60 * 1000);
    test.send(image(url));
    await test.pass();
    expect(test.statuses(first)).toEqual(ALL_STATUSES);
    expect(test.fetched).toEqual([url, `${url}?v=2`, url]);
  });
});

describe('groups', () => {
  it('must exist and have a member: 131041 and 131020 at once', async () => {
    const test = keeping('groups');
    const group = test.engine.state.groups.open(NUMBER_ID, 'Team', '', 'auto_approve', 0);
    const toGroup = { recipient_type: 'group', to: group.id };
    expect(test.send({ ...toGroup, to: 'Z3JvdXA' })).toMatchObject({ code: 131041 });
    expect(test.send(toGroup)).toMatchObject({ code: 131020 });
    group.participants.add(test.ana);
    const sent = test.send(toGroup);
    await test.pass();
    expect(test.statuses(sent)).toEqual(ALL_STATUSES);
    group.suspended = true;
    expect(test.send(toGroup)).toMatchObject({ code: 131207 });
  });
});

describe('the time-to-live', () => {
  const ttl = { ...HELLO_WORLD, name: 'soon', messageSendTtlSeconds: 60 };
  const people = [{ phoneNumber: ANA, online: false }];

  it('drops in silence what could not be delivered in time, and delivers the rest when the user is back', async () => {
    const test = keeping('timeToLive', { people, templates: [ttl, HELLO_WORLD] });
    const [short, long] = [test.sendTemplate('soon'), test.sendTemplate('hello_world')];
    await test.pass(60_000);
    test.ana.online = true;
    test.engine.lifecycle.deliverWaiting(test.ana);
    await test.pass();
    expect(test.statuses(short)).toEqual(['sent']);
    expect(test.statuses(long)).toEqual(ALL_STATUSES);
  });
});

describe('lenient', () => {
  it('keeps only what a test has set up itself', async () => {
    const test = new EngineUnderTest({ rules: 'lenient' });
    const sent = [
      test.send(),
      test.sendTemplate('no_such', [body('x')]),
      test.send({ type: 'image', image: { id: '123' } }),
      test.send({ type: 'reaction', reaction: { message_id: 'wamid.A', emoji: '👍' } }),
    ];
    for (let n = 0; n < 100; n += 1) expect(test.send()).toHaveProperty('id');
    await test.pass();
    expect(sent.map((each) => test.statuses(each).at(-1))).toEqual(['read', 'read', 'read', 'sent']);
    test.ana.onWhatsApp = false;
    const failed = test.send();
    await test.pass();
    expect(test.statuses(failed)).toEqual(['failed 131026']);
  });
});
