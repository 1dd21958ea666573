import { createHmac } from 'node:crypto';
import { afterEach, describe, expect, it } from '@jest/globals';
import { WhatsAppSimulator } from './whatsapp-simulator.js';
import type { WhatsAppSimulatorOptions } from './simulator-options.js';
import { WebhookReceiver, type ReceivedWebhook } from './spec-support/webhook-receiver.js';

const cleanUp: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const stop of cleanUp.splice(0)) await stop();
});

async function start(options: WhatsAppSimulatorOptions = {}): Promise<WhatsAppSimulator> {
  const simulator = await WhatsAppSimulator.start({
    statusDelays: { sentMs: 0, deliveredMs: 0, readMs: 0 },
    webhookRetry: { firstDelayMs: 1, maxAttempts: 3 },
    ...options,
  });
  cleanUp.push(() => simulator.stop());
  return simulator;
}

async function receiver(): Promise<WebhookReceiver> {
  const started = await WebhookReceiver.start();
  cleanUp.push(() => started.stop());
  return started;
}

const TEXT = { messaging_product: 'whatsapp', to: '+16505551234', type: 'text', text: { body: 'Olá / 🙂' } };

async function post(
  simulator: WhatsAppSimulator,
  body: unknown,
  { path = `/v24.0/${simulator.phoneNumberId}/messages`, token = simulator.accessToken } = {},
) {
  const response = await fetch(`${simulator.url}${path}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      ...(token === '' ? {} : { authorization: `Bearer ${token}` }),
    },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  const answer: unknown = await response.json();
  return { status: response.status, headers: response.headers, body: answer };
}

function get(simulator: WhatsAppSimulator, path: string, token = simulator.accessToken) {
  return fetch(`${simulator.url}${path}`, { headers: { authorization: `Bearer ${token}` } });
}

/** The one change in a webhook. */
function value(webhook: ReceivedWebhook | undefined): unknown {
  const body: unknown = JSON.parse(webhook?.raw ?? 'null');
  expect(body).toMatchObject({
    object: 'whatsapp_business_account',
    entry: [{ id: '102290129340398', changes: [{ field: 'messages' }] }],
  });
  return (body as { entry: [{ changes: [{ value: unknown }] }] }).entry[0].changes[0].value;
}

describe('over HTTP', () => {
  it('a message is accepted under any Graph version, and the history shows it', async () => {
    const simulator = await start();
    for (const version of ['v19.0', 'v24.0', 'v31.0']) {
      const path = `/${version}/${simulator.phoneNumberId}/messages`;
      expect(await post(simulator, TEXT, { path })).toMatchObject({
        status: 200,
        body: { messaging_product: 'whatsapp', messages: [{ id: expect.stringContaining('wamid.') }] },
      });
    }
    expect(simulator.messages.map(({ body }) => body['text'])).toEqual([TEXT.text, TEXT.text, TEXT.text]);
    expect(simulator.acceptedCount).toBe(3);
    expect(simulator.requestCount).toBe(3);
  });

  it('marketing_messages takes templates only', async () => {
    const simulator = await start();
    const path = `/v24.0/${simulator.phoneNumberId}/marketing_messages`;
    const template = {
      messaging_product: 'whatsapp',
      to: '+16505551234',
      type: 'template',
      template: { name: 'spring_sale', language: { code: 'en_US' } },
      product_policy: 'STRICT',
    };
    expect(await post(simulator, template, { path })).toMatchObject({ status: 200 });
    expect(await post(simulator, TEXT, { path })).toMatchObject({
      status: 400,
      body: { error: { code: 100 } },
    });
    expect(await post(simulator, template)).toMatchObject({
      status: 400,
      body: { error: { code: 100, message: '(#100) Unexpected key "product_policy" on param "message".' } },
    });
  });

  it.each([
    ['no token', '', 104],
    ['an unknown token', 'somebody-else', 190],
  ])('%s gets 401 and code %s', async (_name, token, code) => {
    const simulator = await start({ accessToken: 'first', accessTokens: ['second'] });
    expect(await post(simulator, TEXT, { token })).toMatchObject({
      status: 401,
      body: { error: { code, type: 'OAuthException', fbtrace_id: expect.any(String) } },
    });
    expect(await post(simulator, TEXT, { token: 'second' })).toMatchObject({ status: 200 });
  });

  it('an app secret proof is checked where one is given', async () => {
    const simulator = await start({ accessToken: 'token', appSecret: 'secret' });
    const proof = createHmac('sha256', 'secret').update('token').digest('hex');
    const path = `/v24.0/${simulator.phoneNumberId}?appsecret_proof=`;
    expect((await get(simulator, `${path}${proof}`)).status).toBe(200);
    const refused = await get(simulator, `${path}${'0'.repeat(64)}`);
    expect(refused.status).toBe(400);
    expect(await refused.json()).toMatchObject({
      error: { code: 100, message: 'Invalid appsecret_proof provided in the API argument' },
    });
  });

  it('a path that it lacks is answered as an unknown path and logged', async () => {
    const warnings: string[] = [];
    const logger = { info: () => undefined, warn: (message: string) => warnings.push(message) };
    const simulator = await start({ logger });
    for (const path of [
      `/v24.0/${simulator.phoneNumberId}/telegrams`,
      '/messages',
      '/latest/1/messages',
      '/',
    ]) {
      expect(await post(simulator, TEXT, { path })).toMatchObject({
        status: 400,
        body: { error: { code: 2500, message: expect.stringContaining('Unknown path components: /') } },
      });
    }
    expect(warnings).toHaveLength(4);
    expect(warnings[0]).toContain(`POST /v24.0/${simulator.phoneNumberId}/telegrams`);
  });

  it.each([
    ['broken JSON', '{"messaging_product":'],
    ['no object', '"hello"'],
    ['null', 'null'],
    ['a list', '[]'],
    ['a body with __proto__', '{"messaging_product":"whatsapp","__proto__":{"x":1}}'],
  ])('%s is refused with code 100', async (_name, body) => {
    const simulator = await start();
    expect(await post(simulator, body)).toMatchObject({ status: 400, body: { error: { code: 100 } } });
  });

  it('a number shows its fields, and what a test changes about it', async () => {
    const simulator = await start({
      phoneNumbers: [{ id: '77', displayPhoneNumber: '+351 912 345 678', verifiedName: 'Padaria' }],
    });
    simulator.updatePhoneNumber('77', { qualityRating: 'YELLOW', throughput: 'HIGH' });
    const response = await get(simulator, '/v24.0/77?fields=verified_name,quality_rating,throughput');
    expect(await response.json()).toEqual({
      id: '77',
      verified_name: 'Padaria',
      quality_rating: 'YELLOW',
      throughput: { level: 'HIGH' },
    });
    expect((await get(simulator, '/v24.0/78')).status).toBe(400);
  });

  it('ordered faults come with their status and headers', async () => {
    const simulator = await start();
    simulator.failNext({ code: 131056, headers: { 'retry-after': '4' } });
    const refused = await post(simulator, TEXT);
    expect(refused).toMatchObject({ status: 400, body: { error: { code: 131056 } } });
    expect(refused.headers.get('retry-after')).toBe('4');
    expect((await post(simulator, TEXT)).status).toBe(200);
  });
});

describe('webhooks', () => {
  it('tell of sent, delivered and read, in order, with the identity and pricing fields', async () => {
    const hooks = await receiver();
    const simulator = await start({ webhookUrl: hooks.url });
    await post(simulator, { ...TEXT, biz_opaque_callback_data: 'order 42' });
    await simulator.settled();
    const [sent, delivered, read] = hooks.received.map(value);
    expect(hooks.received).toHaveLength(3);
    const pricing = {
      billable: false,
      pricing_model: 'PMP',
      type: 'free_customer_service',
      category: 'service',
    };
    const status = {
      id: simulator.messages[0]?.id,
      timestamp: expect.stringMatching(/^\d{10}$/),
      recipient_id: '16505551234',
      recipient_user_id: 'US.13491208655302741918',
      biz_opaque_callback_data: 'order 42',
    };
    expect(sent).toEqual({
      messaging_product: 'whatsapp',
      metadata: { display_phone_number: '15550783881', phone_number_id: simulator.phoneNumberId },
      contacts: [{ profile: { name: 'Ana' }, wa_id: '16505551234', user_id: 'US.13491208655302741918' }],
      statuses: [{ ...status, status: 'sent', pricing }],
    });
    expect(delivered).toMatchObject({ statuses: [{ ...status, status: 'delivered', pricing }] });
    expect(read).toMatchObject({ statuses: [{ ...status, status: 'read' }] });
    expect(read).not.toMatchObject({ statuses: [{ pricing }] });
  });

  it('leave out the phone of a user addressed by id, and name the participant of a group', async () => {
    const hooks = await receiver();
    const simulator = await start({
      webhookUrl: hooks.url,
      statusDelays: { sentMs: 0, deliveredMs: 0, readMs: false },
    });
    const { to: _to, ...message } = TEXT;
    await post(simulator, { ...message, recipient: 'PT.482' });
    await simulator.settled();
    await post(simulator, { ...TEXT, recipient_type: 'group', to: 'Z3JvdXA' });
    await simulator.settled();
    const [first, , groupSent, groupDelivered] = hooks.received.map(value);
    expect(first).toMatchObject({
      contacts: [{ user_id: 'PT.482' }],
      statuses: [{ recipient_user_id: 'PT.482' }],
    });
    expect(JSON.stringify(first)).not.toMatch(/recipient_id|wa_id/);
    const group = { recipient_id: 'Z3JvdXA', recipient_type: 'group' };
    expect(groupSent).toMatchObject({ statuses: [{ status: 'sent', ...group }] });
    expect(groupDelivered).toMatchObject({
      statuses: [{ status: 'delivered', ...group, recipient_participant_id: '16505551234' }],
    });
  });

  it('of a reaction are only sent, and of a read receipt none', async () => {
    const hooks = await receiver();
    const simulator = await start({ webhookUrl: hooks.url });
    const { text: _text, ...message } = TEXT;
    await post(simulator, { ...message, type: 'reaction', reaction: { message_id: 'wamid.A', emoji: '👍' } });
    await post(simulator, { messaging_product: 'whatsapp', status: 'read', message_id: 'wamid.A' });
    await simulator.settled();
    expect(hooks.received.map(value)).toMatchObject([{ statuses: [{ status: 'sent' }] }]);
    expect(simulator.readReceipts).toHaveLength(1);
  });

  it('are signed over the bytes, in which only ASCII and escaped slashes stand', async () => {
    const hooks = await receiver();
    const simulator = await start({ webhookUrl: hooks.url, appSecret: 'shh' });
    await simulator.receive({ from: '+351912345678', name: 'José', text: 'a/b 🙂', replyTo: 'wamid.A' });
    const [webhook] = hooks.received;
    expect(webhook?.raw).toContain(String.raw`{"body":"a\/b \ud83d\ude42"}`);
    expect(webhook?.raw).toContain(String.raw`{"name":"Jos\u00e9"}`);
    const hmac = createHmac('sha256', 'shh')
      .update(Buffer.from(webhook?.raw ?? ''))
      .digest('hex');
    expect(webhook?.headers['x-hub-signature-256']).toBe(`sha256=${hmac}`);
    expect(value(webhook)).toMatchObject({
      contacts: [
        { profile: { name: 'José' }, wa_id: '351912345678', user_id: expect.stringMatching(/^PT\./) },
      ],
      messages: [
        {
          from: '351912345678',
          from_user_id: expect.stringMatching(/^PT\./),
          type: 'text',
          text: { body: 'a/b 🙂' },
          context: { from: '15550783881', id: 'wamid.A' },
        },
      ],
    });
  });

  it('are repeated until they are answered with 200, each entry of the log with its attempts', async () => {
    const hooks = await receiver();
    const simulator = await start({ webhookUrl: hooks.url });
    hooks.answerWith({ status: 503, body: '' }, { status: 202, body: '' });
    await simulator.deliver({ object: 'whatsapp_business_account', entry: [] });
    await simulator.settled();
    expect(simulator.deliveries).toMatchObject([
      { state: 'delivered', attempts: [{ status: 503 }, { status: 202 }, { status: 200 }] },
    ]);
    expect(new Set(hooks.received.map(({ raw }) => raw)).size).toBe(1);
  });

  it('are given up after the last attempt', async () => {
    const hooks = await receiver();
    const simulator = await start({ webhookUrl: hooks.url });
    const { url } = hooks;
    await hooks.stop();
    await simulator.deliver({ object: 'whatsapp_business_account' });
    await simulator.settled();
    const [delivery] = simulator.deliveries;
    expect(delivery).toMatchObject({ state: 'failed', url });
    expect(delivery?.attempts).toHaveLength(3);
    expect(delivery?.attempts[0]?.error).toMatch(/ECONNREFUSED|closed/);
  });

  it('wait for nothing once the simulator stops', async () => {
    const hooks = await receiver();
    const simulator = await start({ webhookUrl: hooks.url, webhookRetry: { firstDelayMs: 3_600_000 } });
    hooks.answerWith({ status: 500, body: '' });
    const delivery = await simulator.deliver({ object: 'whatsapp_business_account' });
    expect(delivery?.state).toBe('retrying');
    await simulator.stop();
    await simulator.settled();
    expect(delivery?.state).toBe('cancelled');
  });

  it('go where they are told to, also later, and nowhere without a URL', async () => {
    const [first, second] = [await receiver(), await receiver()];
    const simulator = await start();
    expect(await simulator.deliver({ object: 'none' })).toBeUndefined();
    simulator.setWebhookUrl(first.url);
    await simulator.deliver({ object: 'first' });
    simulator.setWebhookUrl(second.url);
    await simulator.deliver({ object: 'second' });
    simulator.setWebhookUrl(undefined);
    await post(simulator, TEXT);
    await simulator.settled();
    expect(first.received.map(({ raw }) => raw)).toEqual(['{"object":"first"}']);
    expect(second.received.map(({ raw }) => raw)).toEqual(['{"object":"second"}']);
    expect(() => simulator.setWebhookUrl('localhost:3000')).toThrow('must begin with http:// or https://');
  });

  it('are verified by a handshake that wants exactly the challenge back', async () => {
    const hooks = await receiver();
    const simulator = await start({ webhookUrl: hooks.url, verifyToken: 'let me in' });
    expect(await simulator.verifyWebhook()).toMatchObject({ verified: true, status: 200 });
    const query = new URL(hooks.received[0]?.url ?? '', hooks.url).searchParams;
    expect(query.get('hub.mode')).toBe('subscribe');
    expect(query.get('hub.verify_token')).toBe('let me in');
    hooks.answerWith({ status: 200, body: '"1"' }, { status: 403, body: '' });
    expect(await simulator.verifyWebhook()).toMatchObject({ verified: false, answer: '"1"' });
    expect(await simulator.verifyWebhook()).toMatchObject({ verified: false, status: 403 });
    simulator.setWebhookUrl(undefined);
    expect(() => simulator.verifyWebhook()).toThrow('There is no webhook URL');
  });
});

describe('several simulators in one process', () => {
  it('share nothing', async () => {
    const all = await Promise.all(
      Array.from({ length: 20 }, (_, n) => start({ accessToken: `token ${n}`.replace(' ', '-') })),
    );
    expect(new Set(all.map(({ url }) => url)).size).toBe(20);
    all[0]?.failNext({ code: 131000 });
    const answers = await Promise.all(all.map((simulator) => post(simulator, TEXT)));
    expect(answers.map(({ status }) => status)).toEqual([500, ...Array.from({ length: 19 }, () => 200)]);
    expect(all.map(({ acceptedCount }) => acceptedCount)).toEqual([
      0,
      ...Array.from({ length: 19 }, () => 1),
    ]);
    const [first, second] = all;
    if (!first || !second) throw new Error('unreachable');
    expect((await post(first, TEXT, { token: second.accessToken })).status).toBe(401);
  });

  it('cannot listen on one port', async () => {
    const simulator = await start();
    const port = Number(new URL(simulator.url).port);
    await expect(WhatsAppSimulator.start({ port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });
});
