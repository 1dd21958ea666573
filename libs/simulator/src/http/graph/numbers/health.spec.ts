import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { GraphUnderTest } from '../../../spec-support/graph-under-test.js';

let test: GraphUnderTest;

beforeEach(async () => {
  test = await GraphUnderTest.start();
});

afterEach(() => test.stop());

const health = async (id: string) => (await test.call('GET', `${id}?fields=health_status`))['health_status'];
const change = (changes: Parameters<typeof test.simulator.updatePhoneNumber>[1]) =>
  test.simulator.updatePhoneNumber(test.phone, changes);

describe('health_status', () => {
  it('is AVAILABLE in all that a sound number depends on', async () => {
    expect(await health(test.phone)).toMatchObject({
      can_send_message: 'AVAILABLE',
      entities: [
        { entity_type: 'PHONE_NUMBER', id: test.phone, can_send_message: 'AVAILABLE' },
        { entity_type: 'WABA', id: test.waba, can_send_message: 'AVAILABLE' },
        { entity_type: 'BUSINESS', can_send_message: 'AVAILABLE' },
        { entity_type: 'APP', id: test.app, can_send_message: 'AVAILABLE' },
      ],
    });
  });

  it.each([
    ['locked', 141_014],
    ['unpaid', 141_006],
    ['policy', 368],
    ['maintenance', 131_057],
  ] as const)(
    'is BLOCKED by an account that is %s, and says why and what to do',
    async (restriction, code) => {
      change({ restriction });
      const blocked = {
        can_send_message: 'BLOCKED',
        entities: expect.arrayContaining([
          {
            entity_type: 'WABA',
            id: test.waba,
            can_send_message: 'BLOCKED',
            errors: [
              {
                error_code: code,
                error_description: expect.any(String),
                possible_solution: expect.any(String),
              },
            ],
          },
        ]),
      };
      expect(await health(test.phone)).toMatchObject(blocked);
      expect(await health(test.waba)).toMatchObject(blocked);
    },
  );

  it('is BLOCKED while the number is not registered, which the account does not mind', async () => {
    await test.call('POST', `${test.phone}/deregister`, {});
    expect(await health(test.phone)).toMatchObject({
      can_send_message: 'BLOCKED',
      entities: [{ can_send_message: 'BLOCKED', errors: [{ error_code: 133_010 }] }, {}, {}, {}],
    });
    expect(await health(test.waba)).toMatchObject({ can_send_message: 'AVAILABLE' });
    await test.call('POST', `${test.phone}/register`, { messaging_product: 'whatsapp', pin: '123456' });
    expect(await health(test.phone)).toMatchObject({ can_send_message: 'AVAILABLE' });
  });

  it('is BLOCKED for a 555 number without an approved name, as its sends are refused', async () => {
    change({ nameStatus: 'DECLINED' });
    expect(await health(test.phone)).toMatchObject({
      can_send_message: 'BLOCKED',
      entities: [{ errors: [{ error_code: 131_037 }] }, {}, {}, {}],
    });
  });

  it.each([
    ['the quality is RED', { qualityRating: 'RED' }, 'RED'],
    [
      'the name is under review',
      { displayPhoneNumber: '+351 912 345 678', nameStatus: 'PENDING_REVIEW' },
      'PENDING_REVIEW',
    ],
  ])('is LIMITED where %s', async (_what, changes, info) => {
    change(changes);
    expect(await health(test.phone)).toMatchObject({
      can_send_message: 'LIMITED',
      entities: [
        { can_send_message: 'LIMITED', additional_info: [expect.stringContaining(info)] },
        { can_send_message: 'AVAILABLE' },
        {},
        {},
      ],
    });
  });

  it('is what a test says it is', async () => {
    change({ restriction: 'locked', healthStatus: { can_send_message: 'LIMITED' } });
    expect(await health(test.phone)).toEqual({ can_send_message: 'LIMITED' });
  });
});

describe('A number', () => {
  const fields = async () => test.call('GET', `${test.phone}?fields=is_pin_enabled,is_on_biz_app`);

  it('has a PIN once one is set', async () => {
    expect(await fields()).toMatchObject({ is_pin_enabled: false });
    await test.call('POST', test.phone, { pin: '123456' });
    expect(await fields()).toMatchObject({ is_pin_enabled: true });
  });

  it('is on the WhatsApp Business app where its throughput does not apply', async () => {
    expect(await fields()).toMatchObject({ is_on_biz_app: false });
    change({ throughput: 'NOT_APPLICABLE' });
    expect(await fields()).toMatchObject({ is_on_biz_app: true });
  });
});
