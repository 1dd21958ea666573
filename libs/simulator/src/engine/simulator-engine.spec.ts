import { describe, expect, it } from '@jest/globals';
import { resolveOptions, type WhatsAppSimulatorOptions } from '../simulator-options.js';
import type { AcceptedMessage } from './messages/accepted-message.js';
import { GraphApiError } from './errors/graph-api.error.js';
import { statusSteps } from './people/status-delays.js';
import { phoneNumberFields } from './services/phone-number-node.js';
import { SimulatorEngine } from './simulator-engine.js';

const ID = '106540352242922';
const INDIAN_ID = '200000000000002';

function engineWith(options: WhatsAppSimulatorOptions = {}) {
  const accepted: AcceptedMessage[] = [];
  const engine = new SimulatorEngine(resolveOptions(options), {
    fetchLink: async () => ({ problem: 'There is no network here.' }),
    onAccepted: (message) => accepted.push(message),
    sink: () => ({ enabled: false, send: async () => [] }),
  });
  return { engine, accepted };
}

function text(changes: Record<string, unknown> = {}) {
  return { messaging_product: 'whatsapp', to: '+16505551234', text: { body: 'Hello' }, ...changes };
}

/** The error body's `error` of what a call throws. */
function refusal(call: () => unknown) {
  try {
    call();
  } catch (error) {
    if (error instanceof GraphApiError) return { status: error.httpStatus, ...error.toBody('trace').error };
    throw error;
  }
  throw new Error('The call was accepted.');
}

describe('an accepted message', () => {
  it('is answered with what was typed and the wa_id', () => {
    const { engine } = engineWith();
    expect(engine.post(ID, 'messages', text({ to: '+1 (650) 555-1234', type: 'text' }))).toEqual({
      messaging_product: 'whatsapp',
      contacts: [{ input: '+1 (650) 555-1234', wa_id: '16505551234' }],
      messages: [{ id: expect.stringMatching(/^wamid\.[A-Za-z0-9+/=]{40,}$/) }],
    });
  });

  it('to a user id is answered with that id, and to wins over recipient', () => {
    const { engine } = engineWith();
    const recipient = 'US.13491208655302741918';
    const { to: _to, ...withoutTo } = text({ recipient });
    expect(engine.post(ID, 'messages', withoutTo)).toMatchObject({
      contacts: [{ input: recipient, user_id: recipient }],
    });
    expect(engine.post(ID, 'messages', text({ recipient }))).toMatchObject({
      contacts: [{ input: '+16505551234', wa_id: '16505551234' }],
    });
  });

  it('to a group is answered with the group id, and a template with its status', () => {
    const { engine } = engineWith();
    const group = { recipient_type: 'group', to: 'Y2FwaV9ncm91cDo' };
    expect(engine.post(ID, 'messages', text(group))).toMatchObject({
      contacts: [{ input: 'Y2FwaV9ncm91cDo', wa_id: 'Y2FwaV9ncm91cDo' }],
      messages: [{ group_id: 'Y2FwaV9ncm91cDo' }],
    });
    const template = { name: 'hello_world', language: { code: 'en_US' } };
    expect(
      engine.post(ID, 'messages', {
        messaging_product: 'whatsapp',
        to: '+16505551234',
        type: 'template',
        template,
      }),
    ).toMatchObject({ messages: [{ message_status: 'accepted' }] });
  });

  it('is kept with its body, up to the limit of the history', () => {
    const { engine, accepted } = engineWith({ historyLimit: 3 });
    for (let n = 0; n < 10; n += 1) engine.post(ID, 'messages', text({ text: { body: `number ${n}` } }));
    expect(accepted).toHaveLength(10);
    expect(engine.state.messages.total).toBe(10);
    expect(engine.state.messages.toArray().map(({ body }) => body['text'])).toEqual([
      { body: 'number 7' },
      { body: 'number 8' },
      { body: 'number 9' },
    ]);
    expect(engine.state.messages.toArray()[0]).toMatchObject({ type: 'text', phoneNumberId: ID });
  });

  it('never gets the id of another one', () => {
    const { engine, accepted } = engineWith();
    for (let n = 0; n < 500; n += 1) engine.post(ID, 'messages', text());
    expect(new Set(accepted.map(({ id }) => id)).size).toBe(500);
  });
});

describe('a recipient without "+"', () => {
  it.each([
    ['+16315551234', '16315551234'],
    ['+1 (631) 555-1234', '16315551234'],
    ['(631) 555-1234', '916315551234'],
    ['1 (631) 555-1234', '9116315551234'],
  ])('%s goes from an Indian number to %s', (to, waId) => {
    const { engine, accepted } = engineWith({
      phoneNumbers: [{ id: INDIAN_ID, displayPhoneNumber: '+91 98765 43210' }],
    });
    engine.post(INDIAN_ID, 'messages', text({ to }));
    expect(accepted[0]?.recipient).toEqual({ kind: 'phone', input: to, waId });
  });

  it.each([
    ['16315551234', '16315551234'],
    ['1 (631) 555-1234', '9116315551234'],
    ['16315551235', '9116315551235'],
  ])('%s goes to %s where 16315551234 is the WhatsApp id of somebody known', (to, waId) => {
    const { engine, accepted } = engineWith({
      phoneNumbers: [{ id: INDIAN_ID, displayPhoneNumber: '+91 98765 43210' }],
      people: [{ phoneNumber: '+16315551234' }],
    });
    engine.post(INDIAN_ID, 'messages', text({ to }));
    expect(accepted[0]?.recipient).toEqual({ kind: 'phone', input: to, waId });
  });

  it('goes to the WhatsApp id that an earlier send was answered with, too', () => {
    const { engine, accepted } = engineWith();
    engine.post(ID, 'messages', text({ to: '+351912345678' }));
    engine.post(ID, 'messages', text({ to: '351912345678' }));
    expect(accepted.map(({ recipient }) => recipient)).toMatchObject([
      { waId: '351912345678' },
      { waId: '351912345678' },
    ]);
  });
});

describe('a recipient', () => {
  it.each([
    ['missing', { to: undefined }, 100],
    ['empty', { to: '' }, 131009],
    ['with letters', { to: '+1650CALLME' }, 131009],
    ['too short', { to: '+12' }, 131009],
    ['the sender itself', { to: '+15550783881' }, 131021],
    ['a number as user id', { to: undefined, recipient: '+16505551234' }, 131009],
    ['a phone number as group', { recipient_type: 'group' }, 131009],
    ['no group id', { recipient_type: 'group', to: undefined, recipient: 'US.1' }, 100],
    ['not a string', { to: 16505551234 }, 131009],
  ])('%s is refused', (_name, changes, code) => {
    const { engine, accepted } = engineWith();
    const body: unknown = JSON.parse(JSON.stringify(text(changes)));
    expect(refusal(() => engine.post(ID, 'messages', body))).toMatchObject({ code, status: 400 });
    expect(accepted).toEqual([]);
  });
});

describe('groups', () => {
  const group = { recipient_type: 'group', to: 'Y2FwaV9ncm91cDo' };

  it('take no interactive message, and only they take a pin', () => {
    const { engine } = engineWith();
    const { text: _text, ...rest } = text();
    const location = { ...rest, ...group, type: 'location', location: { latitude: 1, longitude: 2 } };
    expect(refusal(() => engine.post(ID, 'messages', location))).toMatchObject({ code: 131051 });
    const pin = { ...rest, type: 'pin', pin: { type: 'unpin', message_id: 'wamid.A' } };
    expect(refusal(() => engine.post(ID, 'messages', pin))).toMatchObject({ code: 131009 });
    expect(engine.post(ID, 'messages', { ...pin, ...group })).toMatchObject({ messages: [{}] });
  });
});

describe('read receipts', () => {
  it('succeed, are kept, and are no messages', () => {
    const { engine, accepted } = engineWith();
    const receipt = { messaging_product: 'whatsapp', status: 'read', message_id: 'wamid.A' };
    expect(engine.post(ID, 'messages', receipt)).toEqual({ success: true });
    engine.post(ID, 'messages', { ...receipt, typing_indicator: { type: 'text' } });
    expect(engine.state.readReceipts.toArray()).toMatchObject([
      { messageId: 'wamid.A', typing: false },
      { messageId: 'wamid.A', typing: true },
    ]);
    expect(accepted).toEqual([]);
  });

  it('and messages take null for what the other has', () => {
    const { engine } = engineWith({ rules: 'lenient' });
    const receipt = { messaging_product: 'whatsapp', status: 'read', message_id: 'wamid.A' };
    expect(
      engine.post(ID, 'messages', {
        ...receipt,
        typing_indicator: null,
        to: null,
        type: null,
        context: null,
      }),
    ).toEqual({ success: true });
    expect(engine.post(ID, 'messages', text({ status: null, typing_indicator: null }))).toHaveProperty(
      'messages',
    );
  });

  it('are refused with a recipient, without a message or with another status', () => {
    const { engine } = engineWith();
    const receipt = { messaging_product: 'whatsapp', status: 'read', message_id: 'wamid.A' };
    expect(refusal(() => engine.post(ID, 'messages', { ...receipt, to: '+1650' }))).toMatchObject({
      code: 100,
      message: '(#100) Unexpected key "to" on param "message".',
    });
    expect(refusal(() => engine.post(ID, 'messages', { ...receipt, status: 'seen' }))).toMatchObject({
      code: 131009,
    });
    const { message_id: _id, ...withoutMessage } = receipt;
    expect(refusal(() => engine.post(ID, 'messages', withoutMessage))).toMatchObject({ code: 100 });
  });
});

describe('a phone number', () => {
  it('unknown to the simulator is refused as Meta refuses it', () => {
    const { engine } = engineWith();
    expect(refusal(() => engine.post('999', 'messages', text()))).toMatchObject({
      status: 400,
      code: 100,
      error_subcode: 33,
      type: 'GraphMethodException',
      message: expect.stringContaining("Object with ID '999' does not exist"),
    });
  });

  it('changes while the simulator runs', () => {
    const { engine } = engineWith();
    engine.state.phoneNumbers.update(ID, {
      qualityRating: 'RED',
      fields: { is_official_business_account: true },
    });
    const entry = engine.state.phoneNumbers.get(ID, 'GET');
    expect(phoneNumberFields(engine.state, entry)).toMatchObject({
      id: ID,
      quality_rating: 'RED',
      is_official_business_account: true,
    });
    expect(() => engine.state.phoneNumbers.update('7', {})).toThrow(`It has: ${ID}`);
  });

  it('must be given in international form', () => {
    expect(() => engineWith({ phoneNumbers: [{ id: '1', displayPhoneNumber: '555 0100' }] })).toThrow(
      'must be an international number with "+"',
    );
  });
});

describe('people', () => {
  it('that nobody has described get a user id that stays the same, with their country in front', () => {
    const [first, second] = [engineWith().engine.state.people, engineWith().engine.state.people];
    const stranger = first.withWaId('351912345678');
    expect(stranger.userId).toMatch(/^PT\.\d{20}$/);
    expect(second.withWaId('351912345678')).toEqual(stranger);
    expect(first.withWaId('16505551234')).toMatchObject({ name: 'Ana', userId: 'US.13491208655302741918' });
    expect(first.withUserId('US.13491208655302741918')).toMatchObject({ waId: '16505551234' });
  });
});

describe('statuses', () => {
  const delays = { sentMs: 1, deliveredMs: 2, readMs: 3 };

  it('are sent, delivered and read; a reaction is only sent; a delay that is false leaves one out', () => {
    const { engine, accepted } = engineWith();
    engine.post(ID, 'messages', text());
    const { text: _text, ...rest } = text();
    const reaction = { message_id: 'wamid.A', emoji: '✅' };
    engine.post(ID, 'messages', { ...rest, type: 'reaction', reaction });
    const steps = accepted.map((message) => statusSteps(message.type, delays).map(({ status }) => status));
    expect(steps).toEqual([['sent', 'delivered', 'read'], ['sent']]);
    const [message] = accepted;
    expect(message && statusSteps(message.type, { ...delays, readMs: false })).toEqual([
      { status: 'sent', afterMs: 1 },
      { status: 'delivered', afterMs: 2 },
    ]);
  });
});
