import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { messageExamples } from '../../apps/sample/src/messages/examples/index.js';
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
  it('sends the message and answers 201 with its id, its recipient and the correlation id', async () => {
    const answer = await sample.post('/messages', text);

    expect(answer.status).toBe(201);
    expect(answer.json).toEqual({
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

      expect({ status: answer.status, text: answer.text }).toMatchObject({ status: 201 });
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
    ['a number without +', { ...text, to: '16505551234' }, 'to'],
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

    expect(answer.status).toBe(201);
    expect(answer.json).toMatchObject({ messageId: expect.stringMatching(/^wamid\./), warnings: [] });
    expect(sample.simulator.messages.at(-1)).toMatchObject({
      body: { context: { message_id: 'wamid.question' }, text: { body: 'Hello from NestJS' } },
    });
  });

  it('takes an id with the characters of base64, escaped in the path', async () => {
    const id = 'wamid.HBgL+a/b==';

    expect(
      (await sample.post(`/messages/${encodeURIComponent(id)}/replies`, toSomebodyNew(text))).status,
    ).toBe(201);
    expect(sample.simulator.messages.at(-1)).toMatchObject({ body: { context: { message_id: id } } });
  });

  it('answers a user who is known by a business-scoped user id', async () => {
    const recipient = 'US.13491208655302741918';

    const answer = await sample.post('/messages/wamid.question/replies', {
      recipient,
      type: 'text',
      text: { body: 'Hi' },
    });

    expect(answer.status).toBe(201);
    expect(sample.simulator.messages.at(-1)).toMatchObject({ body: { recipient } });
  });

  it('warns that a template shows no quote', async () => {
    const answer = await sample.post('/messages/wamid.question/replies', {
      to: '+16505550007',
      type: 'template',
      template: { name: 'hello_world', language: { code: 'en_US' } },
    });

    expect(answer.status).toBe(201);
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

    expect(answer.status).toBe(201);
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

    expect(answer.status).toBe(204);
    expect(sample.simulator.readReceipts.at(-1)).toMatchObject({
      messageId: 'wamid.question',
      typing: false,
    });
  });

  it('shows the typing indicator where it is asked for', async () => {
    expect((await sample.post('/messages/wamid.question/read', { typing: true })).status).toBe(204);
    expect(sample.simulator.readReceipts.at(-1)).toMatchObject({ typing: true });
  });

  it('answers 400 for a typing that is neither true nor false', async () => {
    const answer = await sample.post('/messages/wamid.question/read', { typing: 'please' });

    expect(answer.status).toBe(400);
    expect(answer.text).toContain('typing');
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
