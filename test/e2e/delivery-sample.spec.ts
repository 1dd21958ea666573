import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { launchChromium } from '../support/chat-page/launch-chromium.js';
import { SampleUnderTest } from './sample-under-test.js';

const text = { to: '+16505551234', type: 'text', text: { body: 'Hello from NestJS' } };

// The first start compiles the whole app: seconds on a machine that has other things to do.
jest.setTimeout(30_000);

let sample: SampleUnderTest;

beforeAll(async () => {
  sample = await SampleUnderTest.start();
});

afterAll(() => sample.stop());

describe('GET /messages/:id', () => {
  it('shows what became of a message, and says it in words', async () => {
    const sent = await sample.post('/messages', text);
    const { messageId } = sent.json as { messageId: string };
    await sample.simulator.settled();
    const answer = await sample.get(`/messages/${encodeURIComponent(messageId)}`);
    expect(answer.status).toBe(200);
    expect(answer.json).toMatchObject({
      messageId,
      state: 'read',
      what: 'The user has read the message.',
      timeline: ['accepted', 'sent', 'delivered', 'read'].map((status) => ({
        status,
        at: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
      })),
    });
    expect(answer.text).not.toContain('6505551234');
  });

  it('answers 404 for a message that it never sent', async () => {
    expect((await sample.get('/messages/wamid.unknown')).status).toBe(404);
  });
});

describe('POST /sequences', () => {
  it('sends messages in order and shows live how far it has got', async () => {
    const before = sample.simulator.messages.length;
    const started = await sample.post('/sequences', {
      to: text.to,
      messages: ['one', 'two', { text: { body: 'three' } }],
    });
    expect(started.status).toBe(202);
    const { id } = started.json as { id: string };
    // Ends by itself with the sequence.
    const live = await sample.get(`/sequences/${id}/progress`);
    expect(live.headers.get('content-type')).toContain('text/event-stream');
    const last = JSON.parse(live.text.trim().split('data: ').at(-1) ?? '') as unknown;
    expect(last).toMatchObject({ id, state: 'completed', total: 3, done: 3 });
    expect(sample.simulator.messages.slice(before)).toMatchObject(
      ['one', 'two', 'three'].map((body) => ({ body: { text: { body } } })),
    );
    expect((await sample.get(`/sequences/${id}`)).json).toEqual(last);
  });

  it('answers 400 where a message is wrong, and sends none of them', async () => {
    const before = sample.simulator.messages.length;
    const wrong = [
      { to: text.to, messages: ['good', { text: {} }] },
      { to: text.to, messages: [] },
      { messages: ['no recipient'] },
      { to: text.to, messages: [7] },
      { to: text.to, messages: [{ to: '+16505559999', text: { body: 'to somebody else' } }] },
      { to: text.to, messages: Array.from({ length: 101 }, () => 'too many') },
    ];
    for (const body of wrong) expect((await sample.post('/sequences', body)).status).toBe(400);
    expect(sample.simulator.messages).toHaveLength(before);
  });

  it('is begun and watched on a page', async () => {
    const browser = await launchChromium();
    try {
      const page = await browser.newPage();
      await page.goto(`${sample.url}/sequences`);
      await page.getByLabel('Messages, one a line').fill('first\n\nsecond <b>bold</b>\nthird');
      await page.getByRole('button', { name: 'Send in order' }).click();
      await page.getByText('3 of 3 delivered, completed').waitFor();
      const lines = await page.locator('li > span:first-child').allTextContents();
      expect(lines).toEqual(['first', 'second <b>bold</b>', 'third']);
      expect(await page.getByText('delivered · what became of it').count()).toBe(3);
      await page.getByLabel('To').fill('650555');
      await page.getByRole('button', { name: 'Send in order' }).click();
      await page
        .getByRole('alert')
        .filter({ hasText: /^The message is not valid: to: has no/ })
        .waitFor();
      await page.getByRole('link', { name: 'what became of it' }).first().click();
      await page.getByText('The user has read the message.').waitFor();
    } finally {
      await browser.close();
    }
  });

  it('answers 404 for a sequence that there is not', async () => {
    expect((await sample.get('/sequences/none')).status).toBe(404);
    expect((await sample.get('/sequences/none/progress')).status).toBe(404);
  });
});
