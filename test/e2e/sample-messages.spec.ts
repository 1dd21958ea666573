import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { marketingExamples, messageExamples } from '../../apps/sample/src/messages/examples/index.js';
import { examplesOf } from './sample-examples.js';
import { SampleUnderTest } from './sample-under-test.js';

const text = { to: '+16505551234', type: 'text', text: { body: 'Hello from NestJS' } };

// The first start compiles the whole app: seconds on a machine that has other things to do.
jest.setTimeout(30_000);

let sample: SampleUnderTest;

/** Nobody is written to often: on a slow machine the library would wait for Meta's pair limit. */
function toSomebodyNew<T extends object>(message: T): T {
  if (!('to' in message) || message.to !== '+16505551234') return message;
  recipients += 1;
  return { ...message, to: `+1650556${String(recipients).padStart(4, '0')}` };
}

let recipients = 0;

beforeAll(async () => {
  sample = await SampleUnderTest.start();
});

afterAll(() => sample.stop());

describe('POST /messages', () => {
  it("sends the message and answers 200 with Meta's answer, and beside it its id, recipient and correlation id", async () => {
    const answer = await sample.post('/messages', text);

    expect(answer.status).toBe(200);
    const { messageId } = answer.json as { messageId: string };
    expect(answer.json).toEqual({
      messaging_product: 'whatsapp',
      contacts: [{ input: '+16505551234', wa_id: '16505551234' }],
      messages: [{ id: messageId }],
      messageId: expect.stringMatching(/^wamid\./),
      recipient: { input: '+16505551234', waId: '16505551234' },
      correlationId: expect.any(String),
    });
    expect(sample.simulator.messages.at(-1)).toMatchObject({ body: { text: { body: 'Hello from NestJS' } } });
  });

  it('prints one line each for sent, delivered and read, without the phone number', async () => {
    const { json } = await sample.post('/messages', text);
    await sample.simulator.settled();

    const { messageId } = json as { messageId: string };
    expect(sample.logger.about(messageId)).toEqual(
      ['sent', 'delivered', 'read'].map((status) => `Status ${status}: to …1234, message ${messageId}`),
    );
  });

  it.each(Object.entries(messageExamples))(
    'sends the example "%s" of the docs page',
    async (_name, { value }) => {
      const answer = await sample.post('/messages', toSomebodyNew(value));

      expect({ status: answer.status, text: answer.text }).toMatchObject({ status: 200 });
    },
  );

  it('answers 400 with the path of each field that is wrong, and calls nobody', async () => {
    const before = sample.simulator.requestCount;

    const answer = await sample.post('/messages', {
      to: '+16505551234',
      type: 'interactive',
      interactive: {
        type: 'button',
        body: { text: 'Keep it?' },
        action: {
          buttons: [
            { type: 'reply', reply: { id: 'yes', title: 'A title that is much too long' } },
            { type: 'reply', reply: { id: '', title: 'No' } },
          ],
        },
      },
    });

    expect(answer.status).toBe(400);
    expect(answer.text).toContain('interactive.action.buttons[0].reply.title');
    expect(answer.text).toContain('interactive.action.buttons[1].reply.id');
    expect(sample.simulator.requestCount).toBe(before);
  });

  it.each([
    ['a field that Meta does not know', { ...text, text: { body: 'Hi', colour: 'red' } }, 'text.colour'],
    ['a number without + of somebody unknown', { ...text, to: '16505550999' }, 'to'],
    ['no recipient', { type: 'text', text: { body: 'Hi' } }, 'to'],
    ['an unknown type', { to: '+16505551234', type: 'hologram', hologram: {} }, 'type'],
    ['a list instead of a message', [text], ''],
  ])('answers 400 for %s', async (_what, body, path) => {
    const answer = await sample.post('/messages', body);

    expect(answer.status).toBe(400);
    expect(answer.text).toContain(path);
  });

  it('answers broken JSON with 400', async () => {
    expect((await sample.post('/messages', '{"to":')).status).toBe(400);
  });

  it('maps an error of Meta to an HTTP status, with its code and without the token', async () => {
    sample.simulator.failNext({ code: 131047 });

    // Somebody else: the library remembers that this window is closed.
    const answer = await sample.post('/messages', { ...text, to: '+16505550000' });

    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(answer.text).toContain('131047');
    expect(answer.text).not.toContain(sample.simulator.accessToken);
  });
});

describe('POST /messages/:id/replies', () => {
  it('sends a message that quotes the other one', async () => {
    const answer = await sample.post('/messages/wamid.question/replies', toSomebodyNew(text));

    expect(answer.status).toBe(200);
    const { messageId } = answer.json as { messageId: string };
    expect(answer.json).toMatchObject({
      messaging_product: 'whatsapp',
      contacts: [{ input: expect.any(String) }],
      messages: [{ id: messageId }],
      messageId: expect.stringMatching(/^wamid\./),
      warnings: [],
    });
    expect(sample.simulator.messages.at(-1)).toMatchObject({
      body: { context: { message_id: 'wamid.question' }, text: { body: 'Hello from NestJS' } },
    });
  });

  it('takes an id with the characters of base64, escaped in the path', async () => {
    const id = 'wamid.HBgL+a/b==';

    expect(
      (await sample.post(`/messages/${encodeURIComponent(id)}/replies`, toSomebodyNew(text))).status,
    ).toBe(200);
    expect(sample.simulator.messages.at(-1)).toMatchObject({ body: { context: { message_id: id } } });
  });

  it('answers a user who is known by a business-scoped user id', async () => {
    const recipient = 'US.13491208655302741918';

    const answer = await sample.post('/messages/wamid.question/replies', {
      recipient,
      type: 'text',
      text: { body: 'Hi' },
    });

    expect(answer.status).toBe(200);
    expect(sample.simulator.messages.at(-1)).toMatchObject({ body: { recipient } });
  });

  it('warns that a template shows no quote', async () => {
    const answer = await sample.post('/messages/wamid.question/replies', {
      to: '+16505550007',
      type: 'template',
      template: { name: 'hello_world', language: { code: 'en_US' } },
    });

    expect(answer.status).toBe(200);
    expect(answer.json).toMatchObject({ warnings: [{ code: 'template-reply' }] });
  });

  it('refuses a reaction with 400 and says what to use', async () => {
    const answer = await sample.post('/messages/wamid.question/replies', {
      to: '+16505551234',
      type: 'reaction',
      reaction: { message_id: 'wamid.question', emoji: '👍' },
    });

    expect(answer.status).toBe(400);
    expect(answer.text).toContain('react(emoji)');
  });
});

describe('POST /messages/:id/reactions', () => {
  it.each([
    ['puts an emoji on the message', '👍'],
    ['takes the reaction away for an empty emoji', ''],
  ])('%s', async (_what, emoji) => {
    const answer = await sample.post('/messages/wamid.question/reactions', { to: '+16505550008', emoji });

    expect(answer.status).toBe(200);
    expect(sample.simulator.messages.at(-1)).toMatchObject({
      body: { type: 'reaction', reaction: { message_id: 'wamid.question', emoji } },
    });
  });

  it('answers 400 and names the fields that are missing or unknown', async () => {
    const answer = await sample.post('/messages/wamid.question/reactions', { smiley: '👍' });

    expect(answer.status).toBe(400);
    for (const field of ['to', 'emoji', 'smiley']) expect(answer.text).toContain(field);
  });
});

describe('POST /messages/:id/read', () => {
  it('marks the message as read', async () => {
    const answer = await sample.post('/messages/wamid.question/read', {});

    expect({ status: answer.status, json: answer.json }).toEqual({ status: 200, json: { success: true } });
    expect(sample.simulator.readReceipts.at(-1)).toMatchObject({
      messageId: 'wamid.question',
      typing: false,
    });
  });

  it('shows the typing indicator where it is asked for', async () => {
    expect((await sample.post('/messages/wamid.question/read', { typing: true })).status).toBe(200);
    expect(sample.simulator.readReceipts.at(-1)).toMatchObject({ typing: true });
  });

  it('answers 400 for a typing that is neither true nor false', async () => {
    const answer = await sample.post('/messages/wamid.question/read', { typing: 'please' });

    expect(answer.status).toBe(400);
    expect(answer.text).toContain('typing');
  });
});

describe('POST /marketing_messages', () => {
  it.each(Object.entries(marketingExamples))(
    'sends the example "%s" of the docs page',
    async (_name, { value }) => {
      const answer = await sample.post('/marketing_messages', value);

      expect({ status: answer.status, text: answer.text }).toMatchObject({ status: 200 });
      expect(answer.json).toMatchObject({ messaging_product: 'whatsapp', messages: [{}] });
    },
  );

  it('answers 400 for what is no marketing template, with the field', async () => {
    const answer = await sample.post('/marketing_messages', text);
    expect(answer.status).toBe(400);
    expect(answer.text).toContain('template');
  });
});

describe('consent, repeats and windows', () => {
  const template = { type: 'template', template: { name: 'hello_world', language: { code: 'en_US' } } };

  it('warn of a template without opt-in and of the same message again, and both go out', async () => {
    const to = '+16505557001';
    const before = sample.logger.lines.length;
    const statuses = [];
    for (const message of [template, template]) {
      statuses.push((await sample.post('/messages', { to, ...message })).status);
    }
    expect(statuses).toEqual([200, 200]);
    const told = sample.logger.lines.slice(before).join('\n');
    expect(told.match(/without opt-in \(unknown\)/g)).toHaveLength(2);
    expect(told.match(/repeats what went to the same recipient/g)).toHaveLength(1);
    expect(told).not.toContain(to.slice(1));
  });

  it('are shown of each user, and the opt-in ends the warning', async () => {
    const to = '+16505557002';
    expect((await sample.get(`/users/${to}`)).json).toEqual({
      window: { state: 'unknown' },
      consent: { optIn: 'unknown', marketing: 'unknown', optedOut: false },
    });
    const granted = await sample.post(`/users/${to}/opt-in`, { source: 'docs page' });
    expect({ status: granted.status, json: granted.json }).toMatchObject({
      status: 200,
      json: { consent: { optIn: 'granted', optInSince: { source: 'docs page' } } },
    });
    const before = sample.logger.lines.length;
    expect((await sample.post('/messages', { to, ...template })).status).toBe(200);
    expect(sample.logger.lines.slice(before).join()).not.toContain('without opt-in');
  });

  it('keep marketing from who opted out, and nothing else', async () => {
    const to = '+351912340001';
    const sale: object = { ...marketingExamples['marketingMessage'] }.value ?? {};
    expect((await sample.post('/marketing_messages', { ...sale, to })).status).toBe(200);
    const optedOut = await sample.post(`/users/${to}/opt-out`, { source: 'letter' });
    expect(optedOut.json).toMatchObject({ consent: { optIn: 'revoked', optedOut: true } });

    const refused = await sample.post('/marketing_messages', { ...sale, to });
    expect({ status: refused.status, text: refused.text }).toMatchObject({
      status: 422,
      text: expect.stringContaining('WHATSAPP_GRAPH_OPT_OUT'),
    });
    expect((await sample.post('/messages', { ...text, to })).status).toBe(200);
    expect((await sample.post(`/users/${to}/opt-out`, {})).text).toContain('source');
  });
});

describe('GET /docs', () => {
  it('shows a page', async () => {
    const answer = await sample.get('/docs');

    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toContain('text/html');
  });

  it('offers every example, and leaves the webhook address out', async () => {
    const { json } = await sample.get('/docs-json');

    expect(Object.keys(examplesOf(json, '/messages'))).toEqual(Object.keys(messageExamples));
    expect(json).not.toHaveProperty(['paths', '/webhooks/whatsapp']);
  });
});
