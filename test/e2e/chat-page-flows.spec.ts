import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Locator } from 'playwright-core';
import type { MessageView } from 'whatsapp-simulator';
import type { ChatPage } from '../support/chat-page/chat-page.js';
import { ChatPageDemo } from '../support/chat-page/chat-page-demo.js';
import { EVERY_COMPONENT_FLOW } from '../support/chat-page/every-component-flow.js';
import { VISIT_FLOW } from '../support/chat-page/visit-flow.js';

// A browser and the whole demo: seconds on a machine that has other things to do.
jest.setTimeout(90_000);

let demo: ChatPageDemo;

beforeAll(async () => {
  demo = await ChatPageDemo.start();
});
afterEach(() => demo?.closePage());
afterAll(() => demo?.stop());

/** Sends a flow to somebody new, who opens it: as a draft, so that it may have what Meta would not publish. */
async function openFlow(
  name: string,
  json: object,
  payload: object,
): Promise<{ page: ChatPage; dialog: Locator }> {
  const { page, person } = await demo.openNew();
  const { businessAccountId } = await demo.simulator.state();
  const created = await demo.graph(`${businessAccountId}/flows`, {
    name,
    categories: ['APPOINTMENT_BOOKING'],
    flow_json: JSON.stringify(json),
  });
  const { id } = created as { id: string };
  const parameters = {
    mode: 'draft',
    flow_message_version: '3',
    flow_id: id,
    flow_cta: 'Book',
    flow_token: 'visit-1',
    flow_action: 'navigate',
    flow_action_payload: payload,
  };
  await demo.post('/messages', {
    to: person.phoneNumber,
    type: 'interactive',
    interactive: { type: 'flow', body: { text: 'Book a visit' }, action: { name: 'flow', parameters } },
  });
  await page.page.getByRole('button', { name: 'Book', exact: true }).click();
  return { page, dialog: page.page.getByRole('dialog') };
}

/** What the flow's answer holds. */
async function answerOf(page: ChatPage): Promise<unknown> {
  const bubble = page.bubbles.filter({ has: page.page.locator('.answer dl') });
  await bubble.waitFor();
  const id = (await bubble.getAttribute('data-message-id')) ?? '';
  const { content } = (await demo.simulator.message(id)) as MessageView & {
    content: { nfm_reply: { response_json: string } };
  };
  return JSON.parse(content.nfm_reply.response_json);
}

describe('Flows on the chat page', () => {
  it('are filled in screen by screen', async () => {
    const { page, dialog } = await openFlow('two screens', VISIT_FLOW, {
      screen: 'CHOOSE_DAY',
      data: { branch: 'harbour' },
    });
    await dialog.getByRole('heading', { name: 'Choose a day' }).waitFor();
    await dialog.getByRole('button', { name: 'Continue' }).click();
    await dialog.getByRole('alert').getByText('This is needed.').waitFor();
    await dialog.getByLabel('Your name').fill('Ana');
    await dialog.getByRole('radio', { name: 'Tuesday' }).check();
    await dialog.getByRole('button', { name: 'Continue' }).click();
    await dialog.getByRole('heading', { name: 'Ana' }).waitFor();
    await dialog.getByRole('button', { name: 'Back to the screen before' }).click();
    expect(await dialog.getByLabel('Your name').inputValue()).toBe('Ana');
    await dialog.getByRole('button', { name: 'Continue' }).click();
    await dialog.getByRole('button', { name: 'Book it' }).click();
    expect(await answerOf(page)).toEqual({
      who: 'Ana',
      day: 'tue',
      branch: 'harbour',
      flow_token: 'visit-1',
    });
  });

  it('show and take in every component, and name one that nobody knows', async () => {
    const { page, dialog } = await openFlow('every component', EVERY_COMPONENT_FLOW, {
      screen: 'START',
      data: { greeting: 'Welcome', name: 'Ana' },
    });
    await dialog.getByRole('heading', { name: 'Welcome' }).waitFor();
    await dialog.getByText('does not know the component “Hologram”').waitFor();
    await dialog.locator('.rich-text strong', { hasText: 'bold' }).waitFor();
    expect(await dialog.getByRole('img').count()).toBe(3);
    await page.screenshot('flow');
    expect(await dialog.getByLabel('Name').inputValue()).toBe('Ana');
    await dialog.getByLabel('Words').fill('Two words');
    await dialog.getByRole('checkbox', { name: 'Green' }).check();
    await dialog.getByRole('radio', { name: 'Post' }).check();
    await dialog.getByText('The postman rings twice.').waitFor();
    await dialog.getByRole('button', { name: 'Cheap' }).click();
    await dialog.getByLabel('Menu').selectOption('Large');
    await dialog.getByLabel('Day (optional)').fill('2026-11-28');
    await dialog.getByLabel('Stay: from').fill('2026-12-01');
    await dialog.getByLabel('Stay: to').fill('2026-12-03');
    const paper = { name: 'paper.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4') };
    await dialog.locator('input[name=papers]').setInputFiles(paper);
    await dialog.getByText('paper.pdf').waitFor();

    await dialog.getByRole('button', { name: 'What we offer' }).click();
    await dialog.getByRole('button', { name: /Small room/ }).click();
    await dialog.getByRole('heading', { name: 'Small room for Ana' }).waitFor();
    await dialog.getByRole('button', { name: 'Back to the screen before' }).click();
    await dialog.getByRole('button', { name: 'Back to the screen before' }).click();
    await dialog.getByRole('button', { name: 'Send' }).click();
    await dialog.getByRole('alert').getByText('This is needed.').waitFor();
    await dialog.getByRole('checkbox', { name: 'I agree' }).check();
    await dialog.getByRole('button', { name: 'Send' }).click();

    const answer = await answerOf(page);
    expect(answer).toMatchObject({
      name: 'Ana',
      words: 'Two words',
      boxes: ['green'],
      radio: 'post',
      chips: ['cheap'],
      menu: 'large',
      day: '2026-11-28',
      stay: { 'start-date': '2026-12-01', 'end-date': '2026-12-03' },
      agreed: true,
      papers: [{ file_name: 'paper.pdf', mime_type: 'application/pdf' }],
    });
    const { papers } = answer as { papers: [{ id: string }] };
    const file = await fetch(demo.simulator.mediaUrl(papers[0].id));
    expect(await file.text()).toBe('%PDF-1.4');
  });

  it('of the demo are open to who is sent one', async () => {
    const { page, person } = await demo.openNew();
    await demo.post('/messages', {
      to: person.phoneNumber,
      type: 'template',
      template: { name: 'survey', language: { code: 'en_US' } },
    });
    await page.page.getByRole('button', { name: 'Answer' }).click();
    const dialog = page.page.getByRole('dialog');
    await dialog.getByRole('radio', { name: 'Very good' }).check();
    await dialog.getByRole('button', { name: 'Send' }).click();
    expect(await answerOf(page)).toMatchObject({ stars: '3' });
  });
});
