// @microfox/whatsapp-business, pointed at the simulator by its option `baseUrl`.
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { after, afterEach, before, describe, it } from 'node:test';
import {
  WebhookPayloadSchema,
  WhatsAppBusinessSDK,
  WhatsAppBusinessSDKError,
} from '@microfox/whatsapp-business';
import { readBody } from './support/read-body.mjs';
import { ANA, BRUNO, ELISA, NOBODY, says } from './support/people.mjs';
import { SAMPLES } from './support/samples.mjs';
import { World } from './support/world.mjs';

describe('@microfox/whatsapp-business', () => {
  /** @type {World} */
  let world;
  /** @type {WhatsAppBusinessSDK} */
  let client;
  /** The webhooks since the last step: as they came, and what its schema says of them. */
  let told = [];

  before(async () => {
    world = await World.start(async (request, response) => {
      const body = await readBody(request);
      const digest = createHmac('sha256', world.simulator.appSecret).update(body).digest('hex');
      const genuine = request.headers['x-hub-signature-256'] === `sha256=${digest}`;
      const payload = JSON.parse(body);
      if (genuine) told.push({ payload, parsed: WebhookPayloadSchema.safeParse(payload) });
      response.writeHead(genuine ? 200 : 401).end();
    });
    client = new WhatsAppBusinessSDK(config());
  });

  afterEach(async () => {
    await world.rest();
    told = [];
    assert.deepEqual(world.refusedWebhooks, []);
    assert.deepEqual(world.takeRefusedHosts(), []);
  });

  after(() => world?.stop());

  const config = (changes) => ({
    phoneNumberId: world.simulator.phoneNumberId,
    businessAccountId: world.simulator.businessAccountId,
    accessToken: world.simulator.accessToken,
    baseUrl: `${world.simulator.url}/v22.0`,
    ...changes,
  });
  /** What its schema made of the changes of `messages`; whatever it could not read fails. */
  const values = () =>
    told.map(({ parsed }) => {
      assert.ok(parsed.success, parsed.error?.message);
      return parsed.data.entry[0].changes[0].value;
    });
  const statusesOf = (id) =>
    values()
      .flatMap(({ statuses = [] }) => statuses)
      .filter((status) => status.id === id);

  it('would go to Meta without its option, and is kept here', async () => {
    const { baseUrl: _, ...rest } = config();
    const astray = new WhatsAppBusinessSDK(rest);
    await assert.rejects(astray.sendTextMessage(ANA, 'Hi'), isRefused({ code: 0, message: 'Network error' }));
    assert.deepEqual(world.takeRefusedHosts(), ['graph.facebook.com']);
  });

  it('sends texts, and replies that quote', async () => {
    const first = accepted(await client.sendTextMessage(ANA, 'See https://example.org'));
    accepted(await client.sendReply(ANA, 'text', 'A reply', first));
    assert.equal(world.lastMessage.body.context.message_id, first);
  });

  it('sends media of every kind behind links', async () => {
    const ids = [
      accepted(await client.sendImageMessage(ANA, { link: world.link('image'), caption: 'Look' })),
      accepted(await client.sendVideoMessage(ANA, { link: world.link('video'), caption: 'Watch' })),
      accepted(await client.sendAudioMessage(ANA, { link: world.link('audio') })),
      accepted(await client.sendDocumentMessage(ANA, { link: world.link('document'), filename: 'a.pdf' })),
      accepted(await client.sendStickerMessage(ANA, { link: world.link('sticker') })),
    ];
    await world.simulator.settled();
    for (const id of ids) assert.equal(statusesOf(id).at(-1)?.status, 'read', id);
  });

  it('sends a place, a contact and reactions', async () => {
    accepted(await client.sendLocationMessage(ANA, { latitude: 38.7, longitude: -9.1, name: 'Lisbon' }));
    accepted(
      await client.sendContactMessage(ANA, [
        {
          name: { formatted_name: 'Bruno Lopes', first_name: 'Bruno' },
          phones: [{ phone: BRUNO, wa_id: '351912345678', type: 'CELL' }],
          emails: [{ email: 'bruno@example.org', type: 'WORK' }],
          addresses: [{ city: 'Lisbon', country_code: 'PT', type: 'HOME' }],
          urls: [{ url: 'https://example.org', type: 'WORK' }],
          org: { company: 'Example' },
          birthday: '1990-05-17',
        },
      ]),
    );
    const { messageId } = await world.act(ANA, says('Good news'));
    accepted(await client.sendReaction(ANA, messageId, '👍'));
    accepted(await client.sendReaction(ANA, messageId, ''));
  });

  it('sends reply buttons, a list, a button with a link, and asks for a place', async () => {
    accepted(
      await client.sendInteractiveMessage(ANA, {
        type: 'button',
        header: { type: 'image', image: { link: world.link('image') } },
        body: { text: 'Shall we?' },
        footer: { text: 'Until Friday' },
        action: { buttons: [{ type: 'reply', reply: { id: 'yes', title: 'Yes' } }] },
      }),
    );
    accepted(
      await client.sendInteractiveMessage(ANA, {
        type: 'list',
        body: { text: 'What would you like?' },
        action: {
          button: 'Choose',
          sections: [{ title: 'Soups', rows: [{ id: 'soup', title: 'Soup', description: 'Hot' }] }],
        },
      }),
    );
    accepted(
      await client.sendInteractiveMessage(ANA, {
        type: 'cta_url',
        body: { text: 'Track your parcel' },
        action: { name: 'cta_url', parameters: { display_text: 'Track', url: 'https://example.org/track' } },
      }),
    );
    accepted(await client.sendLocationRequestMessage(ANA, 'Where are you?'));
  });

  it('is refused a button with a link by its other method: Meta knows no type "cta"', async () => {
    await assert.rejects(
      client.sendInteractiveCtaMessage(ANA, 'Track your parcel', 'https://example.org'),
      isRefused({ code: 131009, httpStatus: undefined }),
    );
  });

  it('sends templates', async () => {
    accepted(await client.sendTemplateMessage(ANA, 'hello_world', 'en_US'));
    accepted(
      await client.sendTemplateMessage(ANA, 'photo_note', 'en_US', [
        { type: 'header', parameters: [{ type: 'image', image: { link: world.link('image') } }] },
      ]),
    );
    accepted(
      await client.sendTemplateMessage(BRUNO, 'spring_sale', 'en_US', [
        { type: 'body', parameters: [{ type: 'text', text: 'Bruno' }] },
      ]),
    );
  });

  it('marks a message as read and shows that it is typing', async () => {
    const { messageId } = await world.act(ANA, says('Are you there?'));
    assert.deepEqual((await client.markMessageAsRead(messageId)).data, { success: true });
    assert.deepEqual((await client.sendTypingIndicator({ messageId })).data, { success: true });
    assert.equal(world.simulator.readReceipts.at(-1).messageId, messageId);
    // Meta marks one message at a time.
    await assert.rejects(client.markMessagesAsRead([messageId]), isRefused({ code: 100 }));
  });

  it('uploads by a kind in place of a type, looks up, sends and downloads media', async () => {
    for (const kind of ['image', 'video', 'audio', 'document', 'sticker']) {
      const { type, bytes } = SAMPLES[kind];
      const uploaded = await client.uploadMedia(new Blob([bytes], { type }), kind);
      const { id } = uploaded.data;
      const found = await client.getMediaUrl(id);
      assert.equal(found.data.mime_type, type);
      const { data } = await client.downloadMedia(id);
      assert.deepEqual(Buffer.from(data), bytes);
      const send = `send${kind[0].toUpperCase()}${kind.slice(1)}Message`;
      accepted(await client[send](ANA, { id }));
    }
  });

  it('reads and changes the profile', async () => {
    const changed = await client.updateBusinessProfile({
      about: 'We simulate',
      email: 'us@example.org',
      websites: ['https://example.org/'],
      vertical: 'RETAIL',
    });
    assert.deepEqual(changed, { success: true });
    // It asks for no fields.
    const { data } = await client.getBusinessProfile();
    assert.equal(data[0].messaging_product, 'whatsapp');
  });

  it('lists the templates and the numbers', async () => {
    const { data } = await client.getTemplates({ limit: 3, offset: 0 });
    assert.equal(data.data.length, 3);
    const numbers = await client.getPhoneNumbers();
    assert.equal(numbers.data.data[0].id, world.simulator.phoneNumberId);
  });

  it('cannot create a template: it knows the components of sent ones only', async () => {
    await assert.rejects(
      client.createTemplate({
        name: 'table_booked',
        category: 'UTILITY',
        language: 'en_US',
        components: [{ type: 'body', parameters: [{ type: 'text', text: 'two' }] }],
      }),
      isRefused({ code: 100 }),
    );
    assert.deepEqual((await client.deleteTemplate('survey')).data, { success: true });
  });

  it('registers the number again', async () => {
    const { phoneNumberId } = world.simulator;
    assert.deepEqual((await client.deregisterPhone(phoneNumberId)).data, { success: true });
    assert.deepEqual((await client.registerPhone(phoneNumberId, '123456')).data, { success: true });
  });

  it('sets what users see before they write', async () => {
    process.env.WHATSAPP_WEBHOOK_URL = world.endpoint.url;
    const commands = [{ command_name: 'help', command_description: 'What we can do' }];
    const automation = { enable_welcome_message: true, prompts: ['Book a table'], commands };
    const answer = await client.configureConversationalComponents(automation);
    assert.deepEqual(answer.data, { success: true });
  });

  it('asks for paths that Meta does not have', async () => {
    await assert.rejects(client.getQRCode(), isRefused({ code: 2500 }));
    await assert.rejects(client.getAnalytics(), isRefused({ code: 2500 }));
    await assert.rejects(client.getCommerceSettings(), isRefused({ code: 100 }));
  });

  it("reads a user's messages of every type that it knows", async () => {
    const { data } = await client.sendInteractiveMessage(ANA, {
      type: 'button',
      body: { text: 'Shall we?' },
      action: { buttons: [{ type: 'reply', reply: { id: 'yes', title: 'Yes' } }] },
    });
    const [{ id: buttons }] = data.messages;
    await world.rest();
    told = [];
    const types = await world.sendEveryKind(ANA, buttons);
    await world.act(ANA, { action: 'press_button', messageId: buttons, index: 0 });
    await world.act(ANA, { action: 'react', messageId: buttons, emoji: '🎉' });
    const unknown = told.filter(({ parsed }) => !parsed.success).map(({ payload }) => kindOf(payload));
    // Of a contact's numbers it wants to know whether they are HOME or WORK.
    assert.deepEqual(unknown, ['contacts', 'order', 'unsupported']);
    told = told.filter(({ parsed }) => parsed.success);
    const messages = values().flatMap((value) => value.messages);
    const known = types.filter((type) => !unknown.includes(type));
    assert.deepEqual(
      messages.map(({ type }) => type),
      [...known, 'interactive', 'reaction'],
    );
    assert.equal(messages[0].text.body, 'Olá, José 👋');
    assert.equal(messages.at(-2).interactive.button_reply.id, 'yes');
  });

  it('cannot read users who hide their number: it insists on wa_id', async () => {
    await world.act(ELISA, says('Hi'));
    assert.deepEqual(
      told.map(({ parsed }) => parsed.success),
      [false],
    );
  });

  it('reads what becomes of its messages', async () => {
    const read = accepted(await client.sendTextMessage(ANA, 'Read me'));
    const outside = accepted(await client.sendTextMessage(BRUNO, 'Hi'));
    const nowhere = accepted(await client.sendTemplateMessage(NOBODY, 'hello_world', 'en_US'));
    await world.simulator.settled();
    assert.deepEqual(
      statusesOf(read).map(({ status, recipient_id }) => [status, recipient_id]),
      ['sent', 'delivered', 'read'].map((status) => [status, '16505551234']),
    );
    assert.deepEqual(
      [outside, nowhere].map((id) => statusesOf(id).map(({ status, errors }) => [status, errors[0].code])),
      [[['failed', 131047]], [['failed', 131026]]],
    );
  });

  it('answers the sender as the webhook names it, digits without a plus', async () => {
    await world.act(ANA, says('Hello'));
    const [{ messages }] = values();
    const id = accepted(await client.sendTextMessage(messages[0].from, 'Hello yourself'));
    await world.simulator.settled();
    assert.equal(statusesOf(id).at(-1)?.status, 'read');
  });

  it("gets Meta's codes as its own errors", async () => {
    const { simulator } = world;
    const stranger = new WhatsAppBusinessSDK(config({ accessToken: 'not-a-token' }));
    await assert.rejects(stranger.sendTextMessage(ANA, 'Hi'), isRefused({ code: 190 }));
    const nowhere = new WhatsAppBusinessSDK(config({ phoneNumberId: '1' }));
    await assert.rejects(nowhere.sendTextMessage(ANA, 'Hi'), isRefused({ code: 100 }));
    await assert.rejects(client.sendTemplateMessage(ANA, 'nowhere', 'en_US'), isRefused({ code: 132001 }));
    simulator.failNext({ code: 130429 });
    await assert.rejects(client.sendTextMessage(ANA, 'Hi'), isRefused({ code: 130429 }));
  });
});

/** The id of an accepted message. */
function accepted({ success, data }) {
  assert.equal(success, true);
  assert.equal(data.messaging_product, 'whatsapp');
  assert.match(data.messages[0].id, /^wamid\./);
  return data.messages[0].id;
}

/** Everything that its error says must be as expected. */
function isRefused(expected) {
  return (error) => {
    assert.ok(error instanceof WhatsAppBusinessSDKError, error?.stack);
    const found = Object.fromEntries(Object.keys(expected).map((key) => [key, error[key]]));
    assert.deepEqual(found, expected, error.message);
    return true;
  };
}

/** The type of a webhook's only message. */
function kindOf(payload) {
  return payload.entry[0].changes[0].value.messages[0].type;
}
