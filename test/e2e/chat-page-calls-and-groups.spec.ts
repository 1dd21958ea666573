import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Locator } from 'playwright-core';
import type { PersonView } from 'whatsapp-simulator';
import type { ChatPage } from '../support/chat-page/chat-page.js';
import { ChatPageDemo } from '../support/chat-page/chat-page-demo.js';

// A browser and the whole demo: seconds on a machine that has other things to do.
jest.setTimeout(90_000);

let demo: ChatPageDemo;
let phoneNumberId: string;

beforeAll(async () => {
  demo = await ChatPageDemo.start();
  const { phoneNumbers } = await demo.simulator.state();
  phoneNumberId = phoneNumbers[0]?.id ?? '';
});
afterEach(() => demo?.closePage());
afterAll(() => demo?.stop());

function calls(body: Readonly<Record<string, unknown>>): Promise<unknown> {
  return demo.graph(`${phoneNumberId}/calls`, { messaging_product: 'whatsapp', ...body });
}

/** The business asks for leave to call, gets it, and rings. */
async function ring({ id, phoneNumber }: PersonView): Promise<void> {
  await demo.post('/messages', {
    to: phoneNumber,
    type: 'interactive',
    interactive: { type: 'call_permission_request', action: { name: 'call_permission_request' } },
  });
  await demo.simulator.advance(1000);
  const asked = (await demo.simulator.messages(id)).at(-1)?.id ?? '';
  await demo.simulator.act(id, { action: 'answer_call_permission', messageId: asked, response: 'accept' });
  await calls({ action: 'connect', to: phoneNumber, session: { sdp_type: 'offer', sdp: 'v=0' } });
}

function call(page: ChatPage, state: string): Locator {
  return page.page.locator(`.call-entry[data-state=${state}]`);
}

describe('Calls on the chat page', () => {
  it('of the business ring, are accepted, and end', async () => {
    const { page, person } = await demo.openNew();
    await ring(person);
    const banner = page.page.getByRole('alert', { name: `calls ${person.name}` });
    await banner.waitFor();
    await page.screenshot('call');
    await banner.getByRole('button', { name: 'Accept' }).click();
    await call(page, 'accepted').waitFor();
    await page.page
      .getByRole('status', { name: `${person.name} talks with` })
      .getByRole('button', { name: 'Hang up' })
      .click();
    await call(page, 'completed').click();
    const told = page.panel.locator('.log-entry');
    await told.filter({ hasText: 'call: terminate' }).waitFor();
    expect(await page.page.locator('.call-banner').count()).toBe(0);
  });

  it('of the business are declined, also while another chat is open', async () => {
    const { page, person } = await demo.openNew();
    const [ana] = await demo.simulator.people();
    await page.people
      .filter({ hasText: ana?.name ?? '' })
      .first()
      .click();
    await ring(person);
    const banner = page.page.getByRole('alert', { name: `calls ${person.name}` });
    await banner.getByRole('button', { name: 'Decline' }).click();
    await banner.waitFor({ state: 'detached' });
    await page.people.filter({ hasText: person.name }).click();
    await expect(call(page, 'declined').waitFor()).resolves.toBeUndefined();
  });

  it('of a person are answered by the business, or given up', async () => {
    const { page, person } = await demo.openNew();
    const start = page.page.getByRole('button', { name: /^Call / }).first();
    await start.click();
    await call(page, 'ringing').waitFor();
    const ringing = (await demo.simulator.calls()).find(({ personId }) => personId === person.id);
    await calls({ action: 'accept', call_id: ringing?.id, session: { sdp_type: 'answer', sdp: 'v=0' } });
    await call(page, 'accepted').waitFor();
    await calls({ action: 'terminate', call_id: ringing?.id });
    await call(page, 'completed').waitFor();

    await start.click();
    await page.page.getByRole('button', { name: 'Hang up' }).click();
    await expect(call(page, 'cancelled').waitFor()).resolves.toBeUndefined();
  });
});

describe('Groups on the chat page', () => {
  it('show who writes, and how a message goes with each of them', async () => {
    const [group] = await demo.simulator.groups();
    const page = await demo.open('');
    await page.people.filter({ hasText: group?.subject ?? '' }).click();
    await page.write('Who brings the bread?');
    const answer = page.bubble('Who brings the bread?').nth(1);
    await answer.locator('.quote', { hasText: 'Ana' }).waitFor();
    // Ana and Chitra give read receipts, Bruno does not.
    await answer.getByText('read 2/3').waitFor();
    await page.screenshot('group');
    await answer.press('Enter');
    const receipts = page.panel.getByRole('list', { name: 'Receipts' });
    await receipts.getByText(/^read/).nth(1).waitFor();
    await receipts.getByText(/^delivered/).waitFor();

    await page.page.getByLabel('On the phone of').selectOption('Bruno Lopes');
    await page.write('Not me.');
    const written = page.bubble('Not me.').first();
    await page.reaches(written, 'read');
    expect(await written.getAttribute('aria-label')).toContain('Bruno Lopes: Not me.');
    // On Bruno's phone Ana's message is somebody else's.
    const others = page.page.locator('.bubble-row.left', { hasText: 'Who brings the bread?' });
    await expect(others.first().locator('.author', { hasText: 'Ana' }).waitFor()).resolves.toBeUndefined();
  });

  it('let people join by the invite link, and leave', async () => {
    const [group] = await demo.simulator.groups();
    const page = await demo.open(`group:${group?.id ?? ''}`);
    const panel = await page.openTab('Group');
    await panel.getByLabel('Who').selectOption('Elisa Prado');
    await panel.getByRole('button', { name: 'Join' }).click();
    await page.page.getByText('Elisa Prado joined by the invite link').waitFor();
    await panel.getByRole('button', { name: 'Elisa Prado leaves' }).click();
    await page.page.getByText('Elisa Prado left').waitFor();
    const left = (await demo.simulator.groups()).find(({ id }) => id === group?.id);
    expect(left?.participantIds).toHaveLength(3);
  });
});
