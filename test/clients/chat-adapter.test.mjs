// @chat-adapter/whatsapp in Vercel's Chat SDK, pointed at the simulator by its option `apiUrl`.
import assert from 'node:assert/strict';
import { after, afterEach, before, describe, it } from 'node:test';
import { createMemoryState } from '@chat-adapter/state-memory';
import { createWhatsAppAdapter, WhatsAppApiError } from '@chat-adapter/whatsapp';
import { Actions, Button, Card, CardText, Chat, LinkButton } from 'chat';
import { readBody } from './support/read-body.mjs';
import { ANA, BRUNO, CHITRA, ELISA, says } from './support/people.mjs';
import { SAMPLES } from './support/samples.mjs';
import { World } from './support/world.mjs';

const SILENT = { child: () => SILENT, debug() {}, info() {}, warn() {}, error() {} };

describe('@chat-adapter/whatsapp', () => {
  /** @type {World} */
  let world;
  let adapter;
  let bot;
  /** What it made of the webhooks since the last step. */
  let messages = [];
  let actions = [];
  let reactions = [];

  before(async () => {
    world = await World.start(async (request, response) => {
      const body = request.method === 'POST' ? await readBody(request) : undefined;
      const answer = await bot.webhooks.whatsapp(
        new Request(new URL(request.url, world.endpoint.url), {
          method: request.method,
          headers: request.headers,
          body,
        }),
      );
      response.writeHead(answer.status).end(await answer.text());
    });
    adapter = adapterWith({});
    bot = new Chat({
      userName: 'bot',
      adapters: { whatsapp: adapter },
      state: createMemoryState(),
      logger: SILENT,
    });
    bot.onDirectMessage((_thread, message) => void messages.push(message));
    bot.onAction((action) => void actions.push(action));
    bot.onReaction((reaction) => void reactions.push(reaction));
    await bot.initialize();
  });

  afterEach(async () => {
    await world.rest();
    [messages, actions, reactions] = [[], [], []];
    assert.deepEqual(world.refusedWebhooks, []);
    assert.deepEqual(world.takeRefusedHosts(), []);
  });

  after(async () => {
    await bot?.shutdown();
    await world?.stop();
  });

  const adapterWith = (changes) => {
    const { url: apiUrl, accessToken, appSecret, verifyToken, phoneNumberId } = world.simulator;
    return createWhatsAppAdapter({
      apiUrl,
      accessToken,
      appSecret,
      verifyToken,
      phoneNumberId,
      logger: SILENT,
      ...changes,
    });
  };
  /** Its own name for the conversation with somebody. */
  const threadWith = (phoneNumber) => adapter.openDM(phoneNumber);
  const stateOf = ({ id }) => world.simulator.control.message(id).state;

  it('would go to Meta without its option, and is kept here', async () => {
    const astray = adapterWith({ apiUrl: undefined });
    await assert.rejects(astray.postMessage(await threadWith(ANA), 'Hi'), { code: 'NETWORK_ERROR' });
    assert.deepEqual(world.takeRefusedHosts(), ['graph.facebook.com']);
  });

  it('verifies the webhook', async () => {
    assert.equal((await world.simulator.verifyWebhook()).verified, true);
  });

  it('sends texts of any length, with formatting, and as a quoted reply', async () => {
    const thread = await threadWith(ANA);
    const first = accepted(await adapter.postMessage(thread, { markdown: '**Good** morning' }));
    assert.equal(world.lastMessage.body.text.body, '*Good* morning');
    accepted(await adapter.reply(thread, first.id, 'A reply'));
    assert.equal(world.lastMessage.body.context.message_id, first.id);
    const acceptedSoFar = world.simulator.acceptedCount;
    accepted(await adapter.postMessage(thread, 'word '.repeat(1700)));
    assert.equal(world.simulator.acceptedCount - acceptedSoFar, 3);
  });

  it('uploads files without saying their type in the form, and sends them', async () => {
    const thread = await threadWith(ANA);
    for (const [kind, filename] of Object.entries(FILES)) {
      const { bytes: data, type: mimeType } = SAMPLES[kind];
      const sent = accepted(
        await adapter.postMessage(thread, { raw: 'Look', files: [{ data, filename, mimeType }] }),
      );
      assert.equal(world.lastMessage.type, kind);
      await world.simulator.settled();
      assert.equal(stateOf(sent), 'read', kind);
    }
  });

  it('passes links on', async () => {
    const attachments = [{ type: 'image', url: 'https://example.org/picture.png', mimeType: 'image/png' }];
    accepted(await adapter.postMessage(await threadWith(ANA), { raw: 'Look', attachments }));
    // Nothing is fetched from elsewhere in these tests: the message fails late.
    await world.simulator.settled();
    assert.deepEqual(world.takeRefusedHosts(), ['example.org']);
  });

  it('sends cards as reply buttons, as a button with a link, and as text', async () => {
    const thread = await threadWith(ANA);
    const card = (...buttons) => ({
      card: Card({ title: 'Dinner', children: [CardText('Shall we?'), Actions(buttons)] }),
    });
    const yes = Button({ id: 'yes', label: 'Yes', value: 'two' });
    accepted(await adapter.postMessage(thread, card(yes, Button({ id: 'no', label: 'No' }))));
    assert.equal(world.lastMessage.body.interactive.type, 'button');
    accepted(
      await adapter.postMessage(thread, card(LinkButton({ url: 'https://example.org', label: 'Open' }))),
    );
    assert.equal(world.lastMessage.body.interactive.type, 'cta_url');
    const links = ['a', 'b'].map((name) => LinkButton({ url: `https://example.org/${name}`, label: name }));
    accepted(await adapter.postMessage(thread, card(...links)));
    assert.equal(world.lastMessage.type, 'text');
  });

  it('sends templates with every kind of parameter that it knows', async () => {
    const send = async (phoneNumber, name, components) =>
      accepted(
        await adapter.sendTemplate(await threadWith(phoneNumber), { name, language: 'en_US', components }),
      );
    await send(BRUNO, 'hello_world');
    await send(BRUNO, 'spring_sale', [{ type: 'body', parameters: [{ type: 'text', text: 'Bruno' }] }]);
    await send(BRUNO, 'order_update', [
      { type: 'header', parameters: [{ type: 'text', text: '1234' }] },
      {
        type: 'body',
        parameters: [
          { type: 'text', text: 'Bruno' },
          { type: 'date_time', date_time: { fallback_value: 'Friday' } },
        ],
      },
      { type: 'button', sub_type: 'url', index: '0', parameters: [{ type: 'text', text: 'abc' }] },
    ]);
    await send(BRUNO, 'photo_note', [
      { type: 'header', parameters: [{ type: 'image', image: { link: world.link('image') } }] },
    ]);
    await send(BRUNO, 'greeting_named', [
      {
        type: 'body',
        parameters: [
          { type: 'text', parameter_name: 'first_name', text: 'Bruno' },
          { type: 'text', parameter_name: 'day', text: 'Friday' },
        ],
      },
    ]);
  });

  it('is told of every kind of message that it knows, and answers in the same thread', async () => {
    const buttons = accepted(
      await adapter.postMessage(await threadWith(ANA), {
        card: Card({
          title: 'Dinner',
          children: [Actions([Button({ id: 'yes', label: 'Yes', value: 'two' })])],
        }),
      }),
    );
    await world.rest();
    await world.sendEveryKind(ANA, buttons.id);
    assert.deepEqual(
      messages.map(({ text }) => text),
      [
        'Olá, José 👋',
        '[Image]',
        '[Video]',
        '[Audio message]',
        messages[4]?.text,
        '[Sticker]',
        '[Location: Lisbon]',
      ],
    );
    assert.match(messages[4].text, /^\[Document: /);
    const [{ author, threadId, raw }] = messages;
    assert.deepEqual(
      [author.userId, author.fullName, threadId],
      ['16505551234', 'Ana', await threadWith('16505551234')],
    );
    assert.equal(raw.message.context.id, buttons.id);
    // Digits without a plus and the user id: the number counts.
    const sent = accepted(await adapter.postMessage(threadId, 'Hello Ana'));
    assert.deepEqual(
      Object.keys(world.lastMessage.body)
        .filter((key) => /^(to|recipient)$/.test(key))
        .toSorted(),
      ['recipient', 'to'],
    );
    await world.simulator.settled();
    assert.equal(stateOf(sent), 'read');
  });

  it('looks up what a user sends, and would download it from Meta only', async () => {
    await world.act(ANA, { action: 'send', message: { type: 'image', image: { caption: 'My cat' } } });
    const [{ attachments, raw }] = messages;
    assert.equal(attachments[0].mimeType, raw.message.image.mime_type);
    // Where the file is, is looked up; it fetches nothing from this machine, whatever transport it is given.
    await assert.rejects(attachments[0].fetchData(), {
      message: 'Refusing to fetch an internal attachment URL',
    });
  });

  it('is told of buttons, rows and reactions', async () => {
    const thread = await threadWith(ANA);
    const buttons = accepted(
      await adapter.postMessage(thread, {
        card: Card({
          title: 'Dinner',
          children: [Actions([Button({ id: 'yes', label: 'Yes', value: 'two' })])],
        }),
      }),
    );
    const template = accepted(
      await adapter.sendTemplate(await threadWith(BRUNO), {
        name: 'spring_sale',
        language: 'en_US',
        components: [{ type: 'body', parameters: [{ type: 'text', text: 'Bruno' }] }],
      }),
    );
    await world.rest();
    await world.act(ANA, { action: 'press_button', messageId: buttons.id, index: 0 });
    await world.act(BRUNO, { action: 'press_button', messageId: template.id, index: 0 });
    await world.act(ANA, { action: 'react', messageId: buttons.id, emoji: '🎉' });
    await world.act(ANA, { action: 'react', messageId: buttons.id, emoji: '' });
    assert.deepEqual(
      actions.map(({ actionId, value, user }) => [actionId, value, user.userId]),
      [
        ['yes', 'two', '16505551234'],
        [actions[1]?.actionId, actions[1]?.value, '351912345678'],
      ],
    );
    assert.deepEqual(
      reactions.map(({ rawEmoji, added, messageId }) => [rawEmoji, added, messageId]),
      [
        ['🎉', true, buttons.id],
        // Without an emoji it is taken back; this client would want it empty to see that.
        [undefined, true, buttons.id],
      ],
    );
  });

  it('reacts, marks as read and shows that it is typing', async () => {
    const { messageId } = await world.act(ANA, says('Are you there?'));
    const [{ threadId }] = messages;
    await adapter.addReaction(threadId, messageId, 'thumbs_up');
    assert.equal(world.lastMessage.body.reaction.emoji, '👍');
    await adapter.removeReaction(threadId, messageId);
    await adapter.markAsRead(threadId, messageId);
    assert.equal(world.simulator.readReceipts.at(-1).messageId, messageId);
    await bot.thread(threadId).startTyping();
    assert.equal(world.simulator.readReceipts.at(-1).typing, true);
  });

  it('knows users by their id who hide the number', async () => {
    await world.act(ELISA, says('Hi'));
    const [{ threadId, author }] = messages;
    assert.match(author.userId, /^BR\./);
    const sent = accepted(await adapter.postMessage(threadId, 'Hello Elisa'));
    await world.simulator.settled();
    assert.notEqual(stateOf(sent), 'failed');
  });

  it('keeps the thread when a user changes the number', async () => {
    await world.act(CHITRA, says('Hi'));
    const [{ threadId }] = messages;
    await world.act(CHITRA, { action: 'change_number', phoneNumber: '+919876543219' });
    await world.act('+919876543219', says('It is me'));
    assert.equal(messages.at(-1).threadId, threadId);
    const sent = accepted(await adapter.postMessage(threadId, 'Hello Chitra'));
    await world.simulator.settled();
    assert.notEqual(stateOf(sent), 'failed');
  });

  it('refuses a webhook with another signature', async () => {
    assert.equal(await world.postForgedWebhook(), 401);
    assert.deepEqual(messages, []);
  });

  it("gets Meta's codes as its own errors", async () => {
    const thread = await threadWith(ANA);
    const stranger = adapterWith({ accessToken: 'not-a-token' });
    await assert.rejects(
      stranger.postMessage(thread, 'Hi'),
      isApiError({ status: 401, errorCode: 190, code: 'AUTH_FAILED', type: 'OAuthException' }),
    );
    const nowhere = adapterWith({ phoneNumberId: '1' });
    await assert.rejects(
      nowhere.postMessage(thread, 'Hi'),
      isApiError({ status: 400, errorCode: 100, subcode: 33 }),
    );
    await assert.rejects(
      adapter.sendTemplate(thread, { name: 'nowhere', language: 'en_US' }),
      isApiError({ status: 404, errorCode: 132001 }),
    );
    world.simulator.failNext({ code: 130429 });
    await assert.rejects(
      adapter.postMessage(thread, 'Hi'),
      isApiError({ status: 400, errorCode: 130429, code: 'RATE_LIMITED' }),
    );
  });
});

const FILES = { image: 'a.png', video: 'a.mp4', audio: 'a.ogg', document: 'a.pdf' };

/** A message that it has sent. */
function accepted(sent) {
  assert.match(sent.id, /^wamid\./);
  return sent;
}

/** Everything that its error says must be as expected. */
function isApiError(expected) {
  return (error) => {
    assert.ok(error instanceof WhatsAppApiError, error?.stack);
    const found = Object.fromEntries(Object.keys(expected).map((key) => [key, error[key]]));
    assert.deepEqual(found, expected, error.message);
    assert.ok(error.traceId);
    return true;
  };
}
