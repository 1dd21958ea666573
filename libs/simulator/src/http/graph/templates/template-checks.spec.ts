import { afterEach, describe, expect, it } from '@jest/globals';
import { GraphUnderTest, ok } from '../../../spec-support/graph-under-test.js';

const cleanUp: (() => unknown)[] = [];

afterEach(async () => {
  for (const stop of cleanUp.splice(0)) await stop();
});

async function start() {
  const test = await GraphUnderTest.start({ templateReview: { afterMs: 1000 }, speed: 0 });
  cleanUp.push(() => test.stop());
  return test;
}

type Part = Readonly<Record<string, unknown>>;

const ONE = 'Hello {{1}}, your parcel is on its way.';
const TWO = 'Hello {{1}}, your parcel will be there on {{2}}, we promise.';
const SIGN = 'Get {{15%}} off today.';
const NAMED = 'Hello {{first_name}}, your parcel is on its way.';
const example = { body_text: [['Ana']] };
const BODY = { type: 'BODY', text: 'Your parcel is on its way.' };
const TRACK = { type: 'URL', text: 'Track', url: 'https://example.org/{{1}}' };
const header = (text: string, more: Part = {}) => ({ type: 'HEADER', format: 'TEXT', text, ...more });
const namedExample = (name: string) => ({ body_text_named_params: [{ param_name: name, example: 'Ana' }] });
const body = (text: string, more: Part = {}) => [{ type: 'BODY', text, ...more }];
const buttons = (...list: readonly Part[]) => [BODY, { type: 'BUTTONS', buttons: list }];
const card = (...components: readonly Part[]) => ({ components });

/** The components of a template, and its `parameter_format` where it says one. */
interface Case {
  readonly components: readonly Part[];
  readonly format?: string;
}
const named = (components: readonly Part[], format = 'NAMED'): Case => ({ components, format });
const plain = (components: readonly Part[]): Case => ({ components });

function create(test: GraphUnderTest, { components, format }: Case) {
  const template = { name: 'parcel_note', language: 'en_US', category: 'UTILITY', components };
  return test.call('POST', `${test.waba}/message_templates`, {
    ...template,
    ...(format === undefined ? {} : { parameter_format: format }),
  });
}

describe('a new template', () => {
  it.each<readonly [string, Case]>([
    ['a numbered variable with its example', plain(body(ONE, { example }))],
    ['a flat list of examples', plain(body(ONE, { example: { body_text: ['Ana'] } }))],
    ['a named variable', named(body(NAMED, { example: namedExample('first_name') }))],
    ['a format in small letters', named(body(NAMED, { example: namedExample('first_name') }), 'named')],
    ['a header of text', plain([header('For {{1}}', { example: { header_text: ['Ana'] } }), BODY])],
    ['an address with a variable', plain(buttons({ ...TRACK, example: ['https://example.org/7'] }))],
    [
      'small letters',
      plain([
        { type: 'body', text: 'Hello.' },
        { type: 'buttons', buttons: [{ type: 'quick_reply', text: 'Hi' }] },
      ]),
    ],
    ['a coupon code', plain(buttons({ type: 'COPY_CODE', example: 'SAVE20' }))],
  ])('is taken with %s, and approved', async (_what, given) => {
    const test = await start();
    const created = await create(test, given);
    expect(created).toMatchObject(ok({ status: 'PENDING' }));
    await test.simulator.advance(1000);
    expect(await test.call('GET', `${String(created['id'])}?fields=status`)).toMatchObject({
      status: 'APPROVED',
    });
  });

  it.each<readonly [string, number, Case]>([
    ['a variable without example', 2388043, plain(body(ONE))],
    ['fewer examples than variables', 2388043, plain(body(TWO, { example }))],
    ['a named variable without example', 2388043, named(body(NAMED))],
    ['the example of another name', 2388043, named(body(NAMED, { example: namedExample('name') }))],
    ['numbered examples of names', 2388043, named(body(NAMED, { example }))],
    ['a header without example', 2388043, plain([header('For {{1}}'), BODY])],
    ['a picture without sample', 2388043, plain([{ type: 'HEADER', format: 'IMAGE' }, BODY])],
    ['an address without example', 2388043, plain(buttons(TRACK))],
    ['a coupon code without example', 2388043, plain(buttons({ type: 'COPY_CODE' }))],
    ['a card without example', 2388043, plain([BODY, { type: 'CAROUSEL', cards: [card(...body(ONE))] }])],
    ['a number under NAMED', 2388072, named(body(ONE, { example: namedExample('1') }))],
    ['a sign under NAMED', 2388072, named(body(SIGN, { example: namedExample('15%') }))],
    ['a capital letter under NAMED', 2388072, named(body('Dear {{Name}}, hello.'))],
    ['a sign without NAMED', 2388072, plain(body(SIGN, { example }))],
    ['a variable without a name', 2388072, plain(body('Get {{}} off today.', { example }))],
    ['a number in the header under NAMED', 2388047, named([header('For {{1}}'), BODY])],
  ])('is refused with %s', async (_what, error_subcode, given) => {
    const test = await start();
    const { error } = await create(test, given);
    expect(error).toMatchObject({
      code: 100,
      message: 'Invalid parameter',
      error_subcode,
      error_user_title: expect.any(String),
      error_user_msg: expect.any(String),
    });
    expect(await test.call('GET', `${test.waba}/message_templates?name=parcel_note`)).toMatchObject({
      data: [],
    });
  });

  it.each<readonly [string, readonly Part[]]>([
    ['a component that Meta has not', [BODY, { type: 'BODYGUARD', text: 'No' }]],
    ['a variable amid an address', buttons({ ...TRACK, url: 'https://example.org/{{1}}/x', example: ['a'] })],
    [
      'two variables in an address',
      buttons({ ...TRACK, url: 'https://example.org/{{1}}{{2}}', example: ['a'] }),
    ],
    [
      'a named variable in an address',
      buttons({ ...TRACK, url: 'https://example.org/{{id}}', example: ['a'] }),
    ],
    ['nothing but a variable as an address', buttons({ ...TRACK, url: '{{1}}', example: ['a'] })],
  ])('is refused with %s', async (_what, components) => {
    const test = await start();
    expect(await create(test, plain(components))).toMatchObject({ status: 400 });
  });

  it('in small letters is shown in capitals', async () => {
    const test = await start();
    const created = await test.call('POST', `${test.waba}/message_templates`, {
      name: 'small',
      language: 'en_US',
      category: 'marketing',
      components: [{ type: 'header', format: 'text', text: 'Hi' }, BODY],
    });
    expect(await test.call('GET', String(created['id']))).toMatchObject({
      category: 'MARKETING',
      components: [{ type: 'HEADER', format: 'TEXT' }, { type: 'BODY' }],
    });
  });

  it.each(['Hello {{1}, it is on its way.', 'Hello {1}}, it is on its way.'])(
    'with braces without their like is taken, and rejected: %s',
    async (text) => {
      const test = await start();
      const created = await create(test, plain(body(text)));
      await test.simulator.advance(1000);
      expect(await test.call('GET', `${String(created['id'])}?fields=status`)).toMatchObject({
        status: 'REJECTED',
      });
    },
  );

  it.each([
    ['a line break', 'Track\nit'],
    ['a tab', 'Track\tit'],
    ['five spaces', 'Track     it'],
    ['a variable', 'Track {{1}}'],
  ])('is refused with %s in the text of a button', async (_what, text) => {
    const test = await start();
    expect(await create(test, plain(buttons({ type: 'QUICK_REPLY', text })))).toMatchObject({
      error: { code: 100, message: 'Invalid parameter' },
    });
  });

  it.each([
    ['numbered', example],
    ['named', namedExample('first_name')],
  ])(
    'with names that no parameter_format announces is taken, and rejected: %s examples',
    async (_what, given) => {
      const test = await start();
      const created = await create(test, plain(body(NAMED, { example: given })));
      expect(created).toMatchObject(ok({ status: 'PENDING' }));
      await test.simulator.advance(1000);
      await test.simulator.settled();
      expect(await test.call('GET', `${String(created['id'])}?fields=status,rejected_reason`)).toMatchObject({
        status: 'REJECTED',
        rejected_reason: 'INVALID_FORMAT',
      });
      expect(test.told('message_template_status_update')).toMatchObject([
        { event: 'REJECTED', reason: 'INVALID_FORMAT' },
      ]);
    },
  );

  it('that is edited is checked again', async () => {
    const test = await start();
    const created = await create(test, plain(body(ONE, { example })));
    const id = String(created['id']);
    expect(await test.call('POST', id, { components: body('Dear {{1}}, it is on its way.') })).toMatchObject({
      error: { error_subcode: 2388043 },
    });
  });
});
