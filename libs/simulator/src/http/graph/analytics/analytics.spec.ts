import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { GraphUnderTest, ok } from '../../../spec-support/graph-under-test.js';

const DAY = 24 * 60 * 60;
const startAt = new Date('2026-11-21T12:00:00Z');
const noon = startAt.getTime() / 1000;
const midnight = noon - DAY / 2;
const range = `start(${midnight}).end(${midnight + 2 * DAY})`;

let test: GraphUnderTest;
let templateIds: string[];

beforeEach(async () => {
  const components = [
    { type: 'BODY', text: 'Everything must go.' },
    { type: 'BUTTONS', buttons: [{ type: 'QUICK_REPLY', text: 'Tell me more' }] },
  ];
  test = await GraphUnderTest.start({
    seed: 1,
    startAt,
    statusDelays: { sentMs: 0, deliveredMs: 0, readMs: 0 },
    templates: ['offer', 'other'].map((name) => ({
      name,
      language: 'en_US',
      category: 'MARKETING',
      components,
    })),
    people: [{ phoneNumber: '+16505551234' }, { phoneNumber: '+33612345678', online: false }],
  });
  const { data } = await test.call('GET', `${test.waba}/message_templates?fields=id`);
  templateIds = (data as { id: string }[]).map(({ id }) => id);
});

afterEach(() => test.stop());

async function send(changes: object, to = '+16505551234'): Promise<string> {
  const answer = await test.call('POST', `${test.phone}/messages`, {
    messaging_product: 'whatsapp',
    to,
    ...changes,
  });
  const [{ id } = { id: '' }] = answer['messages'] as { id: string }[];
  await test.simulator.settled();
  return id;
}

const text = { type: 'text', text: { body: 'Hello' } };
const offer = { type: 'template', template: { name: 'offer', language: { code: 'en_US' } } };

describe('The figures of an account', () => {
  it('count what was sent and delivered in each period', async () => {
    await send(text);
    await send(text, '+33612345678');
    await test.simulator.advance(DAY * 1000);
    await send(text);
    expect(await test.call('GET', `${test.waba}?fields=name,analytics.${range}.granularity(DAY)`)).toEqual(
      ok({
        id: test.waba,
        name: 'Simulated Business',
        analytics: {
          phone_numbers: ['15550783881'],
          granularity: 'DAY',
          data_points: [
            { start: midnight, end: midnight + DAY, sent: 2, delivered: 1 },
            { start: midnight + DAY, end: midnight + 2 * DAY, sent: 1, delivered: 1 },
          ],
        },
      }),
    );
    const half = await test.call('GET', `${test.waba}?fields=analytics.${range}.granularity(HALF_HOUR)`);
    expect(half).toMatchObject({
      analytics: { data_points: [{ start: noon, end: noon + 1800, sent: 2 }, { sent: 1 }] },
    });
    const month = await test.call(
      'GET',
      `${test.waba}?fields=analytics.${range}.granularity(MONTH).phone_numbers([15550783881,1])`,
    );
    expect(month).toMatchObject({ analytics: { data_points: [{ sent: 3, delivered: 2 }] } });
    const nobody = `${test.waba}?fields=analytics.${range}.granularity(MONTH).phone_numbers([1])`;
    expect(await test.call('GET', nobody)).toMatchObject({ analytics: { data_points: [] } });
  });

  it('break prices down as asked', async () => {
    await send(text);
    await send(offer);
    const dimensions = 'dimensions(["PRICING_CATEGORY","PRICING_TYPE","COUNTRY","PHONE"])';
    const fields = `pricing_analytics.${range}.granularity(DAILY).${dimensions}`;
    const point = {
      start: midnight,
      end: midnight + DAY,
      country: 'US',
      phone_number: '15550783881',
      volume: 1,
      cost: 0,
    };
    expect(await test.call('GET', `${test.waba}?fields=${encodeURIComponent(fields)}`)).toEqual(
      ok({
        id: test.waba,
        pricing_analytics: {
          data: [
            {
              data_points: [
                { ...point, pricing_category: 'SERVICE', pricing_type: 'FREE_CUSTOMER_SERVICE' },
                { ...point, pricing_category: 'MARKETING', pricing_type: 'REGULAR' },
              ],
            },
          ],
        },
      }),
    );
    const plain = await test.call(
      'GET',
      `${test.waba}?fields=pricing_analytics.${range}.granularity(MONTHLY)`,
    );
    expect(plain).toMatchObject({ pricing_analytics: { data: [{ data_points: [{ volume: 2, cost: 0 }] }] } });
  });

  it.each([
    ['without a range', 'analytics.granularity(DAY)', 131008],
    ['that end before they begin', `analytics.start(2).end(1).granularity(DAY)`, 100],
    ['of an unknown granularity', `analytics.${range}.granularity(WEEK)`, 131009],
    ['with an unknown argument', `analytics.${range}.granularity(DAY).colour(red)`, 100],
  ])('%s are refused', async (_what, fields, code) => {
    expect(await test.call('GET', `${test.waba}?fields=${fields}`)).toMatchObject({ error: { code } });
  });
});

describe('The figures of templates', () => {
  const query = `start=${midnight}&end=${midnight + DAY}&granularity=DAILY`;

  it('need insights, which can be switched on and not off', async () => {
    const path = `${test.waba}/template_analytics?${query}&template_ids=[${templateIds[0]}]`;
    expect(await test.call('GET', path)).toMatchObject({ status: 400, error: { code: 200007 } });
    expect(await test.call('POST', test.waba, { is_enabled_for_insights: true })).toEqual(
      ok({ success: true }),
    );
    expect(await test.call('GET', `${test.waba}?fields=is_enabled_for_insights`)).toMatchObject({
      is_enabled_for_insights: true,
    });
    expect(await test.call('GET', path)).toMatchObject(ok({ data: [{ data_points: [] }] }));
    expect(await test.call('POST', test.waba, { is_enabled_for_insights: false })).toMatchObject({
      error: { code: 200006 },
    });
  });

  it('tell of sends, reads and pressed buttons', async () => {
    await test.call('POST', test.waba, { is_enabled_for_insights: true });
    const messageId = await send(offer);
    await send(offer, '+33612345678');
    await test.simulator.control.act('16505551234', { action: 'press_button', messageId, index: 0 });
    const path = `${test.waba}/template_analytics?${query}&template_ids=${templateIds.join()}`;
    expect(await test.call('GET', path)).toMatchObject({
      data: [
        {
          granularity: 'DAILY',
          product_type: 'cloud_api',
          data_points: [
            {
              template_id: templateIds[0],
              start: midnight,
              end: midnight + DAY,
              sent: 2,
              delivered: 1,
              read: 1,
              clicked: [{ type: 'quick_reply_button', button_content: 'Tell me more', count: 1 }],
            },
          ],
        },
      ],
    });
  });

  it.each([
    ['no template', ''],
    ['more than ten', Array.from({ length: 11 }, (_none, index) => index).join()],
  ])('of %s are refused', async (_what, ids) => {
    await test.call('POST', test.waba, { is_enabled_for_insights: true });
    expect(
      await test.call('GET', `${test.waba}/template_analytics?${query}&template_ids=${ids}`),
    ).toMatchObject({
      error: { code: 100 },
    });
  });

  it('of more than 90 days ago are refused', async () => {
    await test.call('POST', test.waba, { is_enabled_for_insights: true });
    const path = `${test.waba}/template_analytics?start=1&end=${noon}&template_ids=${templateIds[0]}`;
    expect(await test.call('GET', path)).toMatchObject({ error: { code: 100 } });
  });
});

describe('Two templates', () => {
  it('are compared by sends, and by who blocks the business after them', async () => {
    const [one = '', other = ''] = templateIds;
    await send(offer);
    await send(offer, '+33612345678');
    await test.simulator.control.act('16505551234', { action: 'block' });
    const path = `${one}/compare?template_ids=[${other}]&start=${midnight}&end=${midnight + DAY}`;
    expect(await test.call('GET', path)).toEqual(
      ok({
        data: [
          { metric: 'BLOCK_RATE', type: 'RELATIVE', order_by_relative_metric: [other, one] },
          {
            metric: 'MESSAGE_SENDS',
            type: 'NUMBER_VALUES',
            number_values: [
              { key: one, value: 2 },
              { key: other, value: 0 },
            ],
          },
          { metric: 'TOP_BLOCK_REASON', type: 'STRING_VALUES', string_values: expect.any(Array) },
        ],
      }),
    );
    const itself = `${one}/compare?template_ids=[${one}]&start=1&end=2`;
    expect(await test.call('GET', itself)).toMatchObject({ error: { code: 100 } });
    expect(await test.call('GET', `404/compare?template_ids=[${one}]&start=1&end=2`)).toMatchObject({
      error: { code: 100, error_subcode: 33 },
    });
  });
});
