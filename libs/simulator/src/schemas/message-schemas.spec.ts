import { describe, expect, it } from '@jest/globals';
import { GraphApiError } from '../engine/errors/graph-api.error.js';
import { RequestChecker } from '../engine/messages/request-checker.js';

const checker = new RequestChecker();

/** `accepted`, or the code and what it says. */
function resultOf(
  body: Record<string, unknown>,
  endpoint: 'messages' | 'marketing_messages' = 'messages',
): string {
  try {
    const request: unknown = JSON.parse(
      JSON.stringify({ messaging_product: 'whatsapp', to: '+16505551234', ...body }),
    );
    checker.message(request, endpoint);
    return 'accepted';
  } catch (error) {
    if (!(error instanceof GraphApiError)) throw error;
    const { code, error_data, message } = error.toBody('').error;
    return `${code} ${error_data?.details ?? message}`;
  }
}

const typed = (type: string) => (content: unknown) => resultOf({ type, [type]: content });
const interactive = (type: string) => (parts: object) =>
  resultOf({ type: 'interactive', interactive: { type, body: { text: 'Text' }, ...parts } });
const template = (...components: unknown[]) =>
  resultOf({ type: 'template', template: { name: 'n', language: { code: 'en' }, components } });
const button = (sub_type: string, ...parameters: unknown[]) =>
  template({ type: 'button', sub_type, index: '0', parameters });
const times = <T>(count: number, item: (n: number) => T) => Array.from({ length: count }, (_, n) => item(n));
const long = (length: number) => 'x'.repeat(length);

describe('the envelope', () => {
  it('may leave the type out where one content key names it, or where it is text', () => {
    expect(resultOf({ text: { body: 'Hi' } })).toBe('accepted');
    expect(resultOf({ image: { id: '1' } })).toBe('accepted');
    expect(resultOf({})).toBe("131008 Parameter 'text' is mandatory.");
    expect(resultOf({ text: { body: 'Hi' }, image: { id: '1' } })).toBe(
      "100 Parameter 'type' is required: the message holds text, image.",
    );
  });

  it.each([
    [
      'messaging_product missing',
      { messaging_product: undefined },
      /^100 Parameter 'messaging_product' is required/,
    ],
    ['another product', { messaging_product: 'sms' }, /^131009 Param messaging_product must be "whatsapp"/],
    ['an unknown type', { type: 'poll' }, /^100 .*got "poll"/],
    ['a type of Object.prototype', { type: 'constructor' }, /^100 /],
    ['a type that is no string', { type: 3 }, /^100 Param type must be a string/],
    ['content of another type', { type: 'image' }, /^131008 Parameter 'image' is mandatory for type 'image'/],
    ['an unknown key', { ttl: 3 }, /^100 Unexpected key "ttl" on param "message"/],
    [
      'an unknown recipient type',
      { recipient_type: 'channel' },
      /^131009 Param recipient_type must be one of/,
    ],
    ['context without id', { context: {} }, /^131008 Parameter 'context\['message_id'\]'/],
    ['callback data over 512', { biz_opaque_callback_data: long(513) }, /^100 .*at most 512 characters/],
  ])('with %s is refused', (_name, change, expected) => {
    expect(resultOf({ text: { body: 'Hi' }, type: 'text', ...change })).toMatch(expected);
  });

  it('takes the members that the OpenAPI file lacks', () => {
    const further = {
      context: { message_id: 'wamid.A' },
      biz_opaque_callback_data: long(512),
      recipient_identity_key_hash: 'abc',
      recipient: 'US.1',
    };
    expect(resultOf({ text: { body: 'Hi' }, ...further })).toBe('accepted');
  });
});

describe('null', () => {
  const ENVELOPE = {
    recipient_type: null,
    recipient: null,
    context: null,
    biz_opaque_callback_data: null,
    recipient_identity_key_hash: null,
  };

  it.each<[string, Record<string, unknown>]>([
    ['a text', { text: { body: 'Hi', preview_url: null } }],
    ['a text without its type', { type: null, text: { body: 'Hi' }, image: null, template: null }],
    ['a user id', { to: null, recipient: 'US.1', text: { body: 'Hi' } }],
    ['an image', { image: { id: '1', link: null, caption: null } }],
    ['an audio', { audio: { id: null, link: 'https://cdn.example.org/a', voice: null } }],
    ['a document', { document: { id: '1', filename: null, caption: null } }],
    ['a location', { location: { latitude: 1, longitude: 2, name: null, address: null } }],
    [
      'contacts',
      {
        contacts: [
          {
            name: { formatted_name: 'Ana', first_name: 'Ana', last_name: null },
            phones: [{ phone: '+1', type: null, wa_id: null }],
            emails: null,
            org: null,
            birthday: null,
          },
        ],
      },
    ],
    [
      'a list',
      {
        interactive: {
          type: 'list',
          header: null,
          body: { text: 'Text' },
          footer: null,
          action: {
            button: 'Open',
            sections: [{ title: null, rows: [{ id: '1', title: 'One', description: null }] }],
          },
        },
      },
    ],
    [
      'a flow',
      {
        interactive: {
          type: 'flow',
          body: { text: 'Text' },
          action: {
            name: 'flow',
            parameters: {
              flow_message_version: '3',
              flow_id: '1',
              flow_name: null,
              flow_cta: 'Open',
              flow_token: null,
              flow_action_payload: null,
            },
          },
        },
      },
    ],
    [
      'a template',
      {
        template: {
          name: 'n',
          language: { code: 'en', policy: null },
          components: [{ type: 'body', parameters: [{ type: 'text', text: 'Ana', parameter_name: null }] }],
        },
      },
    ],
    [
      'a template without components',
      { template: { name: 'n', language: { code: 'en' }, components: null } },
    ],
  ])('is absent in the optional members of %s', (_name, body) => {
    expect(resultOf({ ...ENVELOPE, ...body })).toBe('accepted');
  });

  it('is absent in required members and in strings of JSON too', () => {
    expect(resultOf({ text: { body: null } })).toBe("131008 Parameter 'text['body']' is mandatory.");
    expect(resultOf({ messaging_product: null, text: { body: 'Hi' } })).toMatch(/^100 .*'messaging_product'/);
    expect(resultOf({ text: '{"body":"Hi","preview_url":null}', context: 'null' })).toBe('accepted');
  });

  it("stays in data of the caller's own", () => {
    const parameters = {
      flow_message_version: '3',
      flow_id: '1',
      flow_cta: 'Open',
      flow_action_payload: { screen: 'S', data: { coupon: null } },
    };
    const { request } = checker.message(
      {
        messaging_product: 'whatsapp',
        to: '+16505551234',
        type: 'interactive',
        interactive: {
          type: 'flow',
          header: null,
          body: { text: 'Text' },
          action: { name: 'flow', parameters },
        },
      },
      'messages',
    );
    expect(request['interactive']).toEqual({
      type: 'flow',
      body: { text: 'Text' },
      action: { name: 'flow', parameters },
    });
  });
});

describe('simple types', () => {
  it('text has 1 to 4096 characters', () => {
    const text = typed('text');
    expect(text({ body: long(4096), preview_url: true })).toBe('accepted');
    expect(text({ body: '🙂'.repeat(4096) })).toBe('accepted');
    expect(text({ body: long(4097) })).toBe("100 Param text['body'] must be at most 4096 characters long.");
    expect(text({ body: '' })).toBe("131009 Param text['body'] must not be empty.");
    expect(text({ body: 5 })).toBe("131009 Param text['body'] must be of type string.");
    expect(text({})).toBe("131008 Parameter 'text['body']' is mandatory for type 'text'.");
    expect(text({ body: 'Hi', preview: true })).toBe('100 Unexpected key "preview" on param "text".');
    expect(text(null)).toBe("131008 Parameter 'text' is mandatory for type 'text'.");
  });

  it.each(['image', 'video', 'audio', 'document', 'sticker'])('%s has an id or a link', (type) => {
    const media = typed(type);
    expect(media({ id: '1' })).toBe('accepted');
    expect(media({ link: 'https://cdn.example.org/a' })).toBe('accepted');
    expect(media({})).toBe(`131009 Param ${type} must have 'id' or 'link'.`);
    expect(media({ id: '1', link: 'https://cdn.example.org/a' })).toContain(
      "must have only one of 'id' or 'link'",
    );
    expect(media({ link: 'ftp://cdn.example.org/a' })).toContain(`131009 Param ${type}['link']`);
    expect(media({ id: '1', provider: 'p' })).toContain('100 Unexpected key "provider"');
  });

  it('captions, file names and voice go with their types only', () => {
    expect(typed('image')({ id: '1', caption: long(1024) })).toBe('accepted');
    expect(typed('video')({ id: '1', caption: long(1025) })).toContain('at most 1024');
    expect(typed('document')({ id: '1', caption: 'c', filename: 'f.pdf' })).toBe('accepted');
    expect(typed('audio')({ id: '1', voice: true })).toBe('accepted');
    expect(typed('audio')({ id: '1', caption: 'c' })).toContain('100 Unexpected key');
    expect(typed('image')({ id: '1', filename: 'f' })).toContain('100 Unexpected key');
  });

  it('a location has degrees, as numbers or strings', () => {
    const location = typed('location');
    expect(location({ latitude: -33.4, longitude: '-70.66', name: 'A', address: 'B' })).toBe('accepted');
    expect(location({ latitude: 91, longitude: 0 })).toContain("131009 Param location['latitude']");
    expect(location({ latitude: 'north', longitude: 0 })).toContain("131009 Param location['latitude']");
    expect(location({ latitude: 1 })).toContain("131008 Parameter 'location['longitude']'");
  });

  it('contacts have a name with one part at least, up to 257 of them', () => {
    const contacts = typed('contacts');
    const contact = { name: { formatted_name: 'A B', first_name: 'A' } };
    expect(contacts(times(257, () => contact))).toBe('accepted');
    expect(contacts(times(258, () => contact))).toContain('131009 Param contacts ');
    expect(contacts([])).toContain('131009 Param contacts ');
    expect(contacts(contact)).toContain('131009 Param contacts must be of type array');
    expect(contacts([{ name: { formatted_name: 'A' } }])).toContain("131009 Param contacts[0]['name']");
    expect(contacts([{ phones: [] }])).toContain("131008 Parameter 'contacts[0]['name']'");
    expect(contacts([{ ...contact, birthday: '18/08/2012' }])).toContain("contacts[0]['birthday']");
    expect(contacts([{ ...contact, phones: [{ phone: '1', 'wa-id': '1' }] }])).toContain(
      '100 Unexpected key "wa-id"',
    );
  });

  it('a reaction is one emoji or nothing, and quotes nothing', () => {
    const reaction = typed('reaction');
    for (const emoji of ['✅', '👍🏽', '👩‍👩‍👧', '🇵🇹', '1️⃣', '']) {
      expect(reaction({ message_id: 'wamid.A', emoji })).toBe('accepted');
    }
    expect(reaction({ message_id: 'wamid.A', emoji: 'ok' })).toContain('must be one emoji');
    expect(reaction({ message_id: 'wamid.A', emoji: '🎉🎉' })).toContain('must be one emoji');
    expect(reaction({ message_id: 'wamid.A' })).toContain("131008 Parameter 'reaction['emoji']'");
    const context = { message_id: 'wamid.B' };
    expect(resultOf({ type: 'reaction', reaction: { message_id: 'wamid.A', emoji: '✅' }, context })).toBe(
      '131009 Param context is not allowed here.',
    );
  });

  it('a pin lasts 1 to 30 days, an unpin has no days', () => {
    const pin = typed('pin');
    expect(pin({ type: 'pin', message_id: 'wamid.A', expiration_days: 30 })).toBe('accepted');
    expect(pin({ type: 'unpin', message_id: 'wamid.A' })).toBe('accepted');
    expect(pin({ type: 'pin', message_id: 'wamid.A' })).toContain(
      "131008 Parameter 'pin['expiration_days']'",
    );
    expect(pin({ type: 'pin', message_id: 'wamid.A', expiration_days: 31 })).toContain('131009');
  });
});

describe('interactive messages', () => {
  const row = (n: number) => ({ id: `r${n}`, title: `Row ${n}` });
  const reply = (n: number) => ({ type: 'reply', reply: { id: `b${n}`, title: `Button ${n}` } });

  it('name a known kind', () => {
    expect(typed('interactive')({ type: 'poll' })).toContain(
      "131009 Param interactive['type'] must be one of",
    );
    expect(typed('interactive')({})).toContain("131008 Parameter 'interactive['type']'");
    expect(typed('interactive')([])).toContain('131009 Param interactive must be of type object');
  });

  it('with buttons have one to three, with different ids and titles', () => {
    const buttons = interactive('button');
    expect(buttons({ action: { buttons: times(3, reply) } })).toBe('accepted');
    expect(buttons({ action: { buttons: times(4, reply) } })).toContain(
      "['action']['buttons'] must NOT have more",
    );
    expect(buttons({ action: { buttons: [] } })).toContain('131009');
    expect(buttons({ action: { buttons: [reply(1), reply(1)] } })).toContain('must not repeat id "b1"');
    const titled = (title: string, id = 'x') =>
      buttons({ action: { buttons: [{ type: 'reply', reply: { id, title } }] } });
    expect(titled(long(20))).toBe('accepted');
    expect(titled(long(21))).toBe(
      "131009 Param interactive['action']['buttons'][0]['reply']['title'] must be at most 20 characters long.",
    );
    expect(titled('Yes', ' yes')).toContain("['reply']['id']");
    expect(titled('Yes', long(257))).toContain('at most 256');
    expect(buttons({ body: undefined, action: { buttons: [reply(1)] } })).toContain(
      "131008 Parameter 'interactive['body']'",
    );
    expect(buttons({ body: { text: long(1025) }, action: { buttons: [reply(1)] } })).toContain(
      'at most 1024',
    );
    expect(buttons({ footer: { text: long(61) }, action: { buttons: [reply(1)] } })).toContain('at most 60');
  });

  it('have headers of the kinds that go with them', () => {
    const action = { buttons: [reply(1)] };
    const buttons = interactive('button');
    for (const header of [
      { type: 'text', text: long(60) },
      { type: 'image', image: { link: 'https://cdn.example.org/a.png' } },
      { type: 'video', video: { id: '1' } },
      { type: 'document', document: { id: '1', filename: 'f.pdf' } },
    ]) {
      expect(buttons({ header, action })).toBe('accepted');
    }
    expect(buttons({ header: { type: 'text', text: long(61) }, action })).toContain('at most 60');
    expect(buttons({ header: { type: 'sticker' }, action })).toContain("interactive['header']['type']");
    expect(buttons({ header: { type: 'image', text: 'x' }, action })).toContain(
      "131008 Parameter 'interactive['header']['image']'",
    );
    const sections = [{ rows: [row(1)] }];
    expect(
      interactive('list')({
        header: { type: 'image', image: { id: '1' } },
        action: { button: 'B', sections },
      }),
    ).toContain("131009 Param interactive['header']['type']");
  });

  it('with a list have ten rows in total, titles where there are sections, and a long body', () => {
    const list = interactive('list');
    const sections = (...counts: number[]) =>
      counts.map((count, section) => ({
        title: `S${section}`,
        rows: times(count, (n) => row(100 * section + n)),
      }));
    expect(list({ body: { text: long(4096) }, action: { button: 'B', sections: sections(5, 5) } })).toBe(
      'accepted',
    );
    expect(list({ action: { button: 'B', sections: sections(5, 6) } })).toContain(
      'at most 10 rows in total, got 11',
    );
    expect(list({ action: { button: 'B', sections: sections(...times(11, () => 1)) } })).toContain('131009');
    expect(list({ action: { button: 'B', sections: [{ rows: [row(1)] }, { rows: [row(2)] }] } })).toContain(
      "131008 Parameter 'interactive['action']['sections'][0]['title']'",
    );
    expect(list({ action: { button: 'B', sections: [{ rows: [row(1), row(1)] }] } })).toContain(
      'must not repeat id',
    );
    expect(list({ action: { button: long(21), sections: sections(1) } })).toContain('at most 20');
  });

  it('with a link, a flow or a call have their parameters', () => {
    const link = (parameters: object) => interactive('cta_url')({ action: { name: 'cta_url', parameters } });
    expect(link({ display_text: 'Go', url: 'https://example.org' })).toBe('accepted');
    expect(link({ display_text: 'Go', url: 'example.org' })).toContain("['parameters']['url']");
    const flow = (parameters: object) =>
      interactive('flow')({
        action: { name: 'flow', parameters: { flow_message_version: '3', flow_cta: 'Go', ...parameters } },
      });
    expect(flow({ flow_id: '1' })).toBe('accepted');
    expect(
      flow({ flow_name: 'n', flow_action: 'navigate', flow_action_payload: { screen: 'A', data: { a: 1 } } }),
    ).toBe('accepted');
    expect(flow({})).toContain("must have 'flow_id' or 'flow_name'");
    expect(flow({ flow_id: '1', flow_name: 'n' })).toContain('only one of');
    expect(flow({ flow_id: '1', flow_action_payload: { data: {} } })).toContain("['data']");
    expect(
      flow({ flow_id: '1', flow_action: 'data_exchange', flow_action_payload: { data: { a: 1 } } }),
    ).toContain('is not allowed here');
    expect(flow({ flow_id: '1', flow_cta: long(31) })).toContain('at most 30');
    const call = (parameters: object) =>
      interactive('voice_call')({ action: { name: 'voice_call', parameters } });
    expect(call({ display_text: 'Call', ttl_minutes: 43_200, payload: 'p' })).toBe('accepted');
    expect(call({ ttl_minutes: 43_201 })).toContain("['ttl_minutes']");
  });

  it('with products keep to their sections', () => {
    const products = (header: object | undefined, ...counts: number[]) =>
      interactive('product_list')({
        header,
        action: {
          catalog_id: '1',
          sections: counts.map((count) => ({
            title: 'S',
            product_items: times(count, (n) => ({ product_retailer_id: `p${n}` })),
          })),
        },
      });
    const header = { type: 'text', text: 'H' };
    expect(products(header, 15, 15)).toBe('accepted');
    expect(products(header, 15, 16)).toContain('at most 30 product_items in total');
    expect(products(header, 0)).toContain('131009');
    expect(products(undefined, 1)).toContain("131008 Parameter 'interactive['header']'");
    const product = { catalog_id: '1', product_retailer_id: 'p' };
    expect(interactive('product')({ body: undefined, action: product })).toBe('accepted');
    expect(interactive('product')({ header, action: product })).toContain('100 Unexpected key "header"');
  });

  it('with a carousel have two to ten cards of one kind, counted from 0', () => {
    const carousel = (...cards: object[]) => interactive('carousel')({ action: { cards } });
    const product = (card_index: number, catalog_id = '1') => ({
      card_index,
      type: 'product',
      action: { product_retailer_id: 'p', catalog_id },
    });
    const media = (card_index: number, action?: object) => ({
      card_index,
      type: 'cta_url',
      header: { type: 'image', image: { link: 'https://cdn.example.org/a.png' } },
      action: action ?? { name: 'cta_url', parameters: { display_text: 'Go', url: 'https://example.org' } },
    });
    const quick = { buttons: [{ type: 'quick_reply', quick_reply: { id: 'a', title: 'A' } }] };
    expect(carousel(product(0), product(1))).toBe('accepted');
    expect(carousel(...times(10, (n) => media(n)))).toBe('accepted');
    expect(carousel(media(0, quick), media(1, quick))).toBe('accepted');
    expect(carousel(product(0))).toContain('131009');
    expect(carousel(product(0), product(2))).toContain('1 is missing');
    expect(carousel(product(0), media(1))).toContain('the same type');
    expect(carousel(product(0), product(1, '2'))).toContain('the same action.catalog_id');
    expect(carousel(media(0), media(1, quick))).toContain('the same action.name');
    expect(carousel(media(0, { name: 'cta_url' }), media(1))).toContain(
      "131008 Parameter 'interactive['action']['cards'][0]['action']['parameters']'",
    );
  });

  it('that ask for something have no more than their name', () => {
    expect(interactive('location_request_message')({ action: { name: 'send_location' } })).toBe('accepted');
    expect(
      interactive('location_request_message')({ footer: { text: 'f' }, action: { name: 'send_location' } }),
    ).toContain('100 ');
    expect(
      interactive('call_permission_request')({
        body: undefined,
        action: { name: 'call_permission_request' },
      }),
    ).toBe('accepted');
    expect(interactive('request_contact_info')({ action: { name: 'contact_request' } })).toContain(
      "['action']['name'] must be",
    );
    expect(
      interactive('address_message')({ action: { name: 'address_message', parameters: { country: 'IN' } } }),
    ).toBe('accepted');
    expect(interactive('address_message')({ action: { name: 'address_message', parameters: {} } })).toContain(
      "['country']'",
    );
  });
});

describe('templates', () => {
  it('have a name and a language', () => {
    expect(template()).toBe('accepted');
    expect(typed('template')({ name: 'n' })).toContain("131008 Parameter 'template['language']'");
    expect(typed('template')({ name: 'n', language: { code: 'en', policy: 'fallback' } })).toContain(
      "['policy']",
    );
    expect(typed('template')({ name: 'n', language: { code: 'en' }, namespace: 'x' })).toContain(
      '100 Unexpected key "namespace"',
    );
  });

  it('take each kind of parameter where it belongs', () => {
    const text = { type: 'text', text: 'Ana' };
    const money = { type: 'currency', currency: { fallback_value: '$1', code: 'USD', amount_1000: 1000 } };
    const date = { type: 'date_time', date_time: { fallback_value: 'today', year: 2026 } };
    expect(template({ type: 'body', parameters: [text, money, date] })).toBe('accepted');
    expect(template({ type: 'BODY', parameters: [{ ...text, parameter_name: 'first_name' }] })).toBe(
      'accepted',
    );
    expect(template({ type: 'body', parameters: [{ type: 'image', image: { id: '1' } }] })).toContain(
      "['parameters'][0]['type']",
    );
    expect(template({ type: 'header', parameters: [{ type: 'image', image: { id: '1' } }] })).toBe(
      'accepted',
    );
    expect(template({ type: 'header', parameters: [{ type: 'image', image: {} }] })).toContain(
      "must have 'id' or 'link'",
    );
    expect(
      template({
        type: 'header',
        parameters: [{ type: 'location', location: { latitude: '1', longitude: '2' } }],
      }),
    ).toContain("['name']'");
    expect(template({ type: 'body', parameters: [{ ...money, currency: { code: 'USD' } }] })).toContain(
      '131008 ',
    );
    expect(template({ type: 'picture' })).toContain("template['components'][0]['type'] must be one of");
  });

  it('have buttons with what each needs', () => {
    expect(button('quick_reply', { type: 'payload', payload: 'p' })).toBe('accepted');
    expect(button('CATALOG', { type: 'action', action: { thumbnail_product_retailer_id: 'p' } })).toBe(
      'accepted',
    );
    expect(button('url', { type: 'text', text: 's' })).toBe('accepted');
    expect(button('url')).toContain('131009');
    expect(button('copy_code', { type: 'coupon_code', coupon_code: long(21) })).toContain('at most 20');
    expect(button('flow', { type: 'action', action: { flow_token: 't', flow_action_data: { a: 1 } } })).toBe(
      'accepted',
    );
    expect(
      button('voice_call', { type: 'ttl_minutes', ttl_minutes: 1440 }, { type: 'payload', payload: 'p' }),
    ).toBe('accepted');
    expect(button('phone')).toContain("['sub_type']");
    for (const [index, expected] of [
      ['9', 'accepted'],
      [9, 'accepted'],
      ['10', '131009'],
      [10, '131009'],
      [-1, '131009'],
    ]) {
      expect(template({ type: 'button', sub_type: 'quick_reply', index })).toContain(String(expected));
    }
  });

  it('have the rarer components', () => {
    const offer = (expiration_time_ms: number) =>
      template({
        type: 'limited_time_offer',
        parameters: [{ type: 'limited_time_offer', limited_time_offer: { expiration_time_ms } }],
      });
    expect(offer(1_790_000_000_000)).toBe('accepted');
    expect(offer(1_790_000_000)).toContain("['expiration_time_ms']");
    const target = { url: 'https://example.org', title: 'T' };
    for (const tap_target_configuration of [[target], target]) {
      const parameters = [{ type: 'tap_target_configuration', tap_target_configuration }];
      expect(template({ type: 'tap_target_configuration', parameters })).toBe('accepted');
    }
    const card = (card_index: number) => ({
      card_index,
      components: [{ type: 'header', parameters: [{ type: 'image', image: { id: '1' } }] }],
    });
    expect(template({ type: 'carousel', cards: [card(0), card(1)] })).toBe('accepted');
    expect(template({ type: 'carousel', cards: [card(0), card(0)] })).toContain('1 is missing');
  });

  it('through marketing_messages go to individuals, with two members more', () => {
    const body = { type: 'template', template: { name: 'n', language: { code: 'en' } } };
    const further = { product_policy: 'STRICT', message_activity_sharing: true };
    expect(resultOf({ ...body, ...further }, 'marketing_messages')).toBe('accepted');
    expect(resultOf({ ...body, recipient_type: 'group' }, 'marketing_messages')).toContain(
      '131009 Param recipient_type',
    );
    expect(resultOf({ ...body, ...further })).toContain('100 Unexpected key "product_policy"');
  });
});
