import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { WhatsAppMessagesService } from 'nestjs-whatsapp';
import { OnPremisesAnswerDto } from '../../apps/sample/src/migration/on-premises-answer.dto.js';
import { onPremisesCases } from '../support/on-premises/on-premises-cases.js';
import { SampleUnderTest } from './sample-under-test.js';

// The first start compiles the whole app: seconds on a machine that has other things to do.
jest.setTimeout(30_000);

let sample: SampleUnderTest;

beforeAll(async () => {
  sample = await SampleUnderTest.start();
});

afterAll(() => sample.stop());

const text = { to: '16505551234', text: { body: 'Hello' } };
const accepted = { messaging_product: 'whatsapp' as const, messages: [{ id: 'wamid.A' }] };

describe('POST /v1/messages, the address of the On-Premises API', () => {
  // Each to somebody else: more than 45 messages to one user, or any after the first seconds, would wait for minutes (pair limit).
  const cases = onPremisesCases
    .filter(({ name }) => !name.includes('a quote'))
    .map((one, index) => ({ ...one, to: 'to' in one.old ? '16505551234' : String(16505554000 + index) }));

  it.each(cases)('sends $name as the Cloud API message', async ({ to, old, cloud, warnings = [] }) => {
    const answer = await sample.post('/v1/messages', { to, ...old });

    const [sent] = sample.simulator.messages.slice(-1);
    expect(answer.json).toEqual({ messages: [{ id: sent?.id }] });
    expect(answer.status).toBe(200);
    expect(sent?.body).toEqual({
      messaging_product: 'whatsapp',
      to: `+${to}`,
      biz_opaque_callback_data: expect.any(String),
      ...cloud,
    });
    expect(sample.logger.about(`${sent?.id} lost something`)).toEqual(
      warnings.map((warning) => expect.stringContaining(warning.split(' ')[0] ?? '')),
    );
  });

  it.each([
    ['a missing field', { ...text, text: {} }, 1008, 'text.body'],
    ['a value that is not valid', { ...text, type: 'hologram' }, 1009, 'type'],
    ['an old group', { ...text, to: '16505551234-1514764800' }, 1009, 'to: is a group'],
    ['an old message id', { ...text, context: { message_id: 'gBGGFlA' } }, 1009, 'context.message_id'],
    ['a list', [], 1009, 'must be an object'],
  ])('answers 400 for %s in the old shape, and calls nobody', async (_what, body, code, details) => {
    const before = sample.simulator.requestCount;
    const answer = await sample.post('/v1/messages', body);

    expect(answer.status).toBe(400);
    expect(answer.json).toEqual({
      errors: expect.arrayContaining([
        { code, title: expect.any(String), details: expect.stringContaining(details) },
      ]),
    });
    expect(Object.keys(answer.json as object)).toEqual(['errors']);
    expect(sample.simulator.requestCount).toBe(before);
  });

  it('answers in the old shape where the body is no JSON, and in Nest’s at other addresses', async () => {
    const answer = await sample.post('/v1/messages', '{ "to": ');
    expect(answer.status).toBe(400);
    expect(answer.json).toEqual({
      errors: [{ code: 400, title: 'Generic error', details: expect.stringContaining('JSON') }],
    });
    expect((await sample.post('/messages', '{')).json).toMatchObject({ statusCode: 400 });
    expect((await sample.post('/v2/messages', {})).json).toMatchObject({ statusCode: 404 });
  });

  it('answers in the old shape where the body is too large, or something fails that nobody expected', async () => {
    const large = await sample.post('/v1/messages', { ...text, text: { body: 'x'.repeat(3_200_000) } });
    expect(large.status).toBe(413);
    expect(large.json).toEqual({
      errors: [{ code: 400, title: 'Generic error', details: expect.stringContaining('too large') }],
    });
    const send = jest.spyOn(WhatsAppMessagesService.prototype, 'send');
    send.mockRejectedValueOnce(new TypeError('secret detail'));
    const failed = await sample.post('/v1/messages', text);
    send.mockRestore();
    expect(failed.status).toBe(500);
    expect(failed.json).toEqual({
      errors: [{ code: 1014, title: 'Internal error', details: expect.not.stringContaining('secret') }],
    });
    expect(sample.logger.about('secret detail')).toHaveLength(1);
    expect((await sample.post('/messages', { ...text, to: 'nobody' })).json).toMatchObject({
      statusCode: 400,
    });
  });

  it('gives what is refused before Meta is asked the code of the old API too', async () => {
    const to = '16505559876';
    sample.simulator.failNext({ code: 131047 });
    expect((await sample.post('/v1/messages', { ...text, to })).json).toMatchObject({
      errors: [{ code: 470 }],
    });
    const before = sample.simulator.requestCount;
    const refused = await sample.post('/v1/messages', { ...text, to });
    expect(refused.json).toMatchObject({
      errors: [{ code: 470, details: expect.stringContaining('window') }],
    });
    expect(sample.simulator.requestCount).toBe(before);
  });

  it('has the sentence of the old page where Meta holds a template back, and else nothing', async () => {
    const { simulator } = sample;
    const template = { name: 'hello_world', language: { policy: 'deterministic', code: 'en_US' } };
    const [held] = simulator.control.templates();
    await simulator.control.reviewTemplate(held?.id ?? '', { pacing: 'release' });
    const answer = await sample.post('/v1/messages', { to: '16505551234', type: 'template', template });
    expect(answer.json).toEqual({
      messages: [
        {
          id: simulator.messages.at(-1)?.id,
          message_status: 'Message has been held because quality assessment is pending',
        },
      ],
    });
  });

  it('says nothing of a template that is sent, or paused, instead of a status that old clients do not know', () => {
    const result = { messageId: 'wamid.A', recipient: {}, waitedMs: 0, correlationId: 'c', raw: accepted };
    expect(OnPremisesAnswerDto.from(result)).toEqual({ messages: [{ id: 'wamid.A' }] });
    expect(OnPremisesAnswerDto.from({ ...result, pacing: 'paused' })).toEqual({
      messages: [{ id: 'wamid.A' }],
    });
  });

  it.each([
    [131047, 422, 470],
    [130429, 429, 429],
    [131026, 422, 1013],
    [131049, 422, 131049],
  ])("gives Meta's error %i the old shape and code", async (cloud, status, code) => {
    sample.simulator.failNext({ code: cloud });
    // Each to somebody else: 131047 closes the window of whom it is about.
    const answer = await sample.post('/v1/messages', { ...text, to: `1650555${String(cloud).slice(-4)}` });

    expect(answer.status).toBe(status);
    expect(answer.json).toEqual({
      errors: [{ code, title: expect.any(String), details: expect.any(String) }],
    });
  });
});

describe('what else an old client calls', () => {
  const receipt = { status: 'read' };
  it.each([
    ['POST /v1/messages', 'POST', () => '/v1/messages', (id: string) => ({ ...receipt, message_id: id })],
    ['POST /messages', 'POST', () => '/messages', (id: string) => ({ ...receipt, message_id: id })],
    ['PUT /v1/messages/{id}', 'PUT', (id: string) => `/v1/messages/${id}`, () => receipt],
  ])('is a read receipt: %s', async (_name, method, path, body) => {
    const id = `wamid.${method}${path('').length}`;
    const answer = await sample.call(method, path(id), body(id));

    expect({ status: answer.status, json: answer.json }).toEqual({ status: 200, json: { success: true } });
    expect(sample.simulator.readReceipts.at(-1)).toMatchObject({ messageId: id, typing: false });
  });

  it('may show the typing indicator, as at Meta', async () => {
    const answer = await sample.post('/messages', {
      messaging_product: 'whatsapp',
      ...receipt,
      message_id: 'wamid.typing',
      typing_indicator: { type: 'text' },
    });
    expect({ status: answer.status, json: answer.json }).toEqual({ status: 200, json: { success: true } });
    expect(sample.simulator.readReceipts.at(-1)).toMatchObject({ messageId: 'wamid.typing', typing: true });
  });

  it.each([
    ['another status', '/v1/messages', { status: 'seen', message_id: 'wamid.A' }, 'status'],
    ['no message', '/v1/messages', receipt, 'message_id'],
    ['another status', '/messages', { status: 'seen', message_id: 'wamid.A' }, 'status'],
    ['a field that nobody knows', '/messages', { ...receipt, message_id: 'wamid.A', seen: 1 }, 'seen'],
  ])('is refused with the field where a receipt has %s at %s', async (_what, path, body, field) => {
    const before = sample.simulator.requestCount;
    const answer = await sample.post(path, body);
    expect(answer.status).toBe(400);
    expect(answer.text).toContain(field);
    expect(sample.simulator.requestCount).toBe(before);
  });

  it.each([
    ['GET', '/v1/health', 'GET /health/whatsapp'],
    ['POST', '/v1/contacts', 'told by a webhook (131026)'],
    ['GET', '/v1/contacts?x=1', 'told by a webhook (131026)'],
  ])('is answered 404 with what replaces it: %s %s', async (method, path, replacement) => {
    const answer = await sample.call(method, path, method === 'GET' ? undefined : {});
    expect({ status: answer.status, json: answer.json }).toEqual({
      status: 404,
      json: {
        errors: [{ code: 400, title: 'Generic error', details: expect.stringContaining(replacement) }],
      },
    });
  });
});
