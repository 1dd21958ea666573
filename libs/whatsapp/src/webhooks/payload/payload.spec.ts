import { describe, expect, it, jest } from '@jest/globals';
import type { InboundEvent } from '../events/inbound-event.js';
import { readWebhook } from '../intake/read-webhook.js';
import type { InboundMessage, InboundMessageOf } from './index.js';

/** Compiles only while the unions narrow; what it says is checked besides. */
function say(message: InboundMessage): string | undefined {
  if (message.type === 'text') return message.text.body;
  if (message.type === 'image') return message.image.caption;
  if (message.type === 'reaction') return message.reaction.emoji ?? 'taken off';
  if (message.type === 'order') return message.order.product_items[0]?.product_retailer_id;
  if (message.type === 'interactive') {
    return message.interactive?.type === 'list_reply' ? message.interactive.list_reply.title : undefined;
  }
  const type: string = message.type;
  return type;
}

function tell(event: Pick<InboundEvent, 'change'>): string | undefined {
  const { change } = event;
  if (change.field === 'flows') return change.value.flow_id;
  if (change.field === 'user_preferences') return change.value.user_preferences?.[0]?.value;
  const field: string = change.field;
  return field;
}

function read(field: string, value: object) {
  return readWebhook(
    { object: 'whatsapp_business_account', entry: [{ id: '1', changes: [{ field, value }] }] },
    0,
    () => 'body',
  ).map(({ event }) => event);
}

function messages(...list: object[]): (string | undefined)[] {
  return read('messages', { messages: list.map((item, index) => ({ id: String(index), ...item })) }).map(
    (event) => (event.kind === 'message' ? say(event.message) : undefined),
  );
}

describe('the payload types', () => {
  it('narrow by the type of a message, and leave room for types to come', () => {
    const order = { catalog_id: '1', product_items: [{ product_retailer_id: 'mug' }] };
    expect(
      messages(
        { type: 'text', text: { body: 'hi' } },
        { type: 'image', image: { id: '1', mime_type: 'image/png', caption: 'look' } },
        { type: 'reaction', reaction: { message_id: 'm' } },
        { type: 'interactive', interactive: { type: 'list_reply', list_reply: { id: '1', title: 'One' } } },
        { type: 'interactive' },
        { type: 'order', order },
        { type: 'hologram', hologram: {} },
      ),
    ).toEqual(['hi', 'look', 'taken off', 'One', undefined, 'mug', 'hologram']);
  });

  it('narrow by the field of a change', () => {
    const told = [
      ...read('flows', { flow_id: '7' }),
      ...read('user_preferences', { user_preferences: [{ value: 'stop' }] }),
      ...read('field_of_tomorrow', {}),
    ].map((event) => tell(event));
    expect(told).toEqual(['7', 'stop', 'field_of_tomorrow']);
  });

  it('give one type of message by its name', () => {
    const text: InboundMessageOf<'text'> = { id: '1', timestamp: '1', type: 'text', text: { body: 'hi' } };
    expect(say(text)).toBe('hi');
  });
});

describe('readWebhook', () => {
  it("takes a template's quality for what its keys say", () => {
    const [event] = read('message_template_status_update', {
      message_template_id: '1',
      previous_quality_score: 'GREEN',
      new_quality_score: 'RED',
    });
    expect(event).toMatchObject({ kind: 'field', field: 'message_template_quality_update' });
  });

  it('finds the contact of each message among several', () => {
    const events = read('messages', {
      metadata: { phone_number_id: 'p' },
      contacts: [{ user_id: 'US.1' }, { wa_id: '2', profile: { name: 'Bo' } }],
      messages: [
        { id: 'a', type: 'text', from_user_id: 'US.1' },
        { id: 'b', type: 'text', from: '2' },
        { id: 'c', type: 'text', from: '3' },
      ],
    });
    expect(events.map((event) => (event.kind === 'message' ? event.contact : undefined))).toEqual([
      { user_id: 'US.1' },
      { wa_id: '2', profile: { name: 'Bo' } },
      undefined,
    ]);
  });

  it('asks for the hash of the whole body only where a change cannot be written as JSON', () => {
    const bodyKey = jest.fn(() => 'body');
    const deep: unknown = JSON.parse(`${'['.repeat(50_000)}${']'.repeat(50_000)}`);
    const keysOf = (...values: object[]) =>
      readWebhook(
        {
          object: 'whatsapp_business_account',
          entry: [{ id: '1', changes: values.map((value) => ({ field: 'smb_message_echoes', value })) }],
        },
        0,
        bodyKey,
      ).map(({ event }) => event.key);
    expect(
      new Set(keysOf(...Array.from({ length: 1000 }, (_, id) => ({ message_echoes: [{ id }] })))).size,
    ).toBe(1000);
    expect(bodyKey).not.toHaveBeenCalled();
    expect(new Set(keysOf({ deep }, { deep })).size).toBe(2);
  });

  it('gives the time of arrival where Meta gives none', () => {
    const [event] = readWebhook(
      { object: 'whatsapp_business_account', entry: [{ id: '1', changes: [{ field: 'x', value: {} }] }] },
      1234,
      () => 'body',
    );
    expect(event?.event.timestamp).toBe(1234);
  });
});
