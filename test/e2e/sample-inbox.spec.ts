import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import {
  buttonReply,
  inboundMessage,
  listReply,
  textMessage,
  webhookOf,
  type WebhookUpdate,
} from 'nestjs-whatsapp/testing';
import { SampleUnderTest } from './sample-under-test.js';

// The first start compiles the whole app: seconds on a machine that has other things to do.
jest.setTimeout(30_000);

let sample: SampleUnderTest;

beforeAll(async () => {
  sample = await SampleUnderTest.start();
});

afterAll(() => sample.stop());

describe('GET /webhooks/whatsapp', () => {
  const handshake = (query: Record<string, string>) =>
    sample.get(`/webhooks/whatsapp?${new URLSearchParams(query).toString()}`);

  it('answers the challenge as plain text and nothing else', async () => {
    const answer = await handshake({
      'hub.mode': 'subscribe',
      'hub.verify_token': sample.simulator.verifyToken,
      'hub.challenge': '1158201444',
    });

    expect(answer.status).toBe(200);
    expect(answer.text).toBe('1158201444');
    expect(answer.headers.get('content-type')).toContain('text/plain');
  });

  it.each([
    ['a wrong token', { 'hub.mode': 'subscribe', 'hub.verify_token': 'guess', 'hub.challenge': '1' }],
    ['no token', { 'hub.mode': 'subscribe', 'hub.challenge': '1' }],
    [
      'another mode',
      { 'hub.mode': 'unsubscribe', 'hub.verify_token': 'simulator-verify-token', 'hub.challenge': '1' },
    ],
    ['no challenge', { 'hub.mode': 'subscribe', 'hub.verify_token': 'simulator-verify-token' }],
    ['nothing at all', {}],
  ])('answers 403 for %s', async (_what, query) => {
    expect((await handshake(query)).status).toBe(403);
  });

  it('answers 403 where a parameter comes twice', async () => {
    const query =
      'hub.mode=subscribe&hub.verify_token=a&hub.verify_token=simulator-verify-token&hub.challenge=1';

    expect((await sample.get(`/webhooks/whatsapp?${query}`)).status).toBe(403);
  });
});

describe('POST /webhooks/whatsapp', () => {
  const body = JSON.stringify(
    statusWebhook({ id: 'wamid.forged', status: 'read', recipient_id: '16505551234' }),
  );

  it.each([
    ['no signature', () => ({})],
    ['a wrong signature', () => ({ 'x-hub-signature-256': `sha256=${'0'.repeat(64)}` })],
    ['a signature without its prefix', () => ({ 'x-hub-signature-256': sample.signatureOf(body).slice(7) })],
    [
      'a signature that is cut short',
      () => ({ 'x-hub-signature-256': sample.signatureOf(body).slice(0, -2) }),
    ],
    ['the signature of another body', () => ({ 'x-hub-signature-256': sample.signatureOf(`${body} `) })],
  ])('answers 401 for %s and prints nothing', async (_what, headers) => {
    expect((await sample.post('/webhooks/whatsapp', body, headers())).status).toBe(401);
    expect(sample.logger.about('wamid.forged')).toEqual([]);
  });

  it('answers 415 for a body that is not declared as JSON', async () => {
    const headers = { 'x-hub-signature-256': sample.signatureOf(body), 'content-type': 'text/plain' };
    expect((await sample.post('/webhooks/whatsapp', body, headers)).status).toBe(415);
    expect(sample.logger.about('wamid.forged')).toEqual([]);
  });

  it('prints the code and the title of a failed status', async () => {
    const status = {
      id: 'wamid.failed',
      status: 'failed',
      recipient_user_id: 'US.13491208655302741918',
      errors: [{ code: 131026, title: 'Message undeliverable' }],
    };

    expect((await sample.postSigned(statusWebhook(status))).status).toBe(200);
    expect(sample.logger.about('wamid.failed')).toEqual([
      'Status failed: to …1918, message wamid.failed (131026 Message undeliverable)',
    ]);
  });

  it('prints an inbound text on one line, whatever it holds, without the phone number', async () => {
    const id = await sample.simulator.receive({
      from: '+16505551234',
      text: 'Hi!\nStatus read: \u001B[31mforged',
    });

    expect(sample.logger.about(id)).toEqual([
      `Received text "Hi! Status read:  [31mforged": from …1234, message ${id}`,
    ]);
  });

  it('cuts a long text', async () => {
    const id = await sample.simulator.receive({ from: '+16505553001', text: 'a'.repeat(4096) });

    expect(sample.logger.about(id)[0]?.length).toBeLessThan(400);
  });

  it.each([
    ['an empty object', {}],
    ['a list', []],
    ['entries that are no objects', { entry: [null, 1, 'x', []] }],
    ['changes that are no list', { entry: [{ changes: 'none' }] }],
    ['a value of another kind', { entry: [{ changes: [{ field: 'messages', value: 7 }] }] }],
    ['an unknown field', { entry: [{ changes: [{ field: 'tea_time', value: {} }] }] }],
    ['a status without anything', statusWebhook({})],
    ['a message of an unknown kind', messageWebhook({ id: 'wamid.new', type: 'hologram' })],
    ['a text without its body', messageWebhook({ id: 'wamid.bare', type: 'text' })],
  ])('answers 200 for %s once the signature is right', async (_what, payload) => {
    expect((await sample.postSigned(payload)).status).toBe(200);
  });

  it('takes a batch of nearly 3 MB and prints every status of it', async () => {
    const statuses = Array.from({ length: 1000 }, (_, index) => ({
      id: `wamid.batch-${index}`,
      status: 'sent',
      biz_opaque_callback_data: 'x'.repeat(2_800),
    }));

    expect((await sample.postSigned(messagesWebhook({ statuses }))).status).toBe(200);
    expect(sample.logger.about('wamid.batch-')).toHaveLength(1000);
  });
});

describe('the inbox', () => {
  const deliver = (update: WebhookUpdate, phoneNumberId = sample.simulator.phoneNumberId) =>
    sample.postSigned(webhookOf(update, { phoneNumberId }));
  const answers = () => sample.simulator.messages.map(({ body }) => body);
  let people = 0;
  /** Somebody else each time: who is written to often waits for Meta's pace. */
  const anybody = () => ({ user: { waId: `1650555${4000 + (people += 1)}` } });

  it('marks a text as read and answers it with the same text, quoting it', async () => {
    const before = sample.simulator.requestCount;
    const id = await sample.simulator.receive({ from: '+16505553002', text: 'Is it open?' });

    expect(answers().at(-1)).toMatchObject({
      to: '+16505553002',
      text: { body: 'Is it open?' },
      context: { message_id: id },
    });
    // The read receipt with the typing indicator, then the answer.
    expect(sample.simulator.requestCount).toBe(before + 2);
  });

  it('answers a message once, also where Meta delivers it twice', async () => {
    const update = textMessage('only once', anybody());
    const before = answers().length;
    expect((await deliver(update)).status).toBe(200);
    expect((await deliver(update)).status).toBe(200);

    expect(answers()).toHaveLength(before + 1);
  });

  it.each([
    ['the word "menu" with buttons', textMessage('Menu ', anybody()), { interactive: { type: 'button' } }],
    ['the word "list" with a list', textMessage('list', anybody()), { interactive: { type: 'list' } }],
    [
      'a button press',
      buttonReply('hours', 'Opening hours', anybody()),
      { text: { body: 'You pressed "Opening hours".' } },
    ],
    ['a list choice', listReply('north', 'North', anybody()), { text: { body: 'You chose "North".' } }],
    [
      'a quick reply of a template',
      inboundMessage('button', { payload: 'stop', text: 'Stop' }, anybody()),
      { text: { body: 'You pressed "Stop".' } },
    ],
  ])('answers %s, quoting it', async (_what, update, expected) => {
    expect((await deliver(update)).status).toBe(200);

    expect(answers().at(-1)).toMatchObject({ ...expected, context: { message_id: update.content['id'] } });
  });

  it('confirms an opt-out once, does not echo it, and the user counts as opted out', async () => {
    const before = answers().length;
    await sample.simulator.receive({ from: '+351912340002', text: 'Stop!' });

    expect(answers().slice(before)).toMatchObject([
      { to: '+351912340002', text: { body: 'You will get no more offers from us.' } },
    ]);
    expect((await sample.get('/users/+351912340002')).json).toMatchObject({
      window: { state: 'open' },
      consent: { optIn: 'revoked', optInSince: { source: 'keyword' }, optedOut: true },
    });
  });

  it.each([
    ['an empty from', { from: '' }, 'US.13491208655302741918'],
    ['a from of null', { from: null, group_id: '' }, 'US.13491208655302741919'],
  ])('answers a user who has no phone number: %s', async (_what, extra, userId) => {
    const update = textMessage('who am I?', { user: { waId: null, userId }, extra });
    expect((await deliver(update)).status).toBe(200);
    expect(answers().at(-1)).toMatchObject({ recipient: userId, text: { body: 'who am I?' } });
    expect(sample.logger.about(`from …${userId.slice(-4)}`)).not.toEqual([]);
  });

  it('answers nobody who wrote to a number that is not ours, and takes the message', async () => {
    const before = answers().length;

    expect((await deliver(textMessage('hello'), '999')).status).toBe(200);
    expect(answers()).toHaveLength(before);
  });
});

describe('GET /health', () => {
  it.each(['/health/live', '/health/ready'])('%s answers without asking Meta', async (path) => {
    const before = sample.simulator.requestCount;

    expect(await sample.get(path)).toMatchObject({ status: 200, json: { status: 'ok' } });
    expect(sample.simulator.requestCount).toBe(before);
  });

  it('/health/whatsapp reports the number', async () => {
    expect(await sample.get('/health/whatsapp')).toMatchObject({
      status: 200,
      json: { status: 'ok', details: { whatsapp: { status: 'up', qualityRating: 'GREEN' } } },
    });
  });
});

describe('an app whose token has expired and that has no app secret', () => {
  let broken: SampleUnderTest;

  beforeAll(async () => {
    broken = await SampleUnderTest.start({ WHATSAPP_ACCESS_TOKEN: 'expired-token', WHATSAPP_APP_SECRET: '' });
  });

  afterAll(() => broken.stop());

  it('stays ready, so that webhooks still arrive, while its WhatsApp health is down', async () => {
    const health = await broken.get('/health/whatsapp');

    expect(health).toMatchObject({ status: 503, json: { details: { whatsapp: { status: 'down' } } } });
    expect(health.text).not.toContain('expired-token');
    expect((await broken.get('/health/ready')).status).toBe(200);
  });

  it('refuses every webhook, and says once why', async () => {
    expect((await broken.postSigned({})).status).toBe(401);
    expect(broken.logger.about('WHATSAPP_APP_SECRET')).toHaveLength(1);
  });
});

function messagesWebhook(value: object): object {
  return {
    object: 'whatsapp_business_account',
    entry: [{ id: '1', changes: [{ field: 'messages', value }] }],
  };
}

function statusWebhook(status: object): object {
  return messagesWebhook({ statuses: [status] });
}

function messageWebhook(message: object): object {
  return messagesWebhook({ messages: [message] });
}
