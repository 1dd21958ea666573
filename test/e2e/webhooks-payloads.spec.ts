import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { InboundEvent } from 'nestjs-whatsapp';
import { signWebhook } from 'nestjs-whatsapp/testing';
import { fieldCases } from '../support/webhooks/field-cases.js';
import { messageCases } from '../support/webhooks/message-cases.js';
import { statusCases } from '../support/webhooks/status-cases.js';
import { appSecret, platforms, WebhookApp } from '../support/webhooks/webhook-app.js';

interface Change {
  readonly field: string;
  readonly value: Readonly<Record<string, readonly unknown[] | undefined>>;
}

const cases = [...messageCases, ...statusCases, ...fieldCases];

function contentOf(event: InboundEvent): unknown {
  if (event.kind === 'message') return event.message;
  if (event.kind === 'status' || event.kind === 'call-status') return event.status;
  if (event.kind === 'call') return event.call;
  return event.kind === 'error' ? event.error : event.value;
}

/** The one thing that is not given as Meta writes it. */
function withTextId(value: Readonly<Record<string, unknown>>): unknown {
  const { message_template_id: id } = value;
  return typeof id === 'number' ? { ...value, message_template_id: String(id) } : value;
}

const kindsOf = (events: readonly InboundEvent[]) => events.map(({ kind }) => kind).toSorted();

describe.each(platforms)('the payloads of the webhooks reference on %s', (platform) => {
  let receiver: WebhookApp;
  let seen: InboundEvent[];

  beforeAll(async () => {
    receiver = await WebhookApp.start({ platform });
    seen = receiver.handle('test');
  });

  afterAll(() => receiver.stop());

  it.each(cases)('$name: typed events, once, and none when it is changed', async ({ body, kinds }) => {
    const bytes = Buffer.from(JSON.stringify(body));
    const signature = signWebhook(bytes, appSecret);
    for (const at of [0, Math.floor(bytes.length / 2), bytes.length - 2]) {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect([400, 401]).toContain(await receiver.post(changed, { 'x-hub-signature-256': signature }));
    }
    expect(seen).toHaveLength(0);
    expect(await receiver.post(bytes)).toBe(200);
    expect(await receiver.post(bytes)).toBe(200);
    const events = seen.splice(0);
    expect(kindsOf(events)).toEqual(kinds.toSorted());
    const changes = body.entry.flatMap((entry) => entry['changes'] as Change[]);
    const given = changes.flatMap(({ value }) => [
      ...(value['messages'] ?? []),
      ...(value['statuses'] ?? []),
      ...(value['calls'] ?? []),
      ...(value['errors'] ?? []),
      withTextId(value),
    ]);
    for (const event of events) {
      expect(given).toContainEqual(contentOf(event));
      expect(changes.map(({ field }) => field)).toContain(event.field);
      expect(event.timestamp).toBeGreaterThan(0);
      expect(event.businessAccountId).toBe('102290129340398');
    }
  });
});

describe('all of them in one delivery', () => {
  it('give each its events, once, though it comes twice', async () => {
    const receiver = await WebhookApp.start();
    const seen = receiver.handle('test');
    const body = {
      object: 'whatsapp_business_account',
      entry: cases.flatMap(({ body: { entry } }) => entry),
    };
    expect(await receiver.post(JSON.stringify(body))).toBe(200);
    expect(await receiver.post(JSON.stringify(body))).toBe(200);
    expect(kindsOf(seen)).toEqual(cases.flatMap(({ kinds }) => kinds).toSorted());
    expect(new Set(seen.map(({ key }) => key)).size).toBe(seen.length);
    await receiver.stop();
  });
});
