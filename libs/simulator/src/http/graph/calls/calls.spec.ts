import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { GraphUnderTest } from '../../../spec-support/graph-under-test.js';

const ANA = '16505551234';
const HOUR = 60 * 60 * 1000;

let test: GraphUnderTest;

beforeEach(async () => {
  test = await GraphUnderTest.start({
    rules: 'meta',
    speed: 0,
    startAt: new Date('2026-01-01T00:00:00Z'),
    statusDelays: { sentMs: 0, deliveredMs: 0, readMs: 0 },
  });
});

afterEach(() => test.stop());

const connect = (changes: object = { to: `+${ANA}` }) =>
  test.call('POST', `${test.phone}/calls`, {
    messaging_product: 'whatsapp',
    action: 'connect',
    session: { sdp_type: 'offer', sdp: 'v=0' },
    ...changes,
  });

const refused = (code: number, details = '') =>
  expect.objectContaining({
    error: expect.objectContaining({
      code,
      error_data: expect.objectContaining({ details: expect.stringContaining(details) }),
    }),
  });

const permissions = () => test.call('GET', `${test.phone}/call_permissions?user_wa_id=${ANA}`);

async function ask(): Promise<string> {
  const answer = await test.call('POST', `${test.phone}/messages`, {
    messaging_product: 'whatsapp',
    to: `+${ANA}`,
    type: 'interactive',
    interactive: {
      type: 'call_permission_request',
      body: { text: 'May we?' },
      action: { name: 'call_permission_request' },
    },
  });
  await test.simulator.advance(0);
  const [{ id } = { id: '' }] = answer['messages'] as { id: string }[];
  return id;
}

async function permit(): Promise<void> {
  await test.simulator.receive({ from: `+${ANA}`, text: 'Call me' });
  const messageId = await ask();
  await test.simulator.control.act(ANA, { action: 'answer_call_permission', messageId, response: 'accept' });
}

/** A call that is taken and ended. */
async function talk(): Promise<void> {
  const answer = await connect();
  const [{ id: callId } = { id: '' }] = answer['calls'] as { id: string }[];
  await test.simulator.control.act(ANA, { action: 'accept_call', callId });
  await test.simulator.control.act(ANA, { action: 'end_call', callId });
}

describe('A call of the business', () => {
  it('is connected five times in 24 hours, and the refusal says when the next may be', async () => {
    await permit();
    for (let call = 0; call < 5; call += 1) await talk();
    expect(await connect()).toEqual(refused(138_012, '2026-01-02T00:00:0'));
    await test.simulator.advance(24 * HOUR);
    await talk();
  });

  it('that nobody takes does not count', async () => {
    await permit();
    for (let call = 0; call < 6; call += 1) {
      expect(await connect()).toMatchObject({ status: 200 });
      await test.simulator.advance(61_000);
    }
  });

  it('is refused where calling is switched off in the settings', async () => {
    await permit();
    await test.call('POST', `${test.phone}/settings`, { calling: { status: 'DISABLED' } });
    expect(await connect()).toMatchObject({ status: 401, error: { code: 138_000 } });
    await test.call('POST', `${test.phone}/settings`, { calling: { status: 'ENABLED' } });
    expect(await connect()).toMatchObject({ status: 200 });
  });

  it('is refused for the state of the account, as a message is', async () => {
    await permit();
    test.simulator.updatePhoneNumber(test.phone, { restriction: 'policy' });
    expect(await connect()).toEqual(refused(368));
    test.simulator.updatePhoneNumber(test.phone, { restriction: 'none' });
    await test.call('POST', `${test.phone}/deregister`, {});
    expect(await connect()).toEqual(refused(133_010));
  });

  it('needs somebody to ring at, and a number or an id that can be one', async () => {
    const before = test.simulator.control.people().length;
    expect(await connect({})).toEqual(refused(100, "'to'"));
    expect(await connect({ to: 'abc' })).toEqual(refused(131_009, 'to'));
    expect(await connect({ recipient: 'Ana' })).toEqual(refused(131_009, 'recipient'));
    expect(test.simulator.control.people()).toHaveLength(before);
  });

  it.each(['(650) 555-1234', ANA])('to %s rings at the person whom it names', async (to) => {
    await permit();
    expect(await connect({ to })).toMatchObject({ status: 200 });
    expect(test.simulator.control.calls()).toMatchObject([
      { personId: test.simulator.control.person(ANA).id },
    ]);
  });
});

describe('call_permissions', () => {
  it.each([ANA, `%2B${ANA}`, `+${ANA}`, '(650) 555-1234'])(
    'are those of the person with the number %s',
    async (who) => {
      await permit();
      expect(await test.call('GET', `${test.phone}/call_permissions?user_wa_id=${who}`)).toMatchObject({
        permission: { status: 'temporary' },
      });
    },
  );

  const start_call = 'start_call';
  const request = 'send_call_permission_request';

  it('tells what may be done, and how much of each limit is used', async () => {
    expect(await permissions()).toMatchObject({
      permission: { status: 'no_permission' },
      actions: [
        {
          action_name: request,
          can_perform_action: true,
          limits: [
            { time_period: '24h', current_usage: 0, max_allowed: 1 },
            { time_period: '7d', current_usage: 0, max_allowed: 2 },
          ],
        },
        {
          action_name: start_call,
          can_perform_action: false,
          limits: [{ time_period: '24h', current_usage: 0, max_allowed: 5 }],
        },
      ],
    });
  });

  it('knows that a user was asked, until a day has passed', async () => {
    await test.simulator.receive({ from: `+${ANA}`, text: 'Hi' });
    await ask();
    const expires = Math.floor(Date.UTC(2026, 0, 2) / 1000);
    expect(await permissions()).toMatchObject({
      actions: [
        {
          can_perform_action: false,
          limits: [
            { current_usage: 1, limit_expiration_time: expires },
            { current_usage: 1, max_allowed: 2 },
          ],
        },
        { can_perform_action: false },
      ],
    });
    await test.simulator.advance(24 * HOUR);
    expect(await permissions()).toMatchObject({
      actions: [{ can_perform_action: true, limits: [{ current_usage: 0 }, { current_usage: 1 }] }, {}],
    });
  });

  it('knows the calls of the day', async () => {
    await permit();
    for (let call = 0; call < 4; call += 1) await talk();
    expect(await permissions()).toMatchObject({
      permission: { status: 'temporary' },
      actions: [{}, { can_perform_action: true, limits: [{ current_usage: 4 }] }],
    });
    await talk();
    expect(await permissions()).toMatchObject({
      actions: [{}, { can_perform_action: false, limits: [{ current_usage: 5, max_allowed: 5 }] }],
    });
  });

  it('wants a WhatsApp id', async () => {
    const answer = await test.call('GET', `${test.phone}/call_permissions?user_wa_id=abc`);
    expect(answer).toEqual(refused(131_009, 'user_wa_id'));
  });
});
