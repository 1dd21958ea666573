import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { GraphUnderTest, ok } from '../../../spec-support/graph-under-test.js';

const SECOND = '106540352242923';
const ANA = {
  phoneNumber: '+16505551234',
  name: 'Ana Lima',
  username: 'ana.k',
  userId: 'US.13491208655302741918',
};
const refused = (code: number, details = '') =>
  expect.objectContaining({
    error: expect.objectContaining({
      code,
      error_data: expect.objectContaining({ details: expect.stringContaining(details) }),
    }),
  });

let test: GraphUnderTest;

beforeEach(async () => {
  test = await GraphUnderTest.start({
    seed: 1,
    startAt: new Date('2026-11-21T12:00:00Z'),
    statusDelays: { sentMs: 0, deliveredMs: 0, readMs: 0 },
    phoneNumbers: [{ id: '106540352242922' }, { id: SECOND, displayPhoneNumber: '+1 555 078 3882' }],
    people: [ANA],
  });
});

afterEach(() => test.stop());

async function send(changes: object): Promise<string> {
  const message = { messaging_product: 'whatsapp', to: ANA.phoneNumber, ...changes };
  const answer = await test.call('POST', `${test.phone}/messages`, message);
  await test.simulator.settled();
  const [{ id } = { id: '' }] = answer['messages'] as { id: string }[];
  return id;
}

const text = { type: 'text', text: { body: 'Hello' } };

describe('A new number', () => {
  const wanted = { cc: '1', phone_number: '(650) 555-7777', verified_name: 'Second Shop' };

  it('is added, verified and registered, and then sends', async () => {
    const { id } = await test.call('POST', `${test.waba}/phone_numbers`, wanted);
    const fields = 'display_phone_number,status,code_verification_status,verified_name';
    expect(await test.call('GET', `${String(id)}?fields=${fields}`)).toEqual(
      ok({
        id,
        display_phone_number: '+1 650 555 7777',
        status: 'PENDING',
        code_verification_status: 'UNVERIFIED',
        verified_name: 'Second Shop',
      }),
    );
    await test.call('POST', `${String(id)}/request_code`, { code_method: 'SMS', language: 'en_US' });
    await test.call('POST', `${String(id)}/verify_code`, { code: '123456' });
    await test.call('POST', `${String(id)}/register`, { messaging_product: 'whatsapp', pin: '123456' });
    expect(await test.call('GET', `${String(id)}?fields=status,code_verification_status`)).toMatchObject({
      status: 'CONNECTED',
      code_verification_status: 'VERIFIED',
    });
    const message = { messaging_product: 'whatsapp', to: ANA.phoneNumber, ...text };
    expect(await test.call('POST', `${String(id)}/messages`, message)).toMatchObject(ok({}));
  });

  it.each([
    ['one that the account has', { cc: '1', phone_number: '555 078 3881' }, 100],
    ['none at all', { phone_number: 'x' }, 100],
    ['one without a calling code', { cc: undefined }, 131008],
  ])('cannot be %s', async (_what, changes, code) => {
    expect(await test.call('POST', `${test.waba}/phone_numbers`, { ...wanted, ...changes })).toEqual(
      refused(code),
    );
  });
});

describe('A username', () => {
  const path = () => `${test.phone}/username`;

  it('is claimed, told of, moved to another number and given up', async () => {
    expect(await test.call('POST', path(), { username: 'my.shop' })).toEqual(ok({ status: 'approved' }));
    expect(await test.call('POST', `${SECOND}/username`, { username: 'my.shop' })).toEqual(
      refused(147005, 'force_transfer'),
    );
    const force = { username: 'my.shop', transfer_action: 'force_transfer' };
    expect(await test.call('POST', `${SECOND}/username`, force)).toEqual(ok({ status: 'approved' }));
    expect(await test.call('GET', path())).toEqual(ok({}));
    expect(await test.call('DELETE', `${SECOND}/username`)).toEqual(ok({ success: true }));
    await test.simulator.settled();
    expect(test.told('business_username_update')).toEqual([
      { display_phone_number: '15550783881', username: 'my.shop', status: 'approved' },
      { display_phone_number: '15550783882', username: 'my.shop', status: 'approved' },
      { display_phone_number: '15550783882', status: 'deleted' },
    ]);
  });

  it('that a person has is taken', async () => {
    expect(await test.call('POST', path(), { username: 'ana.k' })).toEqual(refused(147001, 'is taken'));
  });

  it('is suggested from the verified name', async () => {
    expect(await test.call('GET', `${test.phone}/username_suggestions`)).toMatchObject({
      data: [{ username_suggestions: expect.arrayContaining(['simulatedbusiness', 'simulated.business']) }],
    });
  });
});

describe('An application for the badge of an official account', () => {
  const path = () => `${test.phone}/official_business_account`;

  it('is handed in, seen and withdrawn', async () => {
    expect(await test.call('GET', path())).toEqual(refused(100, 'no application'));
    expect(await test.call('POST', path(), { action: 'SUBMIT_APPLICATION' })).toMatchObject(
      ok({ success: true, updated_status: { oba_status: 'PENDING' } }),
    );
    expect(await test.call('POST', path(), { action: 'SUBMIT_APPLICATION' })).toEqual(
      refused(100, 'already'),
    );
    expect(await test.call('POST', path(), { action: 'WITHDRAW_APPLICATION' })).toMatchObject(ok({}));
    expect(await test.call('GET', path())).toMatchObject({ id: test.phone, oba_status: 'CANCELLED' });
    expect(await test.call('POST', path(), { action: 'WITHDRAW_APPLICATION' })).toEqual(
      refused(100, 'withdraw'),
    );
  });
});

describe('What Indian law wants to be known', () => {
  const info = {
    messaging_product: 'whatsapp',
    entity_name: 'Simulated Business',
    entity_type: 'PARTNERSHIP',
    grievance_officer_details: {
      name: 'Officer',
      email: 'officer@example.com',
      mobile_number: '+919876543210',
    },
    customer_care_details: { email: 'care@example.com' },
  };
  const path = () => `${test.phone}/business_compliance_info`;

  it('is kept as it is given', async () => {
    expect(await test.call('GET', path())).toEqual(ok({ data: [] }));
    expect(await test.call('POST', path(), info)).toEqual(ok({ success: true }));
    expect(await test.call('GET', path())).toEqual(
      ok({ data: [{ whatsapp_business_account_id: test.waba, ...info }] }),
    );
  });

  it.each([
    ['an unknown form of entity', { entity_type: 'CLUB' }, 131009],
    ['another form that is not named', { entity_type: 'OTHER' }, 131008],
    [
      'a number without a calling code',
      { customer_care_details: { email: 'a@b', mobile_number: '98' } },
      131009,
    ],
    ['no officer', { grievance_officer_details: undefined }, 131008],
  ])('with %s is refused', async (_what, changes, code) => {
    expect(await test.call('POST', path(), { ...info, ...changes })).toEqual(refused(code));
  });
});

describe('The trail of a message', () => {
  it('has each step, and can be asked for one of them', async () => {
    await send(text);
    const id = await send(text);
    const { data } = await test.call(
      'GET',
      `${test.phone}/message_history?message_id=${encodeURIComponent(id)}`,
    );
    expect(data).toMatchObject([
      {
        message_id: id,
        events: {
          data: [
            { delivery_status: 'SENT', application: { id: test.app } },
            { delivery_status: 'DELIVERED' },
            { delivery_status: 'READ' },
          ],
        },
      },
    ]);
    const [{ id: history } = { id: '' }] = data as { id: string }[];
    expect(await test.call('GET', `${history}/events?status_filter=READ`)).toMatchObject({
      data: [{ node: { delivery_status: 'READ' } }],
    });
    expect((await test.call('GET', `${test.phone}/message_history`))['data']).toHaveLength(2);
    expect(await test.call('GET', 'bm9uZQ/events')).toMatchObject({
      error: { code: 100, error_subcode: 33 },
    });
  });

  it('says why it failed', async () => {
    test.simulator.control.updatePerson(ANA.userId, { onWhatsApp: false });
    await send(text);
    expect(await test.call('GET', `${test.phone}/message_history`)).toMatchObject({
      data: [{ events: { data: [{ delivery_status: 'FAILED', error_description: expect.any(String) }] } }],
    });
  });
});

describe('The contact book', () => {
  it('forgets the number of somebody with a username', async () => {
    const path = `${test.phone}/contact_book?messaging_product=whatsapp&bsuid=`;
    expect(await test.call('DELETE', path + ANA.userId)).toEqual(ok({ success: true, deleted: true }));
    await test.simulator.receive({ from: ANA.phoneNumber, text: 'Hello' });
    const [value] = test.told('messages') as { messages: object[] }[];
    expect(value?.messages[0]).not.toHaveProperty('from');
    expect(value?.messages[0]).toHaveProperty('from_user_id', ANA.userId);
    expect(await test.call('DELETE', path + ANA.userId)).toEqual(ok({ success: true, deleted: false }));
    expect(await test.call('DELETE', `${path}US.404`)).toEqual(ok({ success: true, deleted: false }));
    expect(await test.call('DELETE', path)).toEqual(refused(131009, 'bsuid'));
  });
});

describe('A payment', () => {
  it('is found by its configuration and its reference', async () => {
    const amount = { value: 2500, offset: 100 };
    await send({
      type: 'interactive',
      interactive: {
        type: 'order_details',
        body: { text: 'Your order' },
        action: {
          name: 'review_and_pay',
          parameters: {
            reference_id: 'order-1',
            type: 'digital-goods',
            payment_type: 'upi',
            payment_configuration: 'my-upi',
            currency: 'INR',
            total_amount: amount,
            order: {
              status: 'pending',
              items: [{ retailer_id: '1', name: 'Mug', amount, quantity: 1 }],
              subtotal: amount,
              tax: { value: 0, offset: 100 },
            },
          },
        },
      },
    });
    expect(await test.call('GET', `${test.phone}/payments/my-upi/order-1`)).toEqual(
      ok({
        payments: [{ reference_id: 'order-1', status: 'pending', currency: 'INR', amount, transactions: [] }],
      }),
    );
    expect(await test.call('GET', `${test.phone}/payments/my-upi/order-2`)).toEqual(refused(100, 'order-2'));
    expect(await test.call('GET', `${test.phone}/payments/other/order-1`)).toEqual(refused(100, 'other'));
  });
});

describe('A number that the WhatsApp Business app has too', () => {
  const ask = (sync_type: string) =>
    test.call('POST', `${test.phone}/smb_app_data`, { messaging_product: 'whatsapp', sync_type });

  it('tells its history once, files without their bytes', async () => {
    await test.simulator.receive({ from: ANA.phoneNumber, text: 'Hello' });
    const id = await send(text);
    await test.simulator.control.act(ANA.userId, { action: 'send', message: { type: 'image', image: {} } });
    expect(await ask('history')).toEqual(
      ok({ messaging_product: 'whatsapp', request_id: expect.any(String) }),
    );
    await test.simulator.settled();
    expect(test.told('history')).toMatchObject([
      {
        metadata: { phone_number_id: test.phone },
        history: [
          {
            metadata: { phase: 0, chunk_order: 1, progress: 100 },
            threads: [
              {
                id: '16505551234',
                messages: [
                  { from: '16505551234', type: 'text', text: { body: 'Hello' } },
                  { from: '15550783881', to: '16505551234', id, history_context: { status: 'READ' } },
                  { from: '16505551234', type: 'media_placeholder' },
                ],
              },
            ],
          },
        ],
      },
    ]);
    expect(await ask('history')).toEqual(refused(2593107, 'once'));
  });

  it('tells whom it knows', async () => {
    await test.simulator.receive({ from: ANA.phoneNumber, text: 'Hello' });
    await ask('smb_app_state_sync');
    await test.simulator.settled();
    expect(test.told('smb_app_state_sync')).toMatchObject([
      {
        state_sync: [
          {
            type: 'contact',
            action: 'add',
            contact: {
              full_name: 'Ana Lima',
              first_name: 'Ana',
              phone_number: '16505551234',
              username: 'ana.k',
            },
          },
        ],
      },
    ]);
    expect(await ask('everything')).toEqual(refused(131009, 'sync_type'));
  });
});
