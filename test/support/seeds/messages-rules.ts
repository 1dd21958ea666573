import { expect } from '@jest/globals';
import { inboundMessage } from 'nestjs-whatsapp/testing';
import type { BeyondTests, SeedRule } from './seed-rule.js';

const to = '+16505551234';
const text = { to, type: 'text', text: { body: 'Hello' } };
const interactive = (content: object): object => ({ to, type: 'interactive', interactive: content });
const body = { text: 'Which?' };
const button = (id: string, title: string): object => ({ type: 'reply', reply: { id, title } });
const buttons = (...all: object[]): object => interactive({ type: 'button', body, action: { buttons: all } });
const row = (id: string, more: object = {}): object => ({ id, title: `Row ${id}`, ...more });
const list = (action: object): object =>
  interactive({ type: 'list', body, action: { button: 'Choose', ...action } });
const flow = (parameters: object): object =>
  interactive({
    type: 'flow',
    body,
    action: {
      name: 'flow',
      parameters: { flow_message_version: '3', flow_id: '77', flow_cta: 'Book', ...parameters },
    },
  });
const template = (more: object = {}): object => ({
  to,
  type: 'template',
  template: { name: 'hello_world', language: { code: 'en_US' }, ...more },
});
const quickReply = (index: unknown, sub_type = 'quick_reply'): object =>
  template({
    components: [{ type: 'button', sub_type, index, parameters: [{ type: 'payload', payload: 'yes' }] }],
  });
const accepted = (contact: object, message: object = {}): object => ({
  messaging_product: 'whatsapp',
  contacts: [contact],
  messages: [{ id: 'wamid.A', ...message }],
});

const envelope: readonly SeedRule[] = [
  {
    at: ['`POST https://graph.facebook.com/'],
    says: 'a message is posted as JSON to {version}/{phone number id}/messages with the token',
    test: async (bench) => {
      await bench.sent(text);
      expect(bench.graph.requests.at(-1)).toMatchObject({
        method: 'POST',
        url: expect.stringMatching(/\/v\d+\.0\/106540352242922\/messages(?:\?|$)/),
        headers: expect.objectContaining({
          authorization: expect.stringMatching(/^Bearer ./),
          'content-type': 'application/json',
        }),
      });
    },
  },
  {
    at: ['| `messaging_product` | yes'],
    says: 'messaging_product is "whatsapp": filled in where it is left out, refused where it is another',
    test: async (bench) => {
      expect(await bench.sent(text)).toMatchObject({ messaging_product: 'whatsapp' });
      await bench.refused({ ...text, messaging_product: 'messenger' }, 'messaging_product');
    },
  },
  {
    at: ['| `recipient_type` | no'],
    says: 'recipient_type may be left out, and is "individual" or "group"',
    test: async (bench) => {
      await bench.sent({ ...text, recipient_type: 'individual' });
      expect(await bench.sent({ ...text, recipient_type: 'group', to: 'Z3JvdXA' })).toMatchObject({
        recipient_type: 'group',
        to: 'Z3JvdXA',
      });
      await bench.refused({ ...text, recipient_type: 'channel' }, 'recipient_type');
    },
  },
  {
    at: ['| `to` | one of'],
    says: 'a phone number goes out as + and digits, a group id as it is',
    test: async (bench) => {
      expect(await bench.sent({ ...text, to: '+1 (650) 555-1234' })).toMatchObject({ to });
      const group = '16505551234-1514764800';
      expect(await bench.sent({ ...text, recipient_type: 'group', to: group })).toMatchObject({ to: group });
    },
  },
  {
    at: ['| `type` | always send it'],
    says: 'type is sent always, also where the caller left it out',
    test: async (bench) => {
      expect(await bench.sent({ to, text: { body: 'Hi' } })).toMatchObject({ type: 'text' });
      await bench.refused({ ...text, type: 'hologram' }, 'type');
    },
  },
  {
    at: ['| `<type>` | yes'],
    says: 'the content stands under its type: contacts is a list, every other an object',
    test: async (bench) => {
      await bench.refused({ to, type: 'text', image: { id: '1' } }, 'image');
      await bench.refused({ ...text, text: ['Hello'] }, 'text');
      await bench.refused({ to, type: 'contacts', contacts: { name: {} } }, 'contacts');
    },
  },
  {
    at: ['| `context.message_id` | no'],
    says: 'every type but a reaction may quote',
    test: async (bench) => {
      const context = { message_id: 'wamid.A' };
      expect(await bench.sent({ ...text, context })).toMatchObject({ context });
      expect(await bench.sent({ ...template(), context })).toMatchObject({ context });
      const reaction = { message_id: 'wamid.A', emoji: '👍' };
      await bench.refused({ to, type: 'reaction', reaction, context }, 'context');
    },
  },
  {
    at: ['| `context.message_id` | no', '| Contextual reply | any type'],
    says: 'a reply whose quote will not show is warned of: a template, or a message older than 30 days',
    test: async (bench) => {
      const days = 24 * 60 * 60 * 1000;
      const fresh = bench.replyTo({ id: 'wamid.A', from: '16505551234' });
      expect((await fresh.text('Hi')).warnings).toEqual([]);
      const content = { name: 'hello_world', language: { code: 'en_US' } };
      expect((await fresh.template(content)).warnings).toMatchObject([{ code: 'template-reply' }]);
      const old = bench.replyTo({ id: 'wamid.B', from: '16505551234', ageMs: 31 * days });
      expect((await old.text('Hi')).warnings).toMatchObject([{ code: 'older-than-30-days' }]);
    },
  },
  {
    at: ['| `context.message_id` | no', '| Contextual reply | any type'],
    says: 'a reply to a message that was deleted is warned of, by a handler too',
    test: async (bench) => {
      const reply = bench.replyTo({ id: 'wamid.A', from: '16505551234' });
      expect((await reply.text('Hi')).warnings).toEqual([]);
      await bench.receive(
        inboundMessage('revoke', { original_message_id: 'wamid.A' }, { timestamp: bench.seconds() }),
      );
      expect((await reply.text('Hi')).warnings).toMatchObject([{ code: 'deleted-message' }]);
      expect(bench.lastBody()).toMatchObject({ context: { message_id: 'wamid.A' } });
    },
  },
  {
    at: ['| `biz_opaque_callback_data` | no'],
    says: 'biz_opaque_callback_data never grows over 512 characters, 400 of them the caller’s',
    test: async (bench) => {
      const sent = await bench.sent({ ...text, biz_opaque_callback_data: 'x'.repeat(400) });
      expect(String(sent['biz_opaque_callback_data']).length).toBeLessThanOrEqual(512);
      expect(sent['biz_opaque_callback_data']).toContain('x'.repeat(400));
      const tooLong = { ...text, biz_opaque_callback_data: 'x'.repeat(401) };
      await bench.refused(tooLong, 'biz_opaque_callback_data');
    },
  },
];

const answers: readonly SeedRule[] = [
  {
    at: [
      '| `contacts[].input` | always',
      '| `contacts[].wa_id` | phone sends only',
      '`to` = phone or group id',
    ],
    says: 'the answer’s input and wa_id are both kept, also where they differ',
    test: async (bench) => {
      const { recipient } = await bench.resultOf(
        accepted({ input: '+5511987654321', wa_id: '551187654321' }),
        {
          ...text,
          to: '+5511987654321',
        },
      );
      expect(recipient).toMatchObject({ input: '+5511987654321', waId: '551187654321' });
    },
  },
  {
    at: ['| `contacts[].wa_id` | phone sends only'],
    says: 'a send to a user id has no wa_id, and says so',
    test: async (bench) => {
      const userId = 'US.13491208655302741918';
      const { recipient } = await bench.resultOf(accepted({ input: userId, user_id: userId }), {
        recipient: userId,
        type: 'text',
        text: { body: 'Hello' },
      });
      expect({ ...recipient }).toEqual({ input: userId, userId });
    },
  },
  {
    at: ['| `messages[].id` | always'],
    says: 'the message id is opaque, whatever it looks like; an answer without one leaves the outcome unknown',
    test: async (bench) => {
      const { messageId } = await bench.resultOf({ messages: [{ id: 'anything' }] }, text);
      expect(messageId).toBe('anything');
      await expect(bench.resultOf({ messages: [] }, text)).rejects.toMatchObject({
        code: 'WHATSAPP_SEND_OUTCOME_UNKNOWN',
      });
    },
  },
  {
    at: ['| `messages[].message_status` |'],
    says: 'a template that is paced says so, and nothing is said of one that is not',
    test: async (bench) => {
      const held = { message_status: 'held_for_quality_assessment' };
      expect(await bench.resultOf(accepted({}, held), template())).toMatchObject({
        pacing: 'held_for_quality_assessment',
      });
      for (const status of [{ message_status: 'accepted' }, {}]) {
        expect((await bench.resultOf(accepted({}, status), template())).pacing).toBeUndefined();
      }
    },
  },
  {
    at: ['| `messages[].group_id` | group sends only'],
    says: 'the group of a group send is in the result',
    test: async (bench) => {
      const group = 'Z3JvdXA';
      const { recipient } = await bench.resultOf(
        accepted({ input: group, wa_id: group }, { group_id: group }),
        {
          ...text,
          recipient_type: 'group',
          to: group,
        },
      );
      expect(recipient).toMatchObject({ groupId: group });
    },
  },
  {
    at: ['[seed][web]\n\n---\n## 1. Free-form'],
    says: 'groups take text and media, and no pins go to persons',
    test: async (bench) => {
      const group = { recipient_type: 'group', to: 'Z3JvdXA' };
      await bench.sent({ ...text, ...group });
      await bench.sent({ ...group, type: 'image', image: { id: '8801' } });
      await bench.refused({ ...buttons(button('a', 'A')), ...group }, 'recipient_type');
      await bench.refused({ to, type: 'pin', pin: { type: 'pin', message_id: 'wamid.A' } }, 'recipient_type');
    },
  },
];

const simple: readonly SeedRule[] = [
  {
    at: ['| `text.preview_url` | no'],
    says: 'preview_url is true or false, and the caller’s to say',
    test: async (bench) => {
      const previewed = { ...text, text: { body: 'See https://example.com', preview_url: true } };
      expect(await bench.sent(previewed)).toMatchObject({ text: { preview_url: true } });
      await bench.refused({ ...text, text: { body: 'Hi', preview_url: 'yes' } }, 'text.preview_url');
    },
  },
  {
    at: ['| `filename` | no | document'],
    says: 'a document keeps its filename with the extension; no other medium has one',
    test: async (bench) => {
      const document = { id: '8801', filename: 'Rechnung März.pdf' };
      expect(await bench.sent({ to, type: 'document', document })).toMatchObject({ document });
      const image = { id: '8801', filename: 'a.jpg' };
      await bench.refused({ to, type: 'image', image }, 'image.filename');
    },
  },
  {
    at: ['| `name`, `address` | no'],
    says: 'a location needs no name and no address',
    test: async (bench) => {
      await bench.sent({ to, type: 'location', location: { latitude: 47.1, longitude: 8.5 } });
      await bench.refused({ to, type: 'location', location: { latitude: 47.1 } }, 'location.longitude');
    },
  },
  {
    at: ['| `name.formatted_name` | yes'],
    says: 'a contact’s name has formatted_name and at least one other part',
    test: async (bench) => {
      const contact = (name: object) => ({ to, type: 'contacts', contacts: [{ name }] });
      for (const part of ['first_name', 'last_name', 'middle_name', 'suffix', 'prefix']) {
        await bench.sent(contact({ formatted_name: 'Ana Lima', [part]: 'Ana' }));
      }
      await bench.refused(contact({ first_name: 'Ana' }), 'contacts[0].name.formatted_name');
      await bench.refused(contact({ formatted_name: 'Ana Lima' }), 'contacts[0].name.formatted_name');
    },
  },
  {
    at: ['| `phones[]` | no'],
    says: 'a phone’s id is wa_id; the old wa-id is refused by name',
    test: async (bench) => {
      const contact = (phone: object) => ({
        to,
        type: 'contacts',
        contacts: [{ name: { formatted_name: 'A', first_name: 'A' }, phones: [phone] }],
      });
      await bench.sent(contact({ phone: '+16505559876', type: 'Work', wa_id: '16505559876' }));
      await bench.sent(contact({ phone: '+16505559876', type: 'MAIN' }));
      await bench.refused(contact({ phone: '+1', 'wa-id': '1' }), 'contacts[0].phones[0].wa-id');
    },
  },
  {
    at: ['Only `sent` status is emitted'],
    says: 'a reaction takes no context',
    test: async (bench) => {
      const reaction = { message_id: 'wamid.A', emoji: '👍' };
      await bench.sent({ to, type: 'reaction', reaction });
      const context = { message_id: 'wamid.B' };
      await bench.refused({ to, type: 'reaction', reaction, context }, 'context');
    },
  },
];

const interactives: readonly SeedRule[] = [
  {
    at: ['[spec][seed][web]\n\n### 2.2'],
    says: 'a body has 1 to 1,024 characters, a footer at most 60',
    test: async (bench) => {
      const message = (bodyText: string, footer: string) =>
        interactive({
          type: 'button',
          body: { text: bodyText },
          footer: { text: footer },
          action: { buttons: [button('a', 'A')] },
        });
      await bench.sent(message('x'.repeat(1024), 'x'.repeat(60)));
      await bench.refused(message('x'.repeat(1025), 'x'), 'interactive.body.text');
      await bench.refused(message('', 'x'), 'interactive.body.text');
      await bench.refused(message('x', 'x'.repeat(61)), 'interactive.footer.text');
    },
  },
  {
    at: ['### 2.2 `button`'],
    says: 'there are 1 to 3 reply buttons, with titles of at most 20 characters that differ',
    test: async (bench) => {
      await bench.sent(buttons(button('a', 'A'), button('b', 'B 👍'), button('c', 'x'.repeat(20))));
      await bench.refused(buttons(), 'interactive.action.buttons');
      const four = ['a', 'b', 'c', 'd'].map((id) => button(id, id));
      await bench.refused(buttons(...four), 'interactive.action.buttons');
      await bench.refused(buttons(button('a', 'x'.repeat(21))), 'interactive.action.buttons[0].reply.title');
      await bench.refused(buttons(button('a', 'Same'), button('b', 'Same')), 'interactive.action.buttons');
    },
  },
  {
    at: ['| `.reply.id` | yes'],
    says: 'a button’s id has at most 256 characters, is its own, and has no space around it',
    test: async (bench) => {
      await bench.sent(buttons(button('x'.repeat(256), 'A')));
      await bench.refused(buttons(button('x'.repeat(257), 'A')), 'interactive.action.buttons[0].reply.id');
      await bench.refused(buttons(button(' a', 'A')), 'interactive.action.buttons[0].reply.id');
      await bench.refused(buttons(button('a', 'A'), button('a', 'B')), 'interactive.action.buttons');
    },
  },
  {
    at: ['### 2.3 `list`'],
    says: 'a list has 1 to 10 sections and at most 10 rows in all; several sections need titles',
    test: async (bench) => {
      const rows = (count: number, prefix = 'r') =>
        Array.from({ length: count }, (_, index) => row(`${prefix}${index}`));
      await bench.sent(list({ sections: [{ rows: rows(10) }] }));
      await bench.refused(list({ sections: [] }), 'interactive.action.sections');
      await bench.refused(list({ sections: [{ rows: rows(11) }] }), 'interactive.action.sections');
      const two = [{ rows: rows(1, 'a') }, { rows: rows(1, 'b') }];
      await bench.refused(list({ sections: two }), 'interactive.action.sections');
      await bench.refused(
        list({ button: 'x'.repeat(21), sections: [{ rows: rows(1) }] }),
        'interactive.action.button',
      );
      await bench.refused(
        list({ sections: [{ rows: [row('a', { description: 'x'.repeat(73) })] }] }),
        'interactive.action.sections[0].rows[0].description',
      );
    },
  },
  {
    at: ['| `flow_cta` | yes'],
    says: 'the label of a flow has at most 30 characters and no emoji',
    test: async (bench) => {
      await bench.sent(flow({ flow_cta: 'x'.repeat(30) }));
      const path = 'interactive.action.parameters.flow_cta';
      await bench.refused(flow({ flow_cta: 'x'.repeat(31) }), path);
      await bench.refused(flow({ flow_cta: 'Book 📅' }), path);
    },
  },
  {
    at: [
      '[spec][seed][web]\n```json\n{"messaging_product":"whatsapp","to":"+15551230000","type":"interactive","interactive":{"type":"flow"',
    ],
    says: 'a flow needs its version, its id or name, and a label',
    test: async (bench) => {
      await bench.sent(flow({}));
      const parameters = 'interactive.action.parameters';
      await bench.refused(flow({ flow_message_version: undefined }), `${parameters}.flow_message_version`);
      await bench.refused(flow({ flow_cta: undefined }), `${parameters}.flow_cta`);
      await bench.refused(flow({ flow_id: undefined }), `${parameters}.flow_id`);
    },
  },
  {
    at: ['| `product` | forbidden'],
    says: 'a product has no header, and its id has at most 100 characters',
    test: async (bench) => {
      const product = (product_retailer_id: string, more: object = {}) =>
        interactive({ type: 'product', action: { catalog_id: '5551', product_retailer_id }, ...more });
      await bench.sent(product('x'.repeat(100)));
      await bench.refused(product('x'.repeat(101)), 'interactive.action.product_retailer_id');
      await bench.refused(product('a', { header: { type: 'text', text: 'H' } }), 'interactive.header');
    },
  },
];

const templates: readonly SeedRule[] = [
  {
    at: ['| `template.language.policy` | omit'],
    says: 'language.policy is "deterministic" or left out',
    test: async (bench) => {
      await bench.sent(template({ language: { code: 'en_US', policy: 'deterministic' } }));
      await bench.refused(
        template({ language: { code: 'en_US', policy: 'fallback' } }),
        'template.language.policy',
      );
    },
  },
  {
    at: ['`index` = zero-based position'],
    says: 'a button’s index is 0 to 9, as text or as a number, and upper-case sub types are taken',
    test: async (bench) => {
      for (const index of ['0', 0, '9', 9]) await bench.sent(quickReply(index));
      await bench.sent(quickReply('0', 'QUICK_REPLY'));
      for (const index of ['10', 10, -1, 'first']) {
        await bench.refused(quickReply(index), 'template.components[0].index');
      }
    },
  },
  {
    at: ['No `to`, no `type`.'],
    says: 'a read receipt names a message and nobody, and may show the typing indicator',
    test: async (bench) => {
      bench.graph.answer(200, { success: true });
      await bench.messages.markAsRead('wamid.A', { typing: true });
      expect(bench.lastBody()).toEqual({
        messaging_product: 'whatsapp',
        status: 'read',
        message_id: 'wamid.A',
        typing_indicator: { type: 'text' },
      });
    },
  },
];

/** The statements of the messages reference that stand on the pages which the project was begun with. */
export const messagesRules: readonly SeedRule[] = [
  ...envelope,
  ...answers,
  ...simple,
  ...interactives,
  ...templates,
];

export const messagesBeyondTests: BeyondTests = {
  '**Confidence tags**': 'explains the marks of the page',
  '**How to use limits in a library**': 'is advice on how to read the page',
};
