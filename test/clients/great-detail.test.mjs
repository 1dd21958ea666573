// @great-detail/whatsapp, the living heir of Meta's own `whatsapp` package, pointed at the simulator by its option `prefixUrl`.
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { Client } from '@great-detail/whatsapp';
import { readBody } from './support/read-body.mjs';
import { ANA, BRUNO, CHITRA, ELISA, NOBODY, says } from './support/people.mjs';
import { SAMPLES } from './support/samples.mjs';
import { World } from './support/world.mjs';

describe('@great-detail/whatsapp', () => {
  /** @type {World} */
  let world;
  let client;
  let phoneNumberID;
  let businessAccountID;
  let authorization;
  /** The values of the changes in the webhooks that it has verified and parsed since the last step. */
  let told = [];

  before(async () => {
    world = await World.start(async (request, response) => {
      const { method, headers, url } = request;
      const query = Object.fromEntries(new URL(url, world.endpoint.url).searchParams);
      if (method === 'GET') {
        const registration = await client.webhook.register({ method, query, headers });
        const known = registration.verifyToken === world.simulator.verifyToken;
        response.writeHead(known ? 200 : 403).end(known ? registration.accept() : registration.reject());
        return;
      }
      const event = await client.webhook.eventNotification({
        method,
        query,
        headers,
        body: await readBody(request),
      });
      const genuine = await event.checkSignature(world.simulator.appSecret);
      if (genuine) told.push(...event.eventNotification.entry.flatMap(({ changes }) => changes));
      response.writeHead(genuine ? 200 : 401).end(event.accept());
    });
    ({ phoneNumberId: phoneNumberID, businessAccountId: businessAccountID } = world.simulator);
    authorization = { Authorization: `Bearer ${world.simulator.accessToken}` };
    client = new Client({
      prefixUrl: world.simulator.url,
      graphVersion: 'v24.0',
      request: { headers: authorization },
    });
  });

  afterEach(async () => {
    await world.rest();
    told = [];
    assert.deepEqual(world.refusedWebhooks, []);
    assert.deepEqual(world.takeRefusedHosts(), []);
  });

  after(() => world?.stop());

  const valuesTold = (field) => told.filter((change) => change.field === field).map(({ value }) => value);
  const messagesTold = () => valuesTold('messages').flatMap(({ messages = [] }) => messages);
  const statusesTold = (id) =>
    valuesTold('messages')
      .flatMap(({ statuses = [] }) => statuses)
      .filter((status) => status.id === id);
  const post = (message) => client.message.createMessage({ phoneNumberID, to: ANA, ...message }).json();
  const send = async (type, content, further) => accepted(await post({ type, [type]: content, ...further }));

  it('would go to Meta without its option, and is kept here', async () => {
    const astray = new Client();
    const message = { phoneNumberID, to: ANA, type: 'text', text: { body: 'Hi' } };
    await assert.rejects(astray.message.createMessage(message).json(), TypeError);
    assert.deepEqual(world.takeRefusedHosts(), ['graph.facebook.com']);
  });

  it('answers the verification of its webhook', async () => {
    const { verified } = await world.simulator.verifyWebhook();
    assert.equal(verified, true);
  });

  it('sends texts, with a preview and as a quoted reply', async () => {
    const first = await send('text', { body: 'See https://example.org', preview_url: true });
    await send('text', { body: 'A reply' }, { context: { message_id: first } });
    assert.equal(world.lastMessage.body.context.message_id, first);
  });

  it('sends media of every kind behind links', async () => {
    const ids = [
      await send('image', { link: world.link('image'), caption: 'Look' }),
      await send('video', { link: world.link('video'), caption: 'Watch' }),
      await send('audio', { link: world.link('audio') }),
      await send('document', { link: world.link('document'), filename: 'invoice.pdf', caption: 'Pay' }),
      await send('sticker', { link: world.link('sticker') }),
    ];
    await world.simulator.settled();
    for (const id of ids) assert.equal(statusesTold(id).at(-1)?.status, 'read', id);
  });

  it('sends a place and a contact', async () => {
    await send('location', { latitude: 38.7223, longitude: -9.1393, name: 'Lisbon', address: 'Rossio' });
    await send('contacts', [
      {
        name: { formatted_name: 'Bruno Lopes', first_name: 'Bruno' },
        birthday: '1990-05-17',
        phones: [{ phone: BRUNO, wa_id: '351912345678', type: 'CELL' }],
        emails: [{ email: 'bruno@example.org', type: 'WORK' }],
        addresses: [{ city: 'Lisbon', country_code: 'PT', type: 'HOME' }],
        org: { company: 'Example' },
        urls: [{ url: 'https://example.org', type: 'WORK' }],
      },
    ]);
  });

  it('reacts to what a user wrote, and takes it back', async () => {
    const { messageId } = await world.act(ANA, says('Good news'));
    await send('reaction', { message_id: messageId, emoji: '👍' });
    await send('reaction', { message_id: messageId, emoji: '' });
  });

  it('sends interactive messages as they are given', async () => {
    await send('interactive', {
      type: 'button',
      header: { type: 'image', image: { link: world.link('image') } },
      body: { text: 'Shall we?' },
      footer: { text: 'Until Friday' },
      action: { buttons: [{ type: 'reply', reply: { id: 'yes', title: 'Yes' } }] },
    });
    await send('interactive', {
      type: 'list',
      body: { text: 'What would you like?' },
      action: { button: 'Choose', sections: [{ rows: [{ id: 'soup', title: 'Soup' }] }] },
    });
    await send('interactive', {
      type: 'flow',
      body: { text: 'Book a table' },
      action: {
        name: 'flow',
        parameters: { flow_message_version: '3', flow_cta: 'Book', flow_id: '770011', flow_token: 'token-1' },
      },
    });
  });

  it('sends templates with every kind of parameter that it types', async () => {
    const template = (name, components = []) =>
      send('template', { name, language: { code: 'en_US' }, components });
    const media = (kind) => [
      { type: 'header', parameters: [{ type: kind, [kind]: { link: world.link(kind) } }] },
    ];
    await template('hello_world');
    await template('order_update', [
      { type: 'header', parameters: [{ type: 'text', text: '1234' }] },
      {
        type: 'body',
        parameters: [
          { type: 'currency', currency: { fallback_value: '5 €', code: 'EUR', amount_1000: 5000 } },
          { type: 'date_time', date_time: { fallback_value: 'Friday' } },
        ],
      },
      { type: 'button', sub_type: 'url', index: '0', parameters: [{ type: 'text', text: 'abc' }] },
    ]);
    await template('greeting_named', [
      {
        type: 'body',
        parameters: [
          { type: 'text', parameter_name: 'first_name', text: 'Ana' },
          { type: 'text', parameter_name: 'day', text: 'Friday' },
        ],
      },
    ]);
    await template('photo_note', media('image'));
    await template('video_note', media('video'));
    await template('invoice_note', media('document'));
    await template('pickup_point', [
      {
        type: 'header',
        parameters: [
          {
            type: 'location',
            location: { latitude: '38.7223', longitude: '-9.1393', name: 'Shop', address: 'Rossio 1' },
          },
        ],
      },
    ]);
    await template('spring_sale', [
      { type: 'body', parameters: [{ type: 'text', text: 'Ana' }] },
      {
        type: 'button',
        sub_type: 'quick_reply',
        index: '0',
        parameters: [{ type: 'payload', payload: 'more' }],
      },
    ]);
  });

  it('marks a message as read and shows that it is typing', async () => {
    const { messageId } = await world.act(ANA, says('Are you there?'));
    const receipt = {
      phoneNumberID,
      message_id: messageId,
      status: 'read',
      typing_indicator: { type: 'text' },
    };
    assert.deepEqual(await client.message.createStatus(receipt).json(), { success: true });
    assert.equal(world.simulator.readReceipts.at(-1).messageId, messageId);
  });

  it('uploads, looks up, sends, downloads and deletes media', async () => {
    const { type, bytes } = SAMPLES.document;
    const { media } = client;
    const upload = {
      phoneNumberID,
      file: new Blob([bytes], { type }),
      filename: 'invoice.pdf',
      mimeType: type,
    };
    const { id: mediaID } = await media.upload(upload).json();
    const found = await media.getURL({ mediaID, phoneNumberID }).json();
    assert.deepEqual([found.id, found.mime_type, Number(found.file_size)], [mediaID, type, bytes.length]);
    await send('document', { id: mediaID, filename: 'invoice.pdf' });
    await rejectsWith(media.download({ mediaURL: found.url }), 401, 104);
    const download = await media.download({ mediaURL: found.url, request: { headers: authorization } });
    assert.deepEqual(Buffer.from(await download.arrayBuffer()), bytes);
    assert.deepEqual(await media.delete({ mediaID, phoneNumberID }).json(), { success: true });
    await rejectsWith(media.getURL({ mediaID }), 400, 100);
  });

  it('creates a template, waits for its review, finds, sends, edits and deletes it', async () => {
    const { template } = client;
    const components = [
      {
        type: 'BODY',
        text: 'Your table for {{1}} is booked, see you then.',
        example: { body_text: [['two']] },
      },
      { type: 'FOOTER', text: 'The restaurant' },
      { type: 'BUTTONS', buttons: [{ type: 'QUICK_REPLY', text: 'Cancel it' }] },
    ];
    const created = await template
      .create(businessAccountID, {
        name: 'table_booked',
        language: 'en_US',
        category: 'UTILITY',
        parameter_format: 'POSITIONAL',
        components,
      })
      .json();
    assert.deepEqual([created.status, created.category], ['PENDING', 'UTILITY']);
    const message = {
      type: 'template',
      template: {
        name: 'table_booked',
        language: { code: 'en_US' },
        components: [{ type: 'body', parameters: [{ type: 'text', text: 'two' }] }],
      },
    };
    await rejectsWith(post(message), 404, 132001);
    await world.simulator.advance(1000);
    assert.deepEqual(
      valuesTold('message_template_status_update').map(
        ({ event, message_template_id, message_template_name }) => [
          event,
          message_template_id,
          message_template_name,
        ],
      ),
      [['APPROVED', Number(created.id), 'table_booked']],
    );
    accepted(await post(message));
    const fields = [
      'name',
      'status',
      'category',
      'language',
      'quality_score',
      'components',
      'parameter_format',
    ];
    const one = await template.get(created.id, { fields }).json();
    assert.deepEqual(
      [one.id, one.name, one.status, one.components.length, one.quality_score.score],
      [created.id, 'table_booked', 'APPROVED', 3, 'UNKNOWN'],
    );
    const edited = [{ ...components[0], text: 'A table for {{1}} is booked, see you soon.' }];
    assert.equal((await template.update(created.id, { components: edited }).json()).success, true);
    assert.equal((await template.get(created.id, { fields: ['status'] }).json()).status, 'PENDING');
    const deletion = { name: 'table_booked', hsm_id: created.id };
    assert.deepEqual(await template.delete(businessAccountID, deletion).json(), { success: true });
    await rejectsWith(template.get(created.id, {}), 400, 100);
  });

  it('finds templates by what they are called, say and are', async () => {
    const names = async (filter) =>
      (
        await client.template.list(businessAccountID, { limit: 100, fields: ['name'], ...filter }).json()
      ).data.map(({ name }) => name);
    assert.deepEqual(await names({ name_or_content: 'spring' }), ['spring_sale']);
    assert.deepEqual(await names({ name_or_content: 'parcel waits' }), ['pickup_point']);
    assert.deepEqual(await names({ category: 'AUTHENTICATION' }), ['login_code']);
    const all = await names({});
    assert.deepEqual(
      await names({ category: ['UTILITY', 'MARKETING', 'AUTHENTICATION'], status: 'APPROVED' }),
      all,
    );
    assert.deepEqual(await names({ language: ['de', 'fr'] }), []);
    assert.deepEqual(await names({ quality_score: ['UNKNOWN', 'GREEN'] }), all);
  });

  it('finds a template in the library of Meta, and takes it without a review', async () => {
    const { template } = client;
    const { data } = await template
      .listLibrary({ search: 'amount', topic: ['PAYMENTS', 'EVENT_REMINDER'], language: 'en_US', limit: 5 })
      .json();
    assert.deepEqual(
      data.map(({ name, category, topic }) => [name, category, topic]),
      [['payment_reminder_1', 'UTILITY', 'PAYMENTS']],
    );
    const created = await template
      .create(businessAccountID, {
        name: 'please_pay',
        language: 'en_US',
        category: 'UTILITY',
        library_template_name: data[0].name,
        // A text after its types.
        library_template_button_inputs: JSON.stringify([
          {
            type: 'URL',
            url: { base_url: 'https://example.org/{{1}}', url_suffix_example: 'https://example.org/7' },
          },
          { type: 'PHONE_NUMBER', phone_number: '+15550783881' },
        ]),
      })
      .json();
    assert.equal(created.status, 'APPROVED');
  });

  it('reads the account and its numbers', async () => {
    const account = await client.whatsappBusinessAccount
      .get(businessAccountID, {
        fields: ['id', 'name', 'currency', 'health_status', 'account_review_status'],
      })
      .json();
    assert.deepEqual([account.id, account.health_status.can_send_message], [businessAccountID, 'AVAILABLE']);
    const { data } = await client.phoneNumbers
      .listPhoneNumbers({ businessAccountID, fields: ['id', 'display_phone_number', 'throughput'] })
      .json();
    assert.deepEqual(data, [
      { id: phoneNumberID, display_phone_number: '+1 555 078 3881', throughput: { level: 'STANDARD' } },
    ]);
    const number = await client.phoneNumbers
      .getPhoneNumber({
        phoneNumberID,
        fields: [
          'verified_name',
          'quality_rating',
          'health_status',
          'messaging_limit_tier',
          'name_status',
          'is_pin_enabled',
          ['whatsapp_business_profile', ['about']],
        ],
      })
      .json();
    assert.equal(number.quality_rating, 'GREEN');
    assert.equal(number.health_status.can_send_message, 'AVAILABLE');
    assert.ok(Array.isArray(number.whatsapp_business_profile.data));
    await client.phoneNumbers.updatePhoneNumber({ phoneNumberID, new_display_name: 'Another name' }).json();
  });

  it('reads and changes the profile of the number', async () => {
    const changes = { about: 'We simulate', websites: ['https://example.org/'], vertical: 'RETAIL' };
    const { businessProfile } = client;
    assert.deepEqual(await businessProfile.updateBusinessProfile({ phoneNumberID, ...changes }).json(), {
      success: true,
    });
    const asked = { phoneNumberID, fields: ['about', 'websites', 'vertical'] };
    assert.deepEqual((await businessProfile.getBusinessProfile(asked).json()).data, [
      { ...changes, messaging_product: 'whatsapp' },
    ]);
  });

  it('subscribes to the webhooks of the account at an address of its own', async () => {
    const { subscribedApps } = client;
    const subscription = {
      businessAccountID,
      override_callback_uri: `${world.endpoint.url}/of-the-account`,
      verify_token: world.simulator.verifyToken,
    };
    assert.equal((await subscribedApps.createSubscription(subscription).json()).success, true);
    const { data } = await subscribedApps.listSubscriptions({ businessAccountID }).json();
    assert.equal(data[0].override_callback_uri, subscription.override_callback_uri);
    await world.act(ANA, says('To the other address'));
    assert.deepEqual(
      [messagesTold()[0].text.body, world.simulator.deliveries.at(-1).url],
      ['To the other address', subscription.override_callback_uri],
    );
  });

  it("understands a user's messages of every type", async () => {
    const buttons = await send('interactive', {
      type: 'button',
      body: { text: 'Shall we?' },
      action: { buttons: [{ type: 'reply', reply: { id: 'yes', title: 'Yes' } }] },
    });
    const list = await send('interactive', {
      type: 'list',
      body: { text: 'What?' },
      action: { button: 'Choose', sections: [{ rows: [{ id: 'soup', title: 'Soup' }] }] },
    });
    const sale = {
      name: 'spring_sale',
      language: { code: 'en_US' },
      components: [{ type: 'body', parameters: [{ type: 'text', text: 'Bruno' }] }],
    };
    // Numbers of the United States, such as Ana's, get no marketing.
    const template = await send('template', sale, { to: BRUNO });
    await world.rest();
    told = [];
    const sent = await world.sendEveryKind(ANA, buttons);
    const referral = { source_type: 'ad', source_id: '7', source_url: 'https://example.org/ad' };
    const { messageId } = await world.act(ANA, { ...says('From an advertisement'), referral });
    await world.act(ANA, { action: 'press_button', messageId: buttons, index: 0 });
    await world.act(ANA, { action: 'choose_row', messageId: list, rowId: 'soup' });
    await world.act(BRUNO, { action: 'press_button', messageId: template, index: 0 });
    await world.act(ANA, { action: 'react', messageId: buttons, emoji: '🎉' });
    await world.act(ANA, { action: 'edit', messageId, text: 'In other words' });
    await world.act(ANA, { action: 'revoke', messageId });
    await world.act(BRUNO, { action: 'change_number', phoneNumber: '+351912345679' });

    const messages = messagesTold();
    assert.deepEqual(
      messages.map((message) => message.interactive?.type ?? message.type),
      [...sent, 'text', 'button_reply', 'list_reply', 'button', 'reaction', 'edit', 'revoke', 'system'],
    );
    for (const message of messages) assert.notEqual(message[message.type], undefined, message.type);
    const [text, image] = messages;
    const fromAdvertisement = messages[sent.length];
    assert.deepEqual([text.text.body, text.context.id], ['Olá, José 👋', buttons]);
    assert.deepEqual(fromAdvertisement.referral, referral);
    assert.deepEqual([image.image.mime_type, typeof image.image.sha256], ['image/png', 'string']);
    for (const value of valuesTold('messages')) {
      assert.equal(value.metadata.phone_number_id, phoneNumberID);
      // Its types promise contacts always; Meta leaves them out of system messages.
      if (value.messages[0].type === 'system') assert.equal(value.contacts, undefined);
      else assert.match(value.contacts[0].user_id, /^[A-Z]{2}\./);
    }
  });

  it('hears of a user who hides the number, by id', async () => {
    await world.act(ELISA, says('Hi'));
    const [{ contacts, messages }] = valuesTold('messages');
    assert.deepEqual([contacts[0].wa_id, messages[0].from], [undefined, undefined]);
    accepted(
      await client.message
        .createMessage({
          phoneNumberID,
          recipient: contacts[0].user_id,
          type: 'text',
          text: { body: 'Hello' },
        })
        .json(),
    );
  });

  it('understands what becomes of its messages', async () => {
    const id = await send('text', { body: 'Read me' }, { biz_opaque_callback_data: 'order-7' });
    await world.simulator.settled();
    const statuses = statusesTold(id);
    assert.deepEqual(
      statuses.map(({ status, recipient_id, biz_opaque_callback_data }) => [
        status,
        recipient_id,
        biz_opaque_callback_data,
      ]),
      ['sent', 'delivered', 'read'].map((status) => [status, '16505551234', 'order-7']),
    );
    assert.equal(statuses[0].pricing.category, 'service');
  });

  it('is told of what fails late in a status', async () => {
    const outside = await send('text', { body: 'Hi' }, { to: BRUNO });
    const template = { name: 'hello_world', language: { code: 'en_US' }, components: [] };
    const nowhere = await send('template', template, { to: NOBODY });
    await world.simulator.settled();
    assert.deepEqual(
      [outside, nowhere].map((id) => statusesTold(id).map(({ status, errors }) => [status, errors[0].code])),
      [[['failed', 131047]], [['failed', 131026]]],
    );
  });

  it('hears that a user wants no marketing, and that marketing fails then', async () => {
    await world.act(CHITRA, { action: 'stop_marketing' });
    const [{ user_preferences }] = valuesTold('user_preferences');
    assert.deepEqual(
      user_preferences.map(({ wa_id, category, value }) => [wa_id, category, value]),
      [['919876543210', 'marketing_messages', 'stop']],
    );
    const body = { type: 'body', parameters: [{ type: 'text', text: 'Chitra' }] };
    const template = { name: 'spring_sale', language: { code: 'en_US' }, components: [body] };
    const id = await send('template', template, { to: CHITRA });
    await world.simulator.settled();
    assert.deepEqual(
      statusesTold(id).map(({ status, errors }) => [status, errors[0].code]),
      [['failed', 131050]],
    );
  });

  it('refuses a webhook with another signature', async () => {
    assert.equal(await world.postForgedWebhook(), 401);
    assert.deepEqual(told, []);
  });

  it("gets Meta's codes in its HTTPError", async () => {
    const text = { type: 'text', text: { body: 'Hi' } };
    const stranger = new Client({
      prefixUrl: world.simulator.url,
      request: { headers: { Authorization: 'Bearer not-a-token' } },
    });
    await rejectsWith(stranger.message.createMessage({ phoneNumberID, to: ANA, ...text }), 401, 190);
    await rejectsWith(post({ ...text, text: { body: 'x'.repeat(4097) } }), 400, 100);
    await rejectsWith(post({ ...text, text: {} }), 400, 131008);
    await rejectsWith(post({ ...text, phoneNumberID: '1' }), 400, 100);
    // Its types call the quoted message so, and it is sent as it is called.
    await rejectsWith(post({ ...text, context: { inReplyTo: 'wamid.1' } }), 400, 131008);
    world.simulator.failNext({ code: 131000 });
    await rejectsWith(post(text), 500, 131000);
  });

  it('is told when it writes too fast to one user', async () => {
    const message = { type: 'text', text: { body: 'Again' } };
    await Promise.all(Array.from({ length: 45 }, async () => accepted(await post(message))));
    await rejectsWith(post(message), 400, 131056);
  });
});

/** The request must fail with its `HTTPError`, and that must hold Meta's answer. */
async function rejectsWith(request, status, code) {
  await assert.rejects(request, { name: 'HTTPError' });
  const { response } = await request.catch((error) => error);
  const { error } = await response.json();
  assert.deepEqual([response.status, error.code], [status, code], error.message);
  assert.ok(error.fbtrace_id);
}

/** The id of an accepted message. */
function accepted(answer) {
  assert.equal(answer.messaging_product, 'whatsapp');
  assert.match(answer.messages[0].id, /^wamid\./);
  return answer.messages[0].id;
}
