import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterEach, describe, expect, it } from '@jest/globals';
import { WebhookReceiver } from '../spec-support/webhook-receiver.js';
import type { WhatsAppSimulatorOptions } from '../simulator-options.js';
import { WhatsAppSimulator } from '../whatsapp-simulator.js';
import type { MessageView, SimulatorEvent } from './api/index.js';
import { createSimulatorClient, type SimulatorClient } from './client/index.js';

const ANA = '16505551234';
const HOUR = 60 * 60 * 1000;
const cleanUp: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const stop of cleanUp.splice(0)) await stop();
});

async function start(options: WhatsAppSimulatorOptions = {}) {
  const hooks = await WebhookReceiver.start();
  cleanUp.push(() => hooks.stop());
  const simulator = await WhatsAppSimulator.start({
    webhookUrl: hooks.url,
    statusDelays: { sentMs: 0, deliveredMs: 0, readMs: 0 },
    webhookRetry: { firstDelayMs: 1, maxAttempts: 3 },
    ...options,
  });
  cleanUp.push(() => simulator.stop());
  return { simulator, hooks, client: createSimulatorClient(simulator.url) };
}

async function send(
  simulator: WhatsAppSimulator,
  message: Readonly<Record<string, unknown>>,
): Promise<string> {
  const response = await fetch(`${simulator.url}/v24.0/${simulator.phoneNumberId}/messages`, {
    method: 'POST',
    headers: { authorization: `Bearer ${simulator.accessToken}`, 'content-type': 'application/json' },
    body: JSON.stringify({ messaging_product: 'whatsapp', to: `+${ANA}`, ...message }),
  });
  const body: unknown = await response.json();
  if (!response.ok) throw new Error(JSON.stringify(body));
  return (body as { messages: [{ id: string }] }).messages[0].id;
}

const TEXT = { type: 'text', text: { body: 'Hello *you*' } } as const;

describe('the control API', () => {
  it('shows who there is, and adds, changes and removes people', async () => {
    const { client } = await start();
    expect(await client.people()).toMatchObject([
      { id: 'US.13491208655302741918', phoneNumber: `+${ANA}`, name: 'Ana', online: true, device: 'android' },
    ]);
    const bruno = await client.addPerson({
      phoneNumber: '+351 912 345 678',
      name: 'Bruno',
      readReceipts: false,
    });
    expect(bruno).toMatchObject({ id: expect.stringMatching(/^PT\./), phoneNumber: '+351912345678' });
    expect(await client.updatePerson('351912345678', { device: 'kaios' })).toMatchObject({ device: 'kaios' });
    expect(await client.person(bruno.id)).toMatchObject({ readReceipts: false, device: 'kaios' });
    await client.removePerson(bruno.id);
    await expect(client.person(bruno.id)).rejects.toMatchObject({
      status: 404,
      message: expect.stringContaining(bruno.id),
    });
    await expect(client.addPerson({ name: 'X' })).rejects.toThrow('needs a phoneNumber');
    await expect(client.updatePerson(ANA, { device: 'fax' as never })).rejects.toThrow(
      'The body is not right: body/device',
    );
  });

  it('shows a conversation: messages both ways, ticks, quotes, reactions, raw request and webhooks', async () => {
    const { simulator, client } = await start();
    const { messageId = '' } = await client.act(ANA, { action: 'send', message: TEXT });
    const id = await send(simulator, { ...TEXT, context: { message_id: messageId } });
    await send(simulator, { type: 'reaction', reaction: { message_id: messageId, emoji: '👍' } });
    await simulator.settled();
    await client.act(ANA, { action: 'react', messageId: id, emoji: '❤️' });
    const [inbound, outbound] = await client.messages(ANA);
    expect(inbound).toMatchObject({
      id: messageId,
      direction: 'inbound',
      content: { body: 'Hello *you*' },
      state: 'received',
      reactions: [{ from: 'business', emoji: '👍' }],
    });
    expect(outbound).toMatchObject({
      direction: 'outbound',
      state: 'read',
      steps: [{ state: 'accepted' }, { state: 'sent' }, { state: 'delivered' }, { state: 'read' }],
      quote: { messageId, shown: true, direction: 'inbound', type: 'text', text: 'Hello *you*' },
      reactions: [{ from: 'person', emoji: '❤️' }],
      request: { type: 'text', context: { message_id: messageId } },
      response: { messages: [{ id }] },
    });
    const webhooks = await Promise.all(
      (outbound?.webhookIds ?? []).map((webhookId) => client.webhook(webhookId)),
    );
    expect(webhooks.map(({ summary, state }) => `${summary}: ${state}`)).toEqual([
      'sent: delivered',
      'delivered: delivered',
      'read: delivered',
    ]);
    expect(await client.message(id)).toEqual(outbound);
    await expect(client.message('wamid.none')).rejects.toMatchObject({ status: 404 });
  });

  it('shows window, typing and read state of the conversation', async () => {
    const { simulator, client } = await start();
    const conversation = async () => (await client.person(ANA)).conversations[0];
    expect(await conversation()).toMatchObject({
      windowOpenUntil: null,
      typingUntil: null,
      lastMessageAt: null,
    });
    const { messageId } = await client.act(ANA, { action: 'send', message: TEXT });
    await fetch(
      `${simulator.url}/v24.0/${simulator.phoneNumberId}/messages?access_token=${simulator.accessToken}`,
      {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          messaging_product: 'whatsapp',
          status: 'read',
          message_id: messageId,
          typing_indicator: { type: 'text' },
        }),
      },
    );
    expect(await conversation()).toMatchObject({
      windowOpenUntil: expect.any(String),
      typingUntil: expect.any(String),
    });
    expect(await client.messages(ANA)).toMatchObject([{ state: 'read' }]);
    await client.advance(24 * HOUR);
    expect(await conversation()).toMatchObject({ windowOpenUntil: null, typingUntil: null });
  });

  it('lets time pass, at any speed', async () => {
    const { client } = await start({ startAt: new Date('2026-01-01T00:00:00Z') });
    await client.setSpeed(0);
    const before = Date.parse((await client.clock()).now);
    expect(Date.parse((await client.advance(30 * 24 * HOUR)).now) - before).toBe(30 * 24 * HOUR);
    expect(await client.clock()).toMatchObject({
      now: expect.stringContaining('2026-01-31T00:00:0'),
      speed: 0,
    });
    await expect(client.advance(-1)).rejects.toThrow('must be >= 0');
    await expect(client.setSpeed(-1)).rejects.toThrow('must be >= 0');
  });

  it('brings people online, who get what waited for them', async () => {
    const { simulator, client } = await start();
    await client.updatePerson(ANA, { online: false });
    const id = await send(simulator, TEXT);
    await simulator.settled();
    expect(await client.message(id)).toMatchObject({ state: 'sent' });
    await client.updatePerson(ANA, { online: true });
    await simulator.settled();
    expect(await client.message(id)).toMatchObject({ state: 'read' });
    await client.updatePerson(ANA, { online: false, readReceipts: false });
    const late = await send(simulator, TEXT);
    await simulator.settled();
    await client.advance(31 * 24 * HOUR);
    expect(await client.message(late)).toMatchObject({ state: 'dropped' });
  });

  it('switches rules by preset and one by one', async () => {
    const { simulator, client } = await start();
    expect(await client.setRules('meta')).toMatchObject({ customerServiceWindow: true, templates: true });
    expect(await client.setRules({ templates: false })).toMatchObject({
      customerServiceWindow: true,
      templates: false,
    });
    const id = await send(simulator, TEXT);
    await simulator.settled();
    expect(await client.message(id)).toMatchObject({
      state: 'failed',
      failure: { code: 131047, title: 'Re-engagement message', details: expect.any(String) },
    });
  });

  it('orders and takes back faults, and keeps the refused calls', async () => {
    const { simulator, client } = await start();
    const fault = await client.addFault({ kind: 'error', code: 130429, count: 2 });
    expect(fault).toMatchObject({ kind: 'error', hits: 0, left: 2 });
    await expect(send(simulator, TEXT)).rejects.toThrow('130429');
    expect(await client.faults()).toMatchObject([{ id: fault.id, hits: 1, left: 1 }]);
    await client.removeFault(fault.id);
    await client.addFault({ kind: 'latency', probability: 0.5 });
    expect((await client.state()).faults).toMatchObject([{ left: null }]);
    await client.clearFaults();
    expect(await client.faults()).toEqual([]);
    expect(await client.refused()).toMatchObject([
      { method: 'POST', code: 130429, httpStatus: 400, request: { type: 'text' } },
    ]);
    await expect(client.addFault({ kind: 'error', count: 0 })).rejects.toThrow('body/count must be >= 1');
    await expect(client.removeFault('fault-9')).rejects.toMatchObject({ status: 404 });
  });

  it('changes a business number, and what keeps it from sending', async () => {
    const { simulator, client } = await start();
    const id = simulator.phoneNumberId;
    expect(
      await client.updatePhoneNumber(id, { restriction: 'maintenance', throughput: 'HIGH' }),
    ).toMatchObject({
      id,
      restriction: 'maintenance',
      throughput: 'HIGH',
      allowedRecipients: null,
    });
    await expect(send(simulator, TEXT)).rejects.toThrow('131057');
    await client.updatePhoneNumber(id, { restriction: 'none', allowedRecipients: ['+351 912 345 678'] });
    await expect(send(simulator, TEXT)).rejects.toThrow('131030');
    await client.updatePhoneNumber(id, { allowedRecipients: null });
    expect(await send(simulator, TEXT)).toContain('wamid.');
    await expect(client.updatePhoneNumber('7', {})).rejects.toMatchObject({ status: 404 });
    await expect(client.updatePhoneNumber(id, { displayPhoneNumber: '555' })).rejects.toThrow(
      'international',
    );
  });

  it('decides about flows, and tells the business', async () => {
    const { simulator, client } = await start({ demo: true, rules: { flows: true } });
    const action = {
      name: 'flow',
      parameters: { flow_message_version: '3', flow_id: '770011', flow_cta: 'Go' },
    };
    const message = { type: 'interactive', interactive: { type: 'flow', body: { text: 'Well?' }, action } };
    expect(await client.reviewFlow('770011', 'BLOCKED')).toMatchObject({ id: '770011', status: 'BLOCKED' });
    await expect(send(simulator, message)).rejects.toThrow('132068');
    await client.reviewFlow('770011', 'PUBLISHED');
    expect(await send(simulator, message)).toContain('wamid.');
    const last = (await client.webhooks()).find(({ field }) => field === 'flows');
    expect(JSON.stringify(last?.payload)).toContain('"old_status":"BLOCKED","new_status":"PUBLISHED"');
    await expect(client.reviewFlow('1', 'BLOCKED')).rejects.toMatchObject({ status: 404 });
  });

  it('keeps the webhook log and delivers again', async () => {
    const { client, hooks } = await start();
    await client.act(ANA, { action: 'send', message: TEXT });
    const [webhook] = await client.webhooks();
    if (!webhook) throw new Error('unreachable');
    expect(webhook).toMatchObject({ field: 'messages', summary: 'text from Ana', state: 'delivered' });
    expect((await client.redeliver(webhook.id)).attempts).toHaveLength(2);
    expect(hooks.received.map(({ raw }) => raw)).toEqual([hooks.received[0]?.raw, hooks.received[0]?.raw]);
    expect(await client.deliver({ object: 'anything' })).toMatchObject([{ payload: { object: 'anything' } }]);
    expect(await client.setWebhookUrl(null)).toEqual([{ name: 'app', url: null, fields: null }]);
    await client.act(ANA, { action: 'send', message: TEXT });
    expect(hooks.received).toHaveLength(3);
    expect(await client.subscriptions()).toMatchObject([{ url: null }]);
  });

  it('shows the templates and lets them be reviewed', async () => {
    const { client } = await start();
    const [template] = await client.templates();
    expect(template).toMatchObject({ name: 'hello_world', language: 'en_US', status: 'APPROVED' });
    expect(
      await client.reviewTemplate(template?.id ?? '', { decision: 'pause', qualityScore: 'RED' }),
    ).toMatchObject({
      status: 'PAUSED',
      qualityScore: 'RED',
    });
    expect((await client.webhooks()).map(({ field }) => field)).toEqual([
      'message_template_status_update',
      'message_template_quality_update',
    ]);
  });

  it("gives out people's media without a token", async () => {
    const { client } = await start();
    await client.act(ANA, { action: 'send', message: { type: 'image', image: { caption: 'A picture' } } });
    const [message] = await client.messages(ANA);
    const content = message?.content as { id: string; mime_type: string };
    const response = await fetch(client.mediaUrl(content.id));
    expect(response.headers.get('content-type')).toBe('image/png');
    expect(
      Buffer.from(await response.arrayBuffer())
        .subarray(1, 4)
        .toString(),
    ).toBe('PNG');
    // On the page's own origin nothing that was uploaded may run as a page.
    expect(response.headers.get('content-security-policy')).toBe("sandbox; frame-ancestors 'none'");
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect((await fetch(client.mediaUrl('1'))).status).toBe(404);
  });

  it('refuses what makes no sense with the reason', async () => {
    const { client } = await start();
    await expect(client.act(ANA, { action: 'dance' } as never)).rejects.toThrow('The body is not right');
    await expect(client.act(ANA, { action: 'press_button', messageId: 'wamid.x', index: 0 })).rejects.toThrow(
      'There is no message wamid.x in the conversation with Ana.',
    );
    await expect(client.act('nobody', { action: 'read' })).rejects.toMatchObject({ status: 404 });
    await expect(client.act(ANA, { action: 'read', phoneNumberId: '7' })).rejects.toMatchObject({
      status: 404,
    });
  });

  it('has an OpenAPI document that its answers keep to, and a page about itself', async () => {
    const { simulator, client } = await start({ demo: true, rules: 'lenient' });
    await send(simulator, {
      type: 'template',
      template: { name: 'hello_world', language: { code: 'en_US' } },
    });
    await client.act(ANA, { action: 'send', message: TEXT });
    await client.act(ANA, { action: 'call' });
    const [group] = await client.groups();
    await send(simulator, { ...TEXT, recipient_type: 'group', to: group?.id });
    await client.addFault({ kind: 'error' });
    await send(simulator, TEXT).catch(() => undefined);
    await client.addFault({ kind: 'error', every: 7, headers: { 'retry-after': '1' } });
    await simulator.settled();
    const document = (await (await fetch(`${simulator.url}/simulator/openapi.json`)).json()) as {
      paths: Record<
        string,
        Record<string, { responses: Record<string, { content?: Record<string, { schema?: object }> }> }>
      >;
      components: object;
    };
    const ajv = new Ajv2020({ strict: false, validateFormats: false });
    ajv.addSchema({ $id: 'doc', ...document });
    const { id } = (await client.messages(ANA))[0] as MessageView;
    const [webhook] = await client.webhooks();
    const real: Record<string, string> = {
      personId: ANA,
      messageId: id,
      webhookId: webhook?.id ?? '',
      groupId: group?.id ?? '',
    };
    let checked = 0;
    for (const [path, methods] of Object.entries(document.paths)) {
      const schema = methods['get']?.responses['200']?.content?.['application/json']?.schema;
      const address = path.replaceAll(/\{(\w+)\}/g, (_all, name: string) =>
        encodeURIComponent(real[name] ?? ''),
      );
      if (!schema) continue;
      const body: unknown = await (await fetch(simulator.url + address)).json();
      const pointer = `doc#/paths/${path.replaceAll('~', '~0').replaceAll('/', '~1')}/get/responses/200/content/application~1json/schema`;
      const validate = ajv.getSchema(encodeURI(pointer));
      expect({ path, valid: validate?.(body), errors: validate?.errors }).toEqual({
        path,
        valid: true,
        errors: null,
      });
      checked += 1;
    }
    expect(checked).toBeGreaterThan(10);
    const page = await (await fetch(`${simulator.url}/simulator/docs`)).text();
    expect(page).toContain('/simulator/people/{personId}/actions');
    // Some twenty schemas are compiled: seconds on a machine that has other things to do.
  }, 30_000);

  it('counts no request of its own as one of the business', async () => {
    const { simulator, client } = await start();
    await client.state();
    expect(simulator.requestCount).toBe(0);
  });
});

describe('live events', () => {
  /** Gathers events until one is the last. */
  async function gather(
    client: SimulatorClient,
    act: () => Promise<unknown>,
    last: (event: SimulatorEvent) => boolean,
  ) {
    const abort = new AbortController();
    const events: SimulatorEvent[] = [];
    for await (const event of client.events(abort.signal)) {
      events.push(event);
      if (event.type === 'hello') void act();
      if (last(event)) abort.abort();
    }
    return events;
  }

  it('tell of messages, their statuses, webhooks and people, each with the new state', async () => {
    const { simulator, client } = await start();
    const events = await gather(
      client,
      () => send(simulator, TEXT),
      (event) =>
        event.type === 'webhook' && event.webhook.summary === 'read' && event.webhook.state === 'delivered',
    );
    expect(events[0]).toMatchObject({ type: 'hello', clock: { speed: 1 } });
    expect(events.find(({ type }) => type === 'message')).toMatchObject({ message: { state: 'accepted' } });
    const states = events.flatMap((event) => (event.type === 'message_updated' ? [event.message.state] : []));
    expect([...new Set(states)]).toEqual(['sent', 'delivered', 'read']);
    expect(events.some(({ type }) => type === 'person')).toBe(true);
  });

  it('tell of the clock, faults, rules, templates, subscriptions and refused calls', async () => {
    const { simulator, client } = await start();
    const events = await gather(
      client,
      async () => {
        await client.advance(1000);
        await client.addFault({ kind: 'error' });
        await client.setRules('meta');
        await client.updatePerson(ANA, { name: 'Anna' });
        await client.reviewTemplate((await client.templates())[0]?.id ?? '', { decision: 'disable' });
        await client.setWebhookUrl(null);
        await send(simulator, TEXT).catch(() => undefined);
      },
      ({ type }) => type === 'refused',
    );
    const types = new Set(events.map(({ type }) => type));
    for (const type of ['clock', 'faults', 'rules', 'person', 'template', 'subscriptions', 'refused']) {
      expect(types).toContain(type);
    }
  });
});
