// whatsapp-api-js, pointed at the simulator by its `fetch` ponyfill: it knows one host only.
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import {
  ActionButtons,
  ActionCallPermission,
  ActionCatalog,
  ActionContactRequest,
  ActionCTA,
  ActionDataExchangeFlow,
  ActionList,
  ActionLocation,
  ActionNavigateFlow,
  ActionProduct,
  ActionProductList,
  Address,
  Audio,
  Birthday,
  Body,
  BodyComponent,
  BodyParameter,
  Button,
  CarouselCard,
  CarouselComponent,
  CatalogComponent,
  CatalogProduct,
  Contacts,
  CopyComponent,
  Currency,
  DateTime,
  Document,
  Email,
  FlowComponent,
  Footer,
  Header,
  HeaderComponent,
  HeaderParameter,
  Image,
  Interactive,
  ListSection,
  Location,
  LTOComponent,
  MPMComponent,
  Name,
  Organization,
  PayloadComponent,
  Phone,
  Product,
  ProductSection,
  Reaction,
  Row,
  SkipButtonComponent,
  Sticker,
  TapTargetComponent,
  Template,
  Text,
  Url,
  URLComponent,
  Video,
} from 'whatsapp-api-js/messages';
import { WhatsAppAPI } from 'whatsapp-api-js/middleware/node-http';
import { ANA, BRUNO, CHITRA, ELISA, FEMI, NOBODY, says } from './support/people.mjs';
import { SAMPLES } from './support/samples.mjs';
import { World } from './support/world.mjs';

const GRAPH = 'https://graph.facebook.com/';

describe('whatsapp-api-js', () => {
  /** @type {World} */
  let world;
  let client;
  let phone;
  /** What its emitters were given since the last step. */
  let told;

  before(async () => {
    world = await World.start(async (request, response) => {
      if (request.method === 'GET') response.end(client.handle_get(request));
      else response.writeHead(await client.handle_post(request)).end();
    });
    phone = world.simulator.phoneNumberId;
    client = new WhatsAppAPI({
      token: world.simulator.accessToken,
      appSecret: world.simulator.appSecret,
      webhookVerifyToken: world.simulator.verifyToken,
      v: 'v24.0',
      ponyfill: {
        fetch: (url, init) => fetch(new URL(url).href.replace(GRAPH, `${world.simulator.url}/`), init),
      },
    });
    client.on.message = (event) => void told.messages.push(event);
    client.on.status = (event) => void told.statuses.push(event);
    client.on.call.connect = (event) => void told.calls.push(event);
    client.on.call.terminate = (event) => void told.calls.push(event);
    client.on.call.status = (event) => void told.calls.push(event);
    forget();
  });

  afterEach(async () => {
    await world.rest();
    forget();
    assert.deepEqual(world.refusedWebhooks, []);
    assert.deepEqual(world.takeRefusedHosts(), []);
  });

  after(() => world?.stop());

  const forget = () => (told = { messages: [], statuses: [], calls: [] });
  const send = async (message, quoted) =>
    accepted(await client.sendMessage(phone, { phone: ANA }, message, quoted));
  const statusesTold = (id) => told.statuses.filter((status) => status.id === id);
  const interactive = (action, ...parts) => send(new Interactive(action, ...parts));
  // Each user may be asked once a day.
  const askToCall = async (to) => {
    const question = new Interactive(new ActionCallPermission(), new Body('May we call you?'));
    return accepted(await client.sendMessage(phone, { phone: to }, question));
  };
  const catalog = '1234567890';

  it('would go to Meta without its option, and is kept here', async () => {
    const astray = new WhatsAppAPI({ token: 'no-token', secure: false, v: 'v24.0' });
    await assert.rejects(astray.sendMessage(phone, { phone: ANA }, new Text('Hi')), TypeError);
    assert.deepEqual(world.takeRefusedHosts(), ['graph.facebook.com']);
  });

  it('answers the verification of its webhook', async () => {
    const { verified } = await world.simulator.verifyWebhook();
    assert.equal(verified, true);
  });

  it('sends texts, with a preview and as a quoted reply', async () => {
    const first = await send(new Text('See https://example.org', true));
    await send(new Text('A reply'), first);
    assert.equal(world.lastMessage.body.context.message_id, first);
  });

  it('sends media of every kind behind links', async () => {
    const ids = [
      await send(new Image(world.link('image'), false, 'Look')),
      await send(new Video(world.link('video'), false, 'Watch')),
      await send(new Audio(world.link('audio'), false, true)),
      await send(new Document(world.link('document'), false, 'Pay', 'invoice.pdf')),
      await send(new Sticker(world.link('sticker'))),
    ];
    await world.simulator.settled();
    for (const id of ids) assert.equal(statusesTold(id).at(-1)?.status, 'read', id);
  });

  it('sends a place', async () => {
    await send(new Location(-9.1393, 38.7223, 'Lisbon', 'Rossio'));
  });

  it('sends contacts, which it writes as a string of JSON', async () => {
    await send(
      new Contacts(
        [
          new Name('Bruno Lopes', 'Bruno', 'Lopes'),
          new Birthday('1990', '05', '17'),
          new Organization('Example', 'Sales', 'Clerk'),
          new Phone(BRUNO, 'CELL', '351912345678'),
          new Email('bruno@example.org', 'WORK'),
          new Address('Portugal', 'PT', undefined, 'Lisbon', 'Rossio 1', '1100', 'HOME'),
          new Url('https://example.org', 'WORK'),
        ],
        [new Name('Chitra Rao', 'Chitra')],
      ),
    );
    assert.deepEqual(
      world.lastMessage.body.contacts.map((contact) => contact.name.formatted_name),
      ['Bruno Lopes', 'Chitra Rao'],
    );
  });

  it('reacts to what a user wrote, and takes it back', async () => {
    const { messageId } = await world.act(ANA, says('Good news'));
    await send(new Reaction(messageId, '👍'));
    await send(new Reaction(messageId));
  });

  it('sends reply buttons, a list and a button with a link', async () => {
    await interactive(
      new ActionButtons(new Button('yes', 'Yes'), new Button('no', 'No')),
      new Body('Shall we?'),
      new Header(new Image(world.link('image'))),
      new Footer('Until Friday'),
    );
    await interactive(
      new ActionList('Choose', new ListSection('Soups', new Row('soup', 'Soup of the day', 'Hot'))),
      new Body('What would you like?'),
      new Header('Menu'),
      new Footer('Open until six'),
    );
    await interactive(new ActionCTA('Track', 'https://example.org/track'), new Body('Track your parcel'));
  });

  it('sends a product, several products and the catalogue', async () => {
    await interactive(new ActionProduct(new CatalogProduct('sku-1', catalog)), new Body('This one'));
    await interactive(
      new ActionProductList(catalog, new ProductSection('New', new Product('sku-1'), new Product('sku-2'))),
      new Body('What we have'),
      new Header('Ours'),
    );
    await interactive(new ActionCatalog(new Product('sku-1')), new Body('All of it'));
  });

  it('sends flows, and asks for a place, a phone number and leave to call', async () => {
    await interactive(
      new ActionNavigateFlow('token-1', '770011', 'Book', 'START', { guests: 2 }),
      new Body('Book a table'),
    );
    await interactive(new ActionDataExchangeFlow('token-2', '770011', 'Book'), new Body('Book a table'));
    await interactive(new ActionLocation(), new Body('Where are you?'));
    await interactive(new ActionContactRequest(), new Body('What is your number?'));
    await interactive(new ActionCallPermission(), new Body('May we call you?'));
  });

  it('sends templates with every kind of parameter', async () => {
    const template = (name, ...components) => send(new Template(name, 'en_US', ...components));
    const text = (value, name) => new BodyParameter(value, name);
    await template('hello_world');
    await template(
      'order_update',
      new HeaderComponent(new HeaderParameter('1234')),
      new BodyComponent(
        new BodyParameter(new Currency(5000, 'EUR', '5 €')),
        new BodyParameter(new DateTime('Friday')),
      ),
      new URLComponent('abc'),
    );
    await template('greeting_named', new BodyComponent(text('Ana', 'first_name'), text('Friday', 'day')));
    await template('photo_note', new HeaderComponent(new HeaderParameter(new Image(world.link('image')))));
    await template('video_note', new HeaderComponent(new HeaderParameter(new Video(world.link('video')))));
    await template(
      'invoice_note',
      new HeaderComponent(
        new HeaderParameter(new Document(world.link('document'), false, undefined, 'a.pdf')),
      ),
    );
    await template(
      'pickup_point',
      new HeaderComponent(new HeaderParameter(new Location(-9.1393, 38.7223, 'Shop', 'Rossio 1'))),
    );
    await template(
      'spring_sale',
      new BodyComponent(text('Ana')),
      new PayloadComponent('more'),
      new PayloadComponent('no'),
    );
    await template(
      'spring_sale',
      new BodyComponent(text('Ana')),
      new SkipButtonComponent(),
      new PayloadComponent('no'),
    );
    await template('hello_world', new TapTargetComponent('Read on', 'https://example.org/news'));
    await template('coupon', new CopyComponent('SAVE20'));
    await template('flash_offer', new LTOComponent(Date.now() + 86_400_000), new CopyComponent('FLASH'));
    const card = (payload) => new CarouselCard(new Image(world.link('image')), new PayloadComponent(payload));
    await template('tour', new CarouselComponent(card('more-0'), card('more-1')));
    await template('catalog_intro', new CatalogComponent(new Product('sku-1')));
    await template(
      'restock',
      new MPMComponent(new Product('sku-1'), new ProductSection('New', new Product('sku-1'))),
    );
    await template(
      'one_item',
      new HeaderComponent(new HeaderParameter(new CatalogProduct('sku-1', catalog))),
    );
    await template('survey', new FlowComponent('token-3', { guests: 2 }));
    await send(Template.OTP('login_code', 'en_US', '123456'));
  });

  it('marks a message as read and shows that it is typing', async () => {
    await world.act(ANA, says('Are you there?'));
    const [event] = told.messages;
    assert.deepEqual(await event.received('text'), { success: true });
    assert.equal(world.simulator.readReceipts.at(-1).messageId, event.message.id);
  });

  it('answers the one who wrote, quoting', async () => {
    const { messageId } = await world.act(ELISA, says('Quote me'));
    accepted(await told.messages[0].reply(new Text('Quoted'), true));
    assert.equal(world.lastMessage.body.context.message_id, messageId);
  });

  it('answers a `wa_id` as it stands, and so whoever wrote', async () => {
    await world.act(ANA, says('Hi'));
    const answer = await told.messages[0].reply(new Text('Hello'));
    assert.deepEqual([answer.contacts[0].input, answer.contacts[0].wa_id], ['16505551234', '16505551234']);
  });

  it('uploads, looks up, sends, downloads and deletes media', async () => {
    const { type, bytes } = SAMPLES.image;
    const form = new FormData();
    form.set('file', new Blob([bytes], { type }), 'picture.png');
    const { id } = await client.uploadMedia(phone, form);
    const found = await client.retrieveMedia(id, phone);
    assert.deepEqual([found.id, found.mime_type, Number(found.file_size)], [id, type, bytes.length]);
    await send(new Image(id, true));
    const download = await client.fetchMedia(found.url);
    assert.deepEqual(Buffer.from(await download.arrayBuffer()), bytes);
    assert.deepEqual(await client.deleteMedia(id, phone), { success: true });
    assertError(await client.retrieveMedia(id), 100, 33);
  });

  it('downloads what a user sends', async () => {
    await world.act(ANA, { action: 'send', message: { type: 'image', image: { caption: 'My cat' } } });
    const { image } = told.messages[0].message;
    const { url } = await client.retrieveMedia(image.id);
    assert.ok((await (await client.fetchMedia(url)).arrayBuffer()).byteLength > 0);
  });

  it('blocks a user who has written lately, and unblocks them', async () => {
    const blocked = await client.blockUser(phone, { phone: ANA });
    assert.deepEqual(
      blocked.block_users.added_users.map(({ input, wa_id }) => [input, wa_id]),
      [[ANA, '16505551234']],
    );
    await world.act(ANA, says('Hello?'));
    assert.deepEqual(told.messages, [], 'who is blocked is not heard');
    const unblocked = await client.unblockUser(phone, { phone: ANA });
    assert.equal(unblocked.block_users.removed_users[0].input, ANA);
    const refused = await client.blockUser(phone, { phone: BRUNO });
    assertError(refused, 139100);
    assert.equal(refused.block_users.failed_users[0].errors[0].code, 131047);
  });

  it('makes, lists, changes and deletes a code that opens the chat', async () => {
    const made = await client.createQR(phone, 'Hello%20there', 'svg');
    assert.equal(made.prefilled_message, 'Hello there');
    assert.match(made.qr_image_url, /^http/);
    assert.equal((await client.updateQR(phone, made.code, 'Hi')).prefilled_message, 'Hi');
    for (const { data } of [await client.retrieveQR(phone, made.code), await client.retrieveQR(phone)]) {
      assert.deepEqual(
        data.map((code) => [code.code, code.prefilled_message]),
        [[made.code, 'Hi']],
      );
    }
    assert.deepEqual(await client.deleteQR(phone, made.code), { success: true });
    assert.deepEqual((await client.retrieveQR(phone)).data, []);
  });

  it('answers a call and hangs up', async () => {
    const { callId } = await world.act(ANA, { action: 'call' });
    const [event] = told.calls;
    assert.deepEqual(
      [event.call.id, event.call.event, event.from, event.name],
      [callId, 'connect', '16505551234', 'Ana'],
    );
    for (const step of ['preaccept', 'accept', 'terminate']) {
      assert.equal((await event[step]()).success, true, step);
    }
    await world.simulator.settled();
    assert.equal(told.calls.at(-1).call.status, 'COMPLETED');
  });

  it('calls a user with leave', async () => {
    assertError(await client.initiateCall(phone, { phone: FEMI }, 'v=0\r\n'), 138006);
    await world.act(FEMI, says('You may ask me'));
    const asked = await askToCall(FEMI);
    await world.simulator.settled();
    await world.act(FEMI, { action: 'answer_call_permission', messageId: asked, response: 'accept' });
    const { calls } = await client.initiateCall(phone, { phone: FEMI }, 'v=0\r\n', 'order-7');
    await world.simulator.advance(1000);
    await world.act(FEMI, { action: 'reject_call', callId: calls[0].id });
    assert.deepEqual(
      told.calls
        .filter((call) => call.status)
        .map(({ id, status, biz_opaque_callback_data }) => [id, status, biz_opaque_callback_data]),
      ['RINGING', 'REJECTED'].map((status) => [calls[0].id, status, 'order-7']),
    );
  });

  it('writes to a user who is known by id only', async () => {
    await world.act(ELISA, says('Hi'));
    const [{ contact, recipient, reply }] = told.messages;
    assert.deepEqual([contact.wa_id, contact.profile.username], [undefined, 'elisa.prado']);
    const id = accepted(await reply(new Text('Hello Elisa')));
    await world.simulator.settled();
    assert.deepEqual(
      statusesTold(id).map(({ status, recipient: to }) => [status, to.bsuid]),
      ['sent', 'delivered', 'read'].map((status) => [status, recipient.bsuid]),
    );
  });

  it('writes to a group, which it opens by its own request', async () => {
    await client.$$apiFetch$$(`${GRAPH}v24.0/${phone}/groups`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({
        messaging_product: 'whatsapp',
        subject: 'Team',
        join_approval_mode: 'auto_approve',
      }),
    });
    await world.simulator.settled();
    const [{ id: group }] = world.simulator.control.groups();
    await world.simulator.control.changeMembership(group, '16505551234', 'join');
    const id = accepted(await client.sendMessage(phone, { group }, new Text('Hello everybody')));
    await world.simulator.settled();
    assert.deepEqual(
      statusesTold(id).map(({ status, type, recipient }) => [status, type, recipient.group]),
      ['sent', 'delivered', 'read'].map((status) => [status, 'group', group]),
    );
  });

  it("understands a user's messages of every type", async () => {
    const buttons = await interactive(new ActionButtons(new Button('yes', 'Yes')), new Body('Shall we?'));
    const list = await interactive(
      new ActionList('Choose', new ListSection(undefined, new Row('soup', 'Soup'))),
      new Body('What?'),
    );
    const flow = await interactive(
      new ActionNavigateFlow('token-4', '770011', 'Book', 'START', { guests: 2 }),
      new Body('Book'),
    );
    await world.act(CHITRA, says('You may ask me'));
    const call = await askToCall(CHITRA);
    const contact = await interactive(new ActionContactRequest(), new Body('What is your number?'));
    // Numbers of the United States, such as Ana's, get no marketing.
    const template = accepted(
      await client.sendMessage(
        phone,
        { phone: BRUNO },
        new Template('spring_sale', 'en_US', new BodyComponent(new BodyParameter('Bruno'))),
      ),
    );
    await world.rest();
    forget();
    const sent = await world.sendEveryKind(ANA, buttons);
    await world.act(ANA, { action: 'press_button', messageId: buttons, index: 0 });
    await world.act(ANA, { action: 'choose_row', messageId: list, rowId: 'soup' });
    await world.act(ANA, { action: 'submit_flow', messageId: flow, response: { guests: 2 } });
    await world.act(CHITRA, { action: 'answer_call_permission', messageId: call, response: 'reject' });
    await world.act(ANA, { action: 'share_contact_info', messageId: contact });
    await world.act(BRUNO, { action: 'press_button', messageId: template, index: 0 });
    await world.act(ANA, { action: 'react', messageId: buttons, emoji: '🎉' });
    await world.act(BRUNO, { action: 'change_number', phoneNumber: '+351912345679' });

    assert.deepEqual(
      told.messages.map(({ message }) => message.interactive?.type ?? message.system?.type ?? message.type),
      [
        ...sent,
        'button_reply',
        'list_reply',
        'nfm_reply',
        'call_permission_reply',
        'contacts',
        'button',
        'reaction',
        'user_changed_number',
      ],
    );
    for (const { message, phoneID } of told.messages) {
      assert.equal(phoneID, phone);
      assert.notEqual(message[message.type], undefined, message.type);
      assert.match(message.id, /^wamid\./);
    }
    const [{ message, name, from }] = told.messages;
    assert.deepEqual(
      [message.text.body, message.context.id, name, from],
      ['Olá, José 👋', buttons, 'Ana', '16505551234'],
    );
    assert.equal(told.messages[sent.indexOf('unsupported')].message.errors[0].code, 131_051);
  });

  it('understands what becomes of its messages', async () => {
    const id = accepted(
      await client.sendMessage(phone, { phone: ANA }, new Text('Read me'), undefined, 'order-7'),
    );
    await world.simulator.settled();
    assert.deepEqual(
      statusesTold(id).map(({ status, phone: to, biz_opaque_callback_data }) => [
        status,
        to,
        biz_opaque_callback_data,
      ]),
      ['sent', 'delivered', 'read'].map((status) => [status, '16505551234', 'order-7']),
    );
    assert.equal(statusesTold(id)[0].pricing.pricing_model, 'PMP');
  });

  it('is told when a voice message is played', async () => {
    const id = await send(new Audio(world.link('audio'), false, true));
    await world.simulator.settled();
    await world.act(ANA, { action: 'read', messageId: id });
    assert.deepEqual(
      statusesTold(id).map(({ status }) => status),
      ['sent', 'delivered', 'read', 'played'],
    );
  });

  it('is told of what fails late in a status', async () => {
    const outside = accepted(await client.sendMessage(phone, { phone: BRUNO }, new Text('Hi')));
    const nowhere = accepted(
      await client.sendMessage(phone, { phone: NOBODY }, new Template('hello_world', 'en_US')),
    );
    await world.simulator.settled();
    assert.deepEqual(
      [outside, nowhere].map((id) => statusesTold(id).map(({ status, error }) => [status, error.code])),
      [[['failed', 131_047]], [['failed', 131_026]]],
    );
  });

  it("gets Meta's codes in its answers", async () => {
    const text = new Text('Hi');
    const stranger = new WhatsAppAPI({
      token: 'not-a-token',
      secure: false,
      v: 'v24.0',
      ponyfill: { fetch: client.fetch },
    });
    assertError(await stranger.sendMessage(phone, { phone: ANA }, text), 190);
    assertError(await client.sendMessage('1', { phone: ANA }, text), 100, 33);
    assertError(await client.sendMessage(phone, { phone: ANA }, new Template('nowhere', 'en_US')), 132_001);
    assertError(
      await client.sendMessage(phone, { phone: ANA }, new Template('order_update', 'en_US')),
      132_000,
    );
    assertError(await client.sendMessage(phone, { phone: ANA }, new Image('1', true)), 131_009);
    assertError(await client.sendMessage(phone, { group: 'no-such-group' }, text), 131_041);
    world.simulator.failNext({ code: 130429 });
    assertError(await client.sendMessage(phone, { phone: ANA }, text), 130_429);
  });

  it('refuses a webhook with another signature', async () => {
    assert.equal(await world.postForgedWebhook(), 401);
    assert.deepEqual(told.messages, []);
  });

  it('is told when it broadcasts too fast to one user', async () => {
    const many = Array.from({ length: 46 }, () => ({ phone: ANA }));
    const answers = await Promise.all(client.broadcastMessage(phone, many, new Text('Again'), 46, 0));
    assert.equal(answers.filter((answer) => 'messages' in answer).length, 45);
    assertError(
      answers.find((answer) => 'error' in answer),
      131_056,
    );
  });
});

/** It does not throw: an error is an answer. */
function assertError({ error }, code, subcode) {
  assert.deepEqual([error?.code, error?.error_subcode], [code, subcode], error?.message);
  assert.equal(typeof error.message, 'string');
  assert.ok(error.fbtrace_id);
}

/** The id of an accepted message. */
function accepted(answer) {
  assert.equal(answer.error, undefined, `${answer.error?.message}: ${answer.error?.error_data?.details}`);
  assert.match(answer.messages[0].id, /^wamid\./);
  return answer.messages[0].id;
}
