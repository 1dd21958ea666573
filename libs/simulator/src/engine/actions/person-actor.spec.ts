import { describe, expect, it } from '@jest/globals';
import { EngineUnderTest, type Outcome } from '../../spec-support/engine-under-test.js';
import { DEMO_TEMPLATES } from '../../demo/demo-templates.js';

const ID = { id: expect.stringContaining('wamid.') };

function lenient(): EngineUnderTest {
  return new EngineUnderTest({ rules: 'lenient', templates: DEMO_TEMPLATES });
}

/** The newest inbound message that a webhook told of. */
function told(test: EngineUnderTest): unknown {
  const value = test.values().at(-1) as { messages?: unknown[] };
  return value.messages?.[0];
}

function idOf(outcome: Outcome): string {
  if ('id' in outcome) return outcome.id;
  throw new Error(`Refused with ${outcome.code}: ${outcome.details}`);
}

/** The id of a message when it has been delivered. */
async function delivered(test: EngineUnderTest, outcome: Outcome): Promise<string> {
  await test.pass();
  return idOf(outcome);
}

function interactive(type: string, action: object) {
  return { type: 'interactive', interactive: { type, body: { text: 'Well?' }, action } };
}

describe('what people write', () => {
  it.each([
    ['text', { body: 'Hi' }],
    ['location', { latitude: 1.5, longitude: 2.5, name: 'Here' }],
    ['contacts', [{ name: { formatted_name: 'Bo' }, phones: [{ phone: '+1555' }] }]],
    [
      'order',
      {
        catalog_id: '1',
        product_items: [{ product_retailer_id: 'a', quantity: 1, item_price: 2, currency: 'USD' }],
      },
    ],
  ])('%s comes as it is, with identity and time', async (type, content) => {
    const test = lenient();
    await test.act({ action: 'send', message: { type, [type]: content } });
    expect(told(test)).toEqual({
      ...ID,
      from: '16505551234',
      from_user_id: 'US.13491208655302741918',
      timestamp: '1795262400',
      type,
      [type]: content,
    });
  });

  it.each([
    ['image', 'image/png', {}],
    ['video', 'video/mp4', {}],
    ['audio', 'audio/ogg; codecs=opus', { voice: false }],
    ['document', 'application/pdf', { filename: 'document.pdf' }],
    ['sticker', 'image/webp', { animated: false }],
  ])('%s is a file that can be fetched', async (type, mimeType, further) => {
    const test = lenient();
    await test.act({ action: 'send', message: { type } });
    const message = told(test) as Record<string, { id: string }>;
    expect(message[type]).toEqual({
      ...further,
      id: expect.stringMatching(/^\d+$/),
      mime_type: mimeType,
      sha256: expect.stringMatching(/^[\w+/]{43}=$/),
      url: expect.stringContaining('/whatsapp_business/attachments/?mid='),
    });
    const item = test.engine.state.media.find(message[type]?.id ?? '', test.engine.state.clock.now());
    expect(item?.bytes.length).toBeGreaterThan(10);
  });

  it('can be given bytes, caption and name', async () => {
    const test = lenient();
    const image = { data: Buffer.from('abc').toString('base64'), mime_type: 'image/jpeg', caption: 'See' };
    await test.act({ action: 'send', message: { type: 'image', image } });
    expect(told(test)).toMatchObject({ image: { mime_type: 'image/jpeg', caption: 'See' } });
    expect(test.engine.state.media.all[0]?.bytes.toString()).toBe('abc');
  });

  it('can quote, be forwarded, come from an advertisement or ask about a product', async () => {
    const test = lenient();
    const quoted = await delivered(test, test.send());
    const message = { type: 'text', text: { body: 'Hi' } };
    await test.act({ action: 'send', message, replyTo: quoted, forwarded: true });
    expect(told(test)).toMatchObject({ context: { from: '15550783881', id: quoted, forwarded: true } });
    await test.act({ action: 'send', message, referral: { source_type: 'ad', ctwa_clid: 'x' } });
    expect(told(test)).toMatchObject({ referral: { source_type: 'ad' } });
    const referredProduct = { catalog_id: '1', product_retailer_id: 'a' };
    await test.act({ action: 'send', message, referredProduct });
    expect(told(test)).toMatchObject({ context: { referred_product: referredProduct } });
  });

  it('that the API cannot show comes with 131051', async () => {
    const test = lenient();
    await test.act({ action: 'send', message: { type: 'unsupported', unsupported: { type: 'poll' } } });
    expect(told(test)).toMatchObject({ unsupported: { type: 'poll' }, errors: [{ code: 131051 }] });
    await expect(test.act({ action: 'send', message: { type: 'telegram' } })).rejects.toThrow(
      'no messages of type',
    );
  });

  it('leaves out the number of those who hide it, and names the username', async () => {
    const test = new EngineUnderTest({
      rules: 'lenient',
      people: [{ phoneNumber: '+5511987654321', username: 'elisa', userId: 'BR.7', hidesPhoneNumber: true }],
    });
    await test.write(test.engine.state.people.withUserId('BR.7'));
    expect(JSON.stringify(test.values())).not.toContain('5511987654321');
    expect(test.values()).toMatchObject([
      {
        contacts: [{ profile: { username: 'elisa' }, user_id: 'BR.7' }],
        messages: [{ from_user_id: 'BR.7' }],
      },
    ]);
  });

  it('does not reach a business that has blocked them', async () => {
    const test = lenient();
    await test.write();
    for (const conversation of test.ana.conversations.values()) conversation.blockedByBusiness = true;
    await test.write();
    expect(test.changes).toHaveLength(1);
  });
});

describe('answers', () => {
  it('to reply buttons and lists carry id and title, and quote the message', async () => {
    const test = lenient();
    const button = { type: 'reply', reply: { id: 'keep', title: 'Keep' } };
    const asked = await delivered(test, test.send(interactive('button', { buttons: [button] })));
    await test.act({ action: 'press_button', messageId: asked, index: 0 });
    expect(told(test)).toMatchObject({
      context: { id: asked },
      type: 'interactive',
      interactive: { type: 'button_reply', button_reply: { id: 'keep', title: 'Keep' } },
    });
    const rows = [{ id: 'mon', title: 'Monday', description: 'Early' }];
    const list = await delivered(
      test,
      test.send(interactive('list', { button: 'Days', sections: [{ rows }] })),
    );
    await test.act({ action: 'choose_row', messageId: list, rowId: 'mon' });
    expect(told(test)).toMatchObject({ interactive: { type: 'list_reply', list_reply: rows[0] } });
    await expect(test.act({ action: 'choose_row', messageId: list, rowId: 'tue' })).rejects.toThrow(
      'no row "tue"',
    );
    await expect(test.act({ action: 'press_button', messageId: asked, index: 1 })).rejects.toThrow(
      'no reply button 1',
    );
    await expect(test.act({ action: 'press_button', messageId: 'wamid.x', index: 0 })).rejects.toThrow(
      'no message',
    );
  });

  it('to quick replies of templates and their cards carry the payload, or the text where there is none', async () => {
    const test = lenient();
    const body = { type: 'body', parameters: [{ type: 'text', text: 'Ana' }] };
    const payload = {
      type: 'button',
      sub_type: 'quick_reply',
      index: '1',
      parameters: [{ type: 'payload', payload: 'NO' }],
    };
    const sale = await delivered(test, test.sendTemplate('spring_sale', [body, payload]));
    await test.act({ action: 'press_button', messageId: sale, index: 1 });
    expect(told(test)).toMatchObject({
      type: 'button',
      button: { payload: 'NO', text: 'Not now' },
      context: { id: sale },
    });
    await test.act({ action: 'press_button', messageId: sale, index: 0 });
    expect(told(test)).toMatchObject({ button: { payload: 'More', text: 'More' } });
    const card = (n: number) => ({
      card_index: n,
      components: [
        {
          type: 'button',
          sub_type: 'quick_reply',
          index: '0',
          parameters: [{ type: 'payload', payload: `card ${n}` }],
        },
      ],
    });
    const tour = await delivered(
      test,
      test.sendTemplate('tour', [{ type: 'carousel', cards: [card(0), card(1)] }]),
    );
    await test.act({ action: 'press_button', messageId: tour, index: 0, card: 1 });
    expect(told(test)).toMatchObject({ button: { payload: 'card 1', text: 'More' } });
  });

  it('to flows carry what was filled in and the token, to addresses the values', async () => {
    const test = lenient();
    const parameters = { flow_message_version: '3', flow_id: '7', flow_cta: 'Book', flow_token: 'bk-42' };
    const flow = await delivered(test, test.send(interactive('flow', { name: 'flow', parameters })));
    await test.act({ action: 'submit_flow', messageId: flow, response: { day: 'Monday' } });
    const message = told(test) as { interactive: { nfm_reply: { response_json: string } } };
    expect(message).toMatchObject({
      interactive: { type: 'nfm_reply', nfm_reply: { name: 'flow', body: 'Sent' } },
    });
    expect(JSON.parse(message.interactive.nfm_reply.response_json)).toEqual({
      day: 'Monday',
      flow_token: 'bk-42',
    });
    const address = await delivered(
      test,
      test.send(interactive('address_message', { name: 'address_message', parameters: { country: 'IN' } })),
    );
    await test.act({ action: 'submit_address', messageId: address, values: { city: 'Pune' } });
    expect(told(test)).toMatchObject({
      interactive: { nfm_reply: { name: 'address_message', response_json: '{"values":{"city":"Pune"}}' } },
    });
    await expect(
      test.act({ action: 'submit_flow', messageId: await delivered(test, test.send()), response: {} }),
    ).rejects.toThrow('no flow');
  });

  it('to requests for a call or a number carry the permission, or the card', async () => {
    const test = lenient();
    const call = await delivered(
      test,
      test.send(interactive('call_permission_request', { name: 'call_permission_request' })),
    );
    await test.act({ action: 'answer_call_permission', messageId: call, response: 'accept' });
    expect(told(test)).toMatchObject({
      interactive: {
        call_permission_reply: {
          response: 'accept',
          response_source: 'user_action',
          expiration_timestamp: 1795867210,
        },
      },
    });
    const info = await delivered(
      test,
      test.send(interactive('request_contact_info', { name: 'request_contact_info' })),
    );
    await test.act({ action: 'share_contact_info', messageId: info });
    expect(told(test)).toMatchObject({
      type: 'contacts',
      contacts: [{ origin: 'contact_request', phones: [{ wa_id: '16505551234' }] }],
    });
  });
});

describe('changes', () => {
  it('react, edit and revoke tell of the message that they are about, and show on it', async () => {
    const test = lenient();
    const [theirs, own] = [await delivered(test, test.send()), await test.write()];
    await test.act({ action: 'react', messageId: theirs, emoji: '👍' });
    expect(told(test)).toMatchObject({ type: 'reaction', reaction: { message_id: theirs, emoji: '👍' } });
    await test.act({ action: 'react', messageId: theirs, emoji: '' });
    expect(told(test)).toMatchObject({ reaction: { message_id: theirs } });
    await test.act({ action: 'edit', messageId: own, text: 'Hello again' });
    expect(told(test)).toMatchObject({
      type: 'edit',
      edit: { original_message_id: own, message: { type: 'text', text: { body: 'Hello again' } } },
    });
    await test.act({ action: 'revoke', messageId: own });
    expect(told(test)).toMatchObject({ type: 'revoke', revoke: { original_message_id: own } });
    expect(test.engine.state.history.get(own)).toMatchObject({ edited: true, revoked: true });
    expect(test.engine.state.history.get(theirs)?.reactions).toEqual({});
  });

  it('of messages have their time: 15 minutes to edit, 2 days to take back', async () => {
    const test = lenient();
    const own = await test.write();
    await test.pass(15 * 60 * 1000 + 1);
    await expect(test.act({ action: 'edit', messageId: own, text: 'x' })).rejects.toThrow(
      'within 15 minutes',
    );
    await test.pass(2 * 24 * 60 * 60 * 1000);
    await expect(test.act({ action: 'revoke', messageId: own })).rejects.toThrow('within 2 days');
    const theirs = await delivered(test, test.send());
    await expect(test.act({ action: 'revoke', messageId: theirs })).rejects.toThrow("one's own messages");
  });

  it('of user id alone leave the number as it is', async () => {
    const test = lenient();
    const before = test.ana.userId;
    await test.act({ action: 'change_user_id', userId: 'US.99' });
    expect(test.ana).toMatchObject({ waId: '16505551234', userId: 'US.99' });
    expect(test.values()).toMatchObject([
      { messages: [{ type: 'system', system: { type: 'user_changed_user_id', user_id: 'US.99' } }] },
    ]);
    expect(JSON.stringify(test.values())).not.toContain('contacts');
    expect(test.values('user_id_update')).toMatchObject([
      { user_id_update: [{ wa_id: '16505551234', user_id: { previous: before, current: 'US.99' } }] },
    ]);
    await expect(test.act({ action: 'change_user_id', userId: '99' })).rejects.toThrow('country, dot');
  });

  it('of number bring a system message without contacts, a new user id, and the same conversation', async () => {
    const test = lenient();
    const { ana } = test;
    await test.write();
    const before = ana.userId;
    await test.act({ action: 'change_number', phoneNumber: '+16505559876' });
    expect(ana.userId).not.toBe(before);
    expect(test.values().at(-1)).toMatchObject({
      messages: [
        {
          from: '16505551234',
          type: 'system',
          system: { type: 'user_changed_number', wa_id: '16505559876', user_id: ana.userId },
        },
      ],
    });
    expect(test.values().at(-1)).not.toHaveProperty('contacts');
    expect(test.values('user_id_update')).toMatchObject([
      { user_id_update: [{ user_id: { previous: before, current: ana.userId } }] },
    ]);
    expect(test.engine.state.people.withWaId('16505559876')).toBe(ana);
    expect(test.engine.state.history.with(ana)).toHaveLength(1);
    await test.act({ action: 'change_identity' }, ana);
    expect(told(test)).toMatchObject({
      system: { type: 'customer_identity_changed' },
      identity: { acknowledged: false },
    });
  });
});

describe('reading', () => {
  it('happens when told to, for those who do not read at once; a voice message is played', async () => {
    const test = new EngineUnderTest({ rules: 'lenient', statusDelays: { readMs: false } });
    const [text, voice] = [test.send(), test.send({ type: 'audio', audio: { id: '1', voice: true } })];
    await test.pass();
    expect([...test.ana.conversations.values()][0]?.unread).toBe(2);
    await test.act({ action: 'read', messageId: idOf(voice) });
    expect(test.statuses(text)).toEqual(['sent', 'delivered', 'read']);
    expect(test.statuses(voice)).toEqual(['sent', 'delivered', 'read', 'played']);
    expect([...test.ana.conversations.values()][0]?.unread).toBe(0);
  });

  it('is never told by those without read receipts', async () => {
    const test = lenient();
    test.ana.readReceipts = false;
    const sent = test.send();
    await test.pass();
    expect(test.statuses(sent)).toEqual(['sent', 'delivered']);
  });
});

describe('calls', () => {
  it('of users ring, and end as failed where nobody answers', async () => {
    const test = lenient();
    const { callId = '' } = await test.act({ action: 'call' });
    await test.act({ action: 'end_call', callId });
    expect(test.values('calls')).toMatchObject([
      {
        calls: [
          {
            id: callId,
            event: 'connect',
            direction: 'USER_INITIATED',
            from: '16505551234',
            session: { sdp_type: 'offer' },
          },
        ],
      },
      { calls: [{ id: callId, event: 'terminate', status: 'FAILED' }] },
    ]);
    await expect(test.act({ action: 'end_call', callId })).rejects.toThrow('no call');
  });
});
