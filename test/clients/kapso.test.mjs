// @kapso/whatsapp-cloud-api, pointed at the simulator by its option `baseUrl`.
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import {
  buildTemplatePayload,
  buildTemplateSendPayload,
  GraphApiError,
  TemplateDefinition,
  WhatsAppClient,
} from '@kapso/whatsapp-cloud-api';
import { normalizeWebhook, verifySignature } from '@kapso/whatsapp-cloud-api/server';
import { readBody } from './support/read-body.mjs';
import { ANA, BRUNO, CHITRA, ELISA, FEMI, NOBODY, says } from './support/people.mjs';
import { SAMPLES } from './support/samples.mjs';
import { World } from './support/world.mjs';

describe('@kapso/whatsapp-cloud-api', () => {
  /** @type {World} */
  let world;
  let client;
  let phoneNumberId;
  let businessAccountId;
  let toAna;
  /** What its parser made of the webhooks since the last step. */
  let told = [];

  before(async () => {
    world = await World.start(async (request, response) => {
      const rawBody = await readBody(request);
      const signatureHeader = request.headers['x-hub-signature-256'];
      const genuine = verifySignature({ appSecret: world.simulator.appSecret, rawBody, signatureHeader });
      if (genuine) told.push(normalizeWebhook(JSON.parse(rawBody)));
      response.writeHead(genuine ? 200 : 401).end();
    });
    ({ phoneNumberId, businessAccountId } = world.simulator);
    client = new WhatsAppClient({
      baseUrl: world.simulator.url,
      accessToken: world.simulator.accessToken,
      graphVersion: 'v24.0',
    });
    toAna = { phoneNumberId, to: ANA };
  });

  afterEach(async () => {
    await world.rest();
    told = [];
    assert.deepEqual(world.refusedWebhooks, []);
    assert.deepEqual(world.takeRefusedHosts(), []);
  });

  after(() => world?.stop());

  const messagesTold = () => told.flatMap((webhook) => webhook.messages);
  const statusesTold = (id) =>
    told.flatMap((webhook) => webhook.statuses).filter((status) => status.id === id);

  it('would go to Meta without its option, and is kept here', async () => {
    const astray = new WhatsAppClient({ accessToken: 'no-token' });
    await assert.rejects(astray.messages.sendText({ ...toAna, body: 'Hi' }), TypeError);
    assert.deepEqual(world.takeRefusedHosts(), ['graph.facebook.com']);
  });

  it('sends texts, with a preview and as a quoted reply', async () => {
    const first = accepted(
      await client.messages.sendText({ ...toAna, body: 'See https://example.org', previewUrl: true }),
    );
    accepted(await client.messages.sendText({ ...toAna, body: 'A reply', contextMessageId: first }));
    assert.equal(world.lastMessage.body.context.message_id, first);
  });

  it('sends media of every kind behind links', async () => {
    const { messages } = client;
    const ids = [
      accepted(await messages.sendImage({ ...toAna, image: { link: world.link('image'), caption: 'Look' } })),
      accepted(
        await messages.sendVideo({ ...toAna, video: { link: world.link('video'), caption: 'Watch' } }),
      ),
      accepted(await messages.sendAudio({ ...toAna, audio: { link: world.link('audio'), voice: true } })),
      accepted(
        await messages.sendDocument({
          ...toAna,
          document: { link: world.link('document'), filename: 'invoice.pdf', caption: 'Pay' },
        }),
      ),
      accepted(await messages.sendSticker({ ...toAna, sticker: { link: world.link('sticker') } })),
    ];
    await world.simulator.settled();
    for (const id of ids) assert.equal(statusesTold(id).at(-1)?.status, 'read', id);
  });

  it('sends a place and a contact', async () => {
    accepted(
      await client.messages.sendLocation({
        ...toAna,
        location: { latitude: 38.7223, longitude: -9.1393, name: 'Lisbon', address: 'Rossio' },
      }),
    );
    accepted(
      await client.messages.sendContacts({
        ...toAna,
        contacts: [
          {
            name: { formattedName: 'Bruno Lopes', firstName: 'Bruno' },
            birthday: '1990-05-17',
            phones: [{ phone: BRUNO, waId: '351912345678', type: 'CELL' }],
            emails: [{ email: 'bruno@example.org', type: 'WORK' }],
            addresses: [{ city: 'Lisbon', countryCode: 'PT', type: 'HOME' }],
            org: { company: 'Example' },
            urls: [{ url: 'https://example.org', type: 'WORK' }],
          },
        ],
      }),
    );
  });

  it('reacts to what a user wrote, and takes it back', async () => {
    const { messageId } = await world.act(ANA, says('Good news'));
    accepted(await client.messages.sendReaction({ ...toAna, reaction: { messageId, emoji: '👍' } }));
    accepted(await client.messages.sendReaction({ ...toAna, reaction: { messageId, emoji: '' } }));
  });

  it('sends reply buttons, a list and a button with a link', async () => {
    const { messages } = client;
    accepted(
      await messages.sendInteractiveButtons({
        ...toAna,
        header: { type: 'image', image: { link: world.link('image') } },
        bodyText: 'Shall we?',
        footerText: 'Until Friday',
        buttons: [
          { id: 'yes', title: 'Yes' },
          { id: 'no', title: 'No' },
        ],
      }),
    );
    accepted(
      await messages.sendInteractiveList({
        ...toAna,
        header: { type: 'text', text: 'Menu' },
        bodyText: 'What would you like?',
        footerText: 'Open until six',
        buttonText: 'Choose',
        sections: [{ title: 'Soups', rows: [{ id: 'soup', title: 'Soup of the day', description: 'Hot' }] }],
      }),
    );
    accepted(
      await messages.sendInteractiveCtaUrl({
        ...toAna,
        bodyText: 'Track your parcel',
        parameters: { displayText: 'Track', url: 'https://example.org/track' },
      }),
    );
  });

  it('sends a product, several products, the catalogue and a carousel', async () => {
    const { messages } = client;
    const catalogId = '1234567890';
    accepted(
      await messages.sendInteractiveProduct({
        ...toAna,
        catalogId,
        productRetailerId: 'sku-1',
        bodyText: 'This one',
      }),
    );
    accepted(
      await messages.sendInteractiveProductList({
        ...toAna,
        header: { type: 'text', text: 'Ours' },
        bodyText: 'What we have',
        catalogId,
        sections: [{ title: 'New', productItems: [{ productRetailerId: 'sku-1' }] }],
      }),
    );
    accepted(
      await messages.sendInteractiveCatalogMessage({
        ...toAna,
        bodyText: 'All of it',
        parameters: { thumbnailProductRetailerId: 'sku-1' },
      }),
    );
    const card = (cardIndex, action) => ({
      cardIndex,
      header: { type: 'image', image: { link: world.link('image') } },
      bodyText: `Card ${cardIndex}`,
      action,
    });
    const link = { displayText: 'Open', url: 'https://example.org' };
    accepted(
      await messages.sendInteractiveCarousel({
        ...toAna,
        bodyText: 'Two places',
        cards: [card(0, link), card(1, link)],
      }),
    );
    const reply = (id) => ({ buttons: [{ id, title: 'More' }] });
    accepted(
      await messages.sendInteractiveCarousel({
        ...toAna,
        bodyText: 'Two places',
        cards: [card(0, reply('more-0')), card(1, reply('more-1'))],
      }),
    );
  });

  it('sends a flow, and asks for an address, a place and leave to call', async () => {
    const { messages } = client;
    accepted(
      await messages.sendInteractiveFlow({
        ...toAna,
        bodyText: 'Book a table',
        parameters: {
          flowId: '770011',
          flowCta: 'Book',
          flowToken: 'token-1',
          mode: 'published',
          flowAction: 'navigate',
          flowActionPayload: { screen: 'START', data: { guests: 2 } },
        },
      }),
    );
    accepted(
      await messages.sendInteractiveAddress({
        ...toAna,
        bodyText: 'Where to?',
        parameters: { country: 'IN', values: { name: 'Ana' } },
      }),
    );
    accepted(
      await messages.sendInteractiveLocationRequest({
        ...toAna,
        bodyText: 'Where are you?',
        parameters: { requestMessage: 'Where are you?' },
      }),
    );
    accepted(
      await messages.sendInteractiveCallPermission({
        ...toAna,
        bodyText: 'May we call you?',
        parameters: { phoneNumber: ANA },
      }),
    );
  });

  it('sends what it has no method for as it is given', async () => {
    accepted(
      await client.messages.sendInteractiveRaw({
        ...toAna,
        interactive: {
          type: 'voice_call',
          body: { text: 'Call us' },
          action: { name: 'voice_call', parameters: { display_text: 'Call now' } },
        },
      }),
    );
    accepted(
      await client.messages.sendRaw({
        phoneNumberId,
        payload: { messagingProduct: 'whatsapp', to: ANA, type: 'text', text: { body: 'As it is' } },
      }),
    );
  });

  it('sends templates with every kind of parameter', async () => {
    const send = async (template) => accepted(await client.messages.sendTemplate({ ...toAna, template }));
    await send({ name: 'hello_world', language: { code: 'en_US' } });
    await send(
      buildTemplateSendPayload({
        name: 'order_update',
        language: 'en_US',
        header: { type: 'text', text: '1234' },
        body: [
          { type: 'text', text: 'Ana' },
          { type: 'date_time', dateTime: { fallbackValue: 'Friday' } },
        ],
        buttons: [{ type: 'button', subType: 'url', index: 0, parameters: [{ type: 'text', text: 'abc' }] }],
      }),
    );
    await send(
      buildTemplateSendPayload({
        name: 'photo_note',
        language: 'en_US',
        header: { type: 'image', image: { link: world.link('image') } },
      }),
    );
    await send(
      buildTemplateSendPayload({
        name: 'pickup_point',
        language: 'en_US',
        header: {
          type: 'location',
          location: { latitude: '38.7223', longitude: '-9.1393', name: 'Shop', address: 'Rossio 1' },
        },
      }),
    );
    await send(
      buildTemplatePayload({
        name: 'greeting_named',
        language: 'en_US',
        components: [
          {
            type: 'body',
            parameters: [
              { type: 'text', parameter_name: 'first_name', text: 'Ana' },
              { type: 'text', parameter_name: 'day', text: 'Friday' },
            ],
          },
        ],
      }),
    );
    await send(
      buildTemplatePayload({
        name: 'coupon',
        language: 'en_US',
        components: [
          {
            type: 'button',
            sub_type: 'copy_code',
            index: '0',
            parameters: [{ type: 'coupon_code', coupon_code: 'SAVE20' }],
          },
        ],
      }),
    );
    await send(
      buildTemplatePayload({
        name: 'tour',
        language: 'en_US',
        components: [
          {
            type: 'carousel',
            cards: [0, 1].map((card) => ({
              card_index: card,
              components: [
                { type: 'header', parameters: [{ type: 'image', image: { link: world.link('image') } }] },
                {
                  type: 'button',
                  sub_type: 'quick_reply',
                  index: 0,
                  parameters: [{ type: 'payload', payload: `more-${card}` }],
                },
              ],
            })),
          },
        ],
      }),
    );
    await send(
      buildTemplatePayload({
        name: 'survey',
        language: 'en_US',
        components: [
          {
            type: 'button',
            sub_type: 'flow',
            index: 0,
            parameters: [{ type: 'action', action: { flow_token: 'token-2' } }],
          },
        ],
      }),
    );
  });

  it('marks a message as read and shows that it is typing', async () => {
    const { messageId } = await world.act(ANA, says('Are you there?'));
    const answer = await client.messages.markRead({
      phoneNumberId,
      messageId,
      typingIndicator: { type: 'text' },
    });
    assert.deepEqual(answer, { success: true });
    assert.equal(world.simulator.readReceipts.at(-1).messageId, messageId);
  });

  it('uploads, looks up, sends, downloads and deletes media', async () => {
    const { type, bytes } = SAMPLES.image;
    const { id } = await client.media.upload({
      phoneNumberId,
      type,
      file: new Blob([bytes], { type }),
      fileName: 'picture.png',
    });
    const found = await client.media.get({ mediaId: id, phoneNumberId });
    assert.deepEqual(
      [found.id, found.mimeType, Number(found.fileSize), found.messagingProduct],
      [id, type, bytes.length, 'whatsapp'],
    );
    accepted(await client.messages.sendImage({ ...toAna, image: { id } }));
    const unauthorised = await client.media.download({ mediaId: id, phoneNumberId, as: 'response' });
    assert.equal(unauthorised.status, 401, 'it leaves the token out unless it is told to send it');
    const downloaded = await client.media.download({ mediaId: id, phoneNumberId, auth: 'always' });
    assert.deepEqual(Buffer.from(downloaded), bytes);
    assert.deepEqual(await client.media.delete({ mediaId: id, phoneNumberId }), { success: true });
    await assert.rejects(client.media.get({ mediaId: id }), isGraphError({ code: 100, errorSubcode: 33 }));
  });

  it('downloads what a user sends', async () => {
    await world.act(ANA, { action: 'send', message: { type: 'image', image: { caption: 'My cat' } } });
    const [{ image }] = messagesTold();
    const bytes = await client.media.download({ mediaId: image.id, auth: 'always' });
    assert.ok(bytes.byteLength > 0);
  });

  it('creates a template, waits for its review, lists, sends and deletes it', async () => {
    const definition = TemplateDefinition.buildTemplateDefinition({
      name: 'table_booked',
      language: 'en_US',
      category: 'UTILITY',
      components: [
        {
          type: 'BODY',
          text: 'Your table for {{1}} is booked, see you then.',
          example: { bodyText: [['two']] },
        },
        { type: 'BUTTONS', buttons: [{ type: 'QUICK_REPLY', text: 'Cancel it' }] },
      ],
    });
    const created = await client.templates.create({ businessAccountId, ...definition });
    assert.deepEqual([created.status, created.category], ['PENDING', 'UTILITY']);
    const template = buildTemplateSendPayload({
      name: 'table_booked',
      language: 'en_US',
      body: [{ type: 'text', text: 'two' }],
    });
    await assert.rejects(
      client.messages.sendTemplate({ ...toAna, template }),
      isGraphError({ code: 132001, category: 'template' }),
    );
    await world.rest();
    const { data } = await client.templates.list({ businessAccountId, name: 'table_booked' });
    assert.deepEqual(
      data.map((one) => [one.id, one.name, one.status]),
      [[created.id, 'table_booked', 'APPROVED']],
    );
    accepted(await client.messages.sendTemplate({ ...toAna, template }));
    const deletion = { businessAccountId, name: 'table_booked', language: 'en_US' };
    assert.deepEqual(await client.templates.delete(deletion), { success: true });
    await assert.rejects(
      client.messages.sendTemplate({ ...toAna, template }),
      isGraphError({ code: 132001, category: 'template' }),
    );
  });

  it('pages through the templates', async () => {
    const names = [];
    let cursor;
    do {
      const page = await client.templates.list({ businessAccountId, limit: 5, after: cursor });
      names.push(...page.data.map((template) => template.name));
      cursor = page.paging?.next ? page.paging.cursors.after : undefined;
    } while (cursor);
    assert.equal(new Set(names).size, world.simulator.control.templates().length);
  });

  it('deploys a flow, replaces its JSON, publishes and deprecates it', async () => {
    const flowJson = {
      version: '7.0',
      screens: [
        {
          id: 'START',
          title: 'Booking',
          terminal: true,
          layout: {
            type: 'SingleColumnLayout',
            children: [
              {
                type: 'Footer',
                label: 'Done',
                onClickAction: { name: 'complete', payload: { guests: '2' } },
              },
            ],
          },
        },
      ],
    };
    const { flowId, previewUrl, validationErrors } = await client.flows.deploy(flowJson, {
      wabaId: businessAccountId,
      name: 'booking',
      preview: true,
    });
    assert.equal(validationErrors, undefined);
    assert.match(previewUrl ?? '', /^https?:/);
    assert.equal((await client.flows.updateAsset({ flowId, json: flowJson })).success, true);
    assert.deepEqual(await client.flows.publish({ flowId }), { success: true });
    assert.equal((await client.flows.get({ flowId })).status, 'PUBLISHED');
    const { data } = await client.flows.list({ wabaId: businessAccountId, limit: 10 });
    assert.ok(data.some((flow) => flow.id === flowId));
    assert.deepEqual(await client.flows.deprecate({ flowId }), { success: true });
  });

  it('reads and changes the profile and the settings of the number', async () => {
    const { businessProfile, settings } = client.phoneNumbers;
    const changed = await businessProfile.update({
      phoneNumberId,
      about: 'We simulate',
      websites: ['https://example.org/'],
      vertical: 'RETAIL',
    });
    assert.deepEqual(changed, { success: true });
    const { data } = await businessProfile.get({ phoneNumberId, fields: 'about,websites,vertical' });
    assert.deepEqual(data, [
      {
        about: 'We simulate',
        websites: ['https://example.org/'],
        vertical: 'RETAIL',
        messagingProduct: 'whatsapp',
      },
    ]);
    assert.deepEqual(await settings.update({ phoneNumberId, calling: { status: 'ENABLED' } }), {
      success: true,
    });
    assert.equal((await settings.get({ phoneNumberId })).calling.status, 'ENABLED');
  });

  it('registers the number again, with a code and a pin', async () => {
    const { phoneNumbers } = client;
    await phoneNumbers.deregister({ phoneNumberId });
    assert.deepEqual(
      await phoneNumbers.requestCode({ phoneNumberId, codeMethod: 'SMS', language: 'en_US' }),
      {
        success: true,
      },
    );
    assert.deepEqual(await phoneNumbers.verifyCode({ phoneNumberId, code: '123456' }), { success: true });
    assert.deepEqual(await phoneNumbers.register({ phoneNumberId, pin: '123456' }), { success: true });
  });

  it('answers a call, and calls back with leave', async () => {
    const session = { sdpType: 'answer', sdp: 'v=0\r\n' };
    const { callId } = await world.act(FEMI, { action: 'call' });
    assert.deepEqual(
      told.flatMap((webhook) => webhook.calls).map(({ id, event, direction }) => [id, event, direction]),
      [[callId, 'connect', 'USER_INITIATED']],
    );
    for (const call of ['preAccept', 'accept', 'terminate']) {
      const answer = await client.calls[call]({ phoneNumberId, callId, session });
      assert.equal(answer.success, true, call);
    }
    const offer = { phoneNumberId, to: FEMI, session: { sdpType: 'offer', sdp: 'v=0\r\n' } };
    await assert.rejects(client.calls.connect(offer), isGraphError({ code: 138006 }));
    await world.rest();
    const asked = accepted(
      await client.messages.sendInteractiveCallPermission({
        phoneNumberId,
        to: FEMI,
        bodyText: 'May we call you?',
        parameters: { phoneNumber: FEMI },
      }),
    );
    await world.simulator.settled();
    await world.act(FEMI, { action: 'answer_call_permission', messageId: asked, response: 'accept' });
    const { permission } = await client.calls.permissions.get({ phoneNumberId, userWaId: '447700900123' });
    assert.equal(permission.status, 'temporary');
    const { calls } = await client.calls.connect(offer);
    await world.act(FEMI, { action: 'reject_call', callId: calls[0].id });
  });

  it('writes to a user who is known by id only', async () => {
    await world.act(ELISA, says('Hi'));
    const [{ from, fromUserId }] = messagesTold();
    assert.equal(from, undefined);
    accepted(await client.messages.sendText({ phoneNumberId, recipient: fromUserId, body: 'Hello Elisa' }));
  });

  it("understands a user's messages of every type", async () => {
    const buttons = accepted(
      await client.messages.sendInteractiveButtons({
        ...toAna,
        bodyText: 'Shall we?',
        buttons: [{ id: 'yes', title: 'Yes' }],
      }),
    );
    const list = accepted(
      await client.messages.sendInteractiveList({
        ...toAna,
        bodyText: 'What?',
        buttonText: 'Choose',
        sections: [{ rows: [{ id: 'soup', title: 'Soup' }] }],
      }),
    );
    const flow = accepted(
      await client.messages.sendInteractiveFlow({
        ...toAna,
        bodyText: 'Book',
        parameters: { flowId: '770011', flowCta: 'Book', flowToken: 'token-3' },
      }),
    );
    const template = accepted(
      await client.messages.sendTemplate({
        ...toAna,
        // Numbers of the United States, such as Ana's, get no marketing.
        to: BRUNO,
        template: buildTemplateSendPayload({
          name: 'spring_sale',
          language: 'en_US',
          body: [{ type: 'text', text: 'Bruno' }],
        }),
      }),
    );
    await world.rest();
    told = [];
    const sent = await world.sendEveryKind(ANA, buttons);
    const { messageId } = await world.act(ANA, says('Once more'));
    await world.act(ANA, { action: 'press_button', messageId: buttons, index: 0 });
    await world.act(ANA, { action: 'choose_row', messageId: list, rowId: 'soup' });
    await world.act(ANA, { action: 'submit_flow', messageId: flow, response: { guests: 2 } });
    await world.act(BRUNO, { action: 'press_button', messageId: template, index: 0 });
    await world.act(ANA, { action: 'react', messageId: buttons, emoji: '🎉' });
    await world.act(ANA, { action: 'edit', messageId, text: 'In other words' });
    await world.act(ANA, { action: 'revoke', messageId });
    await world.act(BRUNO, { action: 'change_number', phoneNumber: '+351912345679' });

    const messages = messagesTold();
    assert.deepEqual(
      messages.map((message) => message.interactive?.type ?? message.type),
      [
        ...sent,
        'text',
        'button_reply',
        'list_reply',
        'nfm_reply',
        'button',
        'reaction',
        'edit',
        'revoke',
        'system',
      ],
    );
    for (const message of messages) {
      assert.notEqual(message[message.type], undefined, message.type);
      assert.equal(message.kapso.direction, 'inbound');
    }
    const byType = (type) => messages.find((message) => message.type === type);
    assert.equal(byType('text').text.body, 'Olá, José 👋');
    assert.equal(byType('text').context.id, buttons);
    assert.equal(byType('order').kapso.orderText, 'Please');
    const answer = messages.find((message) => message.interactive?.type === 'nfm_reply');
    assert.deepEqual(answer.kapso.flowResponse, { guests: 2, flowToken: 'token-3' });
    assert.equal(byType('edit').edit.originalMessageId, messageId);
  });

  it('understands what becomes of its messages', async () => {
    const id = accepted(
      await client.messages.sendText({ ...toAna, body: 'Read me', bizOpaqueCallbackData: 'order-7' }),
    );
    await world.simulator.settled();
    const statuses = statusesTold(id);
    assert.deepEqual(
      statuses.map(({ status, recipientId, bizOpaqueCallbackData }) => [
        status,
        recipientId,
        bizOpaqueCallbackData,
      ]),
      ['sent', 'delivered', 'read'].map((status) => [status, '16505551234', 'order-7']),
    );
    assert.equal(statuses[0].pricing.pricingModel, 'PMP');
  });

  it('is told of what fails late in a status', async () => {
    const outside = accepted(await client.messages.sendText({ phoneNumberId, to: BRUNO, body: 'Hi' }));
    const nowhere = accepted(
      await client.messages.sendTemplate({
        phoneNumberId,
        to: NOBODY,
        template: { name: 'hello_world', language: { code: 'en_US' } },
      }),
    );
    await world.simulator.settled();
    assert.deepEqual(
      [outside, nowhere].map((id) => statusesTold(id).map(({ status, errors }) => [status, errors[0].code])),
      [[['failed', 131047]], [['failed', 131026]]],
    );
  });

  it('hears that a user wants no marketing, and that marketing fails then', async () => {
    await world.act(CHITRA, { action: 'stop_marketing' });
    const [{ userPreferences }] = told.flatMap((webhook) => webhook.raw.userPreferences);
    assert.deepEqual(
      userPreferences.map(({ waId, category, value }) => [waId, category, value]),
      [['919876543210', 'marketing_messages', 'stop']],
    );
    const template = buildTemplateSendPayload({
      name: 'spring_sale',
      language: 'en_US',
      body: [{ type: 'text', text: 'Chitra' }],
    });
    const id = accepted(await client.messages.sendTemplate({ phoneNumberId, to: CHITRA, template }));
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

  it("gets Meta's codes as its own errors", async () => {
    const stranger = new WhatsAppClient({ baseUrl: world.simulator.url, accessToken: 'not-a-token' });
    await assert.rejects(
      stranger.messages.sendText({ ...toAna, body: 'Hi' }),
      isGraphError({ code: 190, httpStatus: 401, category: 'authorization' }),
    );
    await assert.rejects(
      client.messages.sendText({ ...toAna, body: 'x'.repeat(4097) }),
      isGraphError({ code: 100, httpStatus: 400, category: 'parameter' }),
    );
    await assert.rejects(
      client.messages.sendTemplate({ ...toAna, template: { name: 'nowhere', language: { code: 'en_US' } } }),
      isGraphError({ code: 132001, httpStatus: 404, category: 'template' }),
    );
    await assert.rejects(
      client.messages.sendText({ phoneNumberId: '1', to: ANA, body: 'Hi' }),
      isGraphError({ code: 100, errorSubcode: 33 }),
    );
    // It reads a template below the account, where Meta has no such path.
    await assert.rejects(
      client.templates.get({ businessAccountId, templateId: '1' }),
      isGraphError({ code: 2500, httpStatus: 400 }),
    );
    world.simulator.failNext({ code: 130429, headers: { 'retry-after': '3' } });
    await assert.rejects(client.messages.sendText({ ...toAna, body: 'Hi' }), (error) => {
      assert.ok(error.isRateLimit());
      assert.deepEqual(error.retry, { action: 'retry_after', retryAfterMs: 3000 });
      return isGraphError({ code: 130429, httpStatus: 400 })(error);
    });
  });

  it('is told when it writes too fast to one user', async () => {
    const text = () => client.messages.sendText({ ...toAna, body: 'Again' });
    await Promise.all(Array.from({ length: 45 }, async () => accepted(await text())));
    await assert.rejects(text(), isGraphError({ code: 131056, category: 'throttling' }));
  });
});

/** Everything that its error says must be as expected. */
function isGraphError(expected) {
  return (error) => {
    assert.ok(error instanceof GraphApiError, error?.stack);
    const found = Object.fromEntries(Object.keys(expected).map((key) => [key, error[key]]));
    assert.deepEqual(found, expected, `${error.message}: ${error.details}`);
    assert.ok(error.fbtraceId);
    return true;
  };
}

/** The id of an accepted message. */
function accepted(answer) {
  assert.equal(answer.messagingProduct, 'whatsapp');
  assert.match(answer.messages[0].id, /^wamid\./);
  return answer.messages[0].id;
}
