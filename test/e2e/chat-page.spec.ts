import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { createSimulatorClient, type PersonView, type SimulatorClient } from 'whatsapp-simulator';
import { ChatPage } from '../support/chat-page/chat-page.js';
import { launchChromium } from '../support/chat-page/launch-chromium.js';
import { VISIT_FLOW } from '../support/chat-page/visit-flow.js';
import { Child } from './child.js';

const root = join(import.meta.dirname, '../..');

// A browser and the whole demo: seconds on a machine that has other things to do.
jest.setTimeout(90_000);

let browser: Browser;
let demo: Child;
let url: string;
let sample: string;
let simulator: SimulatorClient;
let met = 0;
let person: PersonView;
let chat: ChatPage | undefined;

beforeAll(async () => {
  if (!existsSync(join(root, 'libs/simulator/dist/page/index.html'))) {
    throw new Error(
      'This spec runs the built demo and there is none: run "npm run build" first ("npm test" does).',
    );
  }
  demo = new Child(join(root, 'apps/sample/demo.mjs'), { PORT: '0', SIMULATOR_PORT: '0' });
  browser = await launchChromium();
  [, url = ''] = await demo.output(/Chat page\s+(http:\S+)\n/);
  [, sample = ''] = await demo.output(/Sample app\s+(http:\S+)\n/);
  await demo.output(/curl -X POST/);
  simulator = createSimulatorClient(url);
});

afterEach(async () => {
  const complaints = [...(chat?.errors ?? []), ...(chat?.foreignRequests ?? [])];
  await chat?.close();
  chat = undefined;
  if (complaints.length > 0) throw new Error(`Asked elsewhere, or failed:\n${complaints.join('\n')}`);
});

afterAll(async () => {
  await browser?.close();
  demo?.kill('SIGTERM');
  await demo?.exit;
});

/**
 * Opens the chat of somebody new, who has said hello. Everybody is new: to one person a business may write only so often,
 * and the library keeps to it.
 */
async function open(options?: BrowserContextOptions): Promise<ChatPage> {
  met += 1;
  person = await simulator.addPerson({ phoneNumber: `+1650555${2000 + met}`, name: `Visitor ${met}` });
  await simulator.act(person.id, { action: 'send', message: { type: 'text', text: { body: 'Hello' } } });
  chat = await ChatPage.open(browser, url, person.id, options);
  await chat.bubbles.nth(1).waitFor();
  return chat;
}

/** Lets the sample app send a message to the person whose chat is open. */
async function send(body: string): Promise<void> {
  await post('/messages', { to: person.phoneNumber, type: 'text', text: { body } });
}

async function post(path: string, body: unknown): Promise<void> {
  const answer = await fetch(sample + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`POST ${path}: HTTP ${answer.status} ${await answer.text()}`);
}

describe('The chat page', () => {
  it('looks right in light, in dark and on a phone', async () => {
    const [ana] = await simulator.people();
    const wide = await ChatPage.open(browser, url, ana?.id ?? '', { viewport: { width: 1280, height: 800 } });
    chat = wide;
    await showConversation(wide, ana?.phoneNumber ?? '');
    await wide.screenshot('light');
    await wide.page.getByRole('button', { name: 'Dark theme' }).click();
    await wide.screenshot('dark');
    await wide.page.reload();
    await wide.page.getByRole('button', { name: 'Light theme' }).waitFor();
    await wide.close();

    const phone = await ChatPage.open(browser, url, '', {
      viewport: { width: 390, height: 844 },
      hasTouch: true,
      isMobile: true,
    });
    chat = phone;
    await phone.screenshot('phone-people');
    await phone.people.first().tap();
    await phone.composer.waitFor();
    await phone.screenshot('phone-chat');
    expect(await phone.people.first().isVisible()).toBe(false);
    const tooWide = await phone.page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
    expect(tooWide).toBeLessThanOrEqual(0);
    await phone.page.getByRole('button', { name: 'Back to the people' }).click();
    await phone.people.first().waitFor();
  });

  it('a user writes, and the sample app answers with a quoted reply; the ticks turn blue', async () => {
    const page = await open();
    await page.write('Where is my parcel?');

    const written = page.bubble('Where is my parcel?').first();
    const answer = page.bubble('Where is my parcel?').nth(1);
    await page.reaches(written, 'read');
    await answer.locator('.quote', { hasText: 'Where is my parcel?' }).waitFor();
    await page.reaches(answer, 'read');
    expect(await page.composer.inputValue()).toBe('');
  });

  it('a message of the API appears by itself, and its ticks go up to read', async () => {
    const page = await open();
    await send('Your parcel is on its way.');

    const bubble = page.bubble('Your parcel is on its way.');
    await page.reaches(bubble, 'read');
    expect(await bubble.getAttribute('aria-label')).toContain('Read');
  });

  it('shows the typing dots until the business answers', async () => {
    const page = await open();
    const asked = await page.bubbles.first().getAttribute('data-message-id');
    await post(`/messages/${asked ?? ''}/read`, { typing: true });
    const dots = page.page.getByRole('status', { name: /is typing/ });
    await dots.waitFor();
    await send('Here I am.');

    await page.bubble('Here I am.').waitFor();
    await expect(dots.waitFor({ state: 'detached' })).resolves.toBeUndefined();
  });

  it('reads the marks of a text, and shows everything else in it as it is', async () => {
    const page = await open();
    await send('*bold* <img src="https://example.com/x.png" onerror="document.title=1"> `code`');

    const bubble = page.bubble('onerror');
    await bubble.locator('strong', { hasText: 'bold' }).waitFor();
    await bubble.locator('code', { hasText: 'code' }).waitFor();
    expect(await bubble.locator('img').count()).toBe(0);
    expect(await page.page.title()).toBe('WhatsApp simulator');
  });

  it('buttons and lists are pressed, and the sample app answers what was chosen', async () => {
    const page = await open();
    await page.write('menu');
    await page.page.getByRole('button', { name: 'Opening hours' }).click();
    await page.bubble('You pressed "Opening hours".').waitFor();

    await page.write('list');
    await page.page.getByRole('button', { name: 'Shops' }).click();
    const shops = page.page.getByRole('dialog', { name: 'Shops' });
    await shops.getByRole('radio').nth(1).check();
    await shops.getByRole('button', { name: 'Send' }).click();
    await expect(page.bubble('You chose "South".').waitFor()).resolves.toBeUndefined();
  });

  it('pictures, places, reactions, quotes and changed messages are sent as the person', async () => {
    const page = await open();
    for (const [kind, field] of [
      ['Image', 'Caption'],
      ['Location', 'Name (optional)'],
    ] as const) {
      await page.page.getByRole('button', { name: 'Attach' }).click();
      await page.page.getByRole('menuitem', { name: kind }).click();
      await page.page.getByLabel(field).fill(`My ${kind}`);
      await page.page.getByRole('dialog').getByRole('button', { name: 'Send' }).click();
      await page.reaches(page.bubble(`My ${kind}`), 'received');
    }
    await page.page.waitForFunction('[...document.images].some((image) => image.naturalWidth > 0)');

    const greeting = page.bubbles.nth(1);
    await greeting.hover();
    await greeting.getByRole('button', { name: 'React' }).click();
    await page.page.getByRole('menuitem', { name: '👍' }).click();
    await greeting.locator('.reactions', { hasText: '👍' }).waitFor();
    await greeting.getByRole('button', { name: 'Reply to this message' }).click();
    await page.write('menuu');
    const answer = page.bubble('menuu').first();
    await answer.locator('.quote', { hasText: 'Hello' }).waitFor();
    await answer.hover();
    await answer.getByRole('button', { name: 'More' }).click();
    await page.page.getByRole('menuitem', { name: 'Edit' }).click();
    await page.write('A better word');
    await expect(page.bubble(/A better word\s*edited/).waitFor()).resolves.toBeUndefined();
  });

  it('a flow is filled in screen by screen', async () => {
    const page = await open();
    const { businessAccountId } = await simulator.state();
    const created = await fetch(`${url}v24.0/${businessAccountId}/flows`, {
      method: 'POST',
      headers: { authorization: 'Bearer simulator-access-token', 'content-type': 'application/json' },
      body: JSON.stringify({
        name: 'visit',
        categories: ['APPOINTMENT_BOOKING'],
        flow_json: JSON.stringify(VISIT_FLOW),
        publish: true,
      }),
    });
    const { id } = (await created.json()) as { id: string };
    const parameters = {
      flow_message_version: '3',
      flow_id: id,
      flow_cta: 'Book',
      flow_token: 'visit-1',
      flow_action: 'navigate',
      flow_action_payload: { screen: 'CHOOSE_DAY', data: { branch: 'harbour' } },
    };
    await post('/messages', {
      to: person.phoneNumber,
      type: 'interactive',
      interactive: { type: 'flow', body: { text: 'Book a visit' }, action: { name: 'flow', parameters } },
    });

    await page.page.getByRole('button', { name: 'Book', exact: true }).click();
    const first = page.page.getByRole('dialog', { name: 'Choose a day' });
    await first.getByLabel('Your name').fill('Ana');
    await first.getByLabel('Day').selectOption('Tuesday');
    await first.getByRole('button', { name: 'Continue' }).click();
    const second = page.page.getByRole('dialog', { name: 'Confirm' });
    await second.getByRole('heading', { name: 'Ana' }).waitFor();
    await second.getByRole('button', { name: 'Book it' }).click();
    const answer = page.bubble('harbour');
    await answer.waitFor();
    expect(await answer.locator('dd').allInnerTexts()).toEqual(['Ana', 'tue', 'harbour', 'visit-1']);
  });

  it('stays with a person who changes the number, and with what was said', async () => {
    const page = await open();
    const habits = await page.openTab('Person');
    await habits.getByLabel('Change the number to').fill('+16505558888');
    await habits.getByRole('button', { name: 'Change', exact: true }).click();
    await page.page.locator('.chat-header', { hasText: '+16505558888' }).waitFor();
    await expect(page.bubble('Hello').first().waitFor()).resolves.toBeUndefined();
  });

  it('works with the keyboard alone', async () => {
    const tab = await open();
    const { page, people, composer, panel } = tab;
    const search = page.getByRole('searchbox', { name: 'Search people' });
    await search.focus();
    // Two who say nothing: the rows of the others move up when they do.
    await page.keyboard.type('ra');
    await people.nth(2).waitFor({ state: 'detached' });
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 2, name: 'Elisa Prado' }).waitFor();
    await search.fill(person.name);
    await people.first().press('Enter');
    await page.getByRole('heading', { level: 2, name: person.name, exact: true }).waitFor();

    await composer.focus();
    await page.keyboard.type('Written without a mouse');
    await page.keyboard.press('Enter');
    const written = tab.bubble('Written without a mouse').first();
    await tab.reaches(written, 'read');
    await written.focus();
    await page.keyboard.press('Enter');
    await panel.getByRole('heading', { name: 'From the person · text' }).waitFor();
    await panel.getByRole('tab', { name: 'Message' }).press('ArrowRight');
    await panel.getByRole('tab', { name: 'Webhooks', selected: true }).waitFor();

    await written.focus();
    await page.keyboard.press('r');
    const quoting = page.getByText(`Reply to ${person.name}`);
    await quoting.waitFor();
    await page.keyboard.press('Escape');
    await quoting.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Attach' }).press('Enter');
    await page.keyboard.press('End');
    await page.keyboard.press('Escape');
    await expect(page.locator('button[aria-label=Attach]:focus').waitFor()).resolves.toBeUndefined();
  });

  it('shows the request, the answer and the webhooks of a message, and delivers one again', async () => {
    const page = await open();
    await send('Look inside');
    const bubble = page.bubble('Look inside');
    await page.reaches(bubble, 'read');
    await bubble.hover();
    await bubble.getByRole('button', { name: 'Show the JSON' }).click();

    const json = (name: string) => page.panel.getByRole('region', { name, exact: true });
    await json('request').filter({ hasText: '"body": "Look inside"' }).waitFor();
    await json('answer').filter({ hasText: 'wamid.' }).waitFor();
    const told = page.panel.locator('.log-entry');
    await told.nth(2).waitFor();
    await told.first().locator('summary').click();
    await told.first().getByRole('button', { name: 'Deliver again' }).click();
    await expect(told.first().filter({ hasText: '2 tries' }).waitFor()).resolves.toBeUndefined();
  });

  it('orders a fault, and tells why the message failed', async () => {
    const page = await open();
    const switches = await page.openTab('Simulator');
    await switches.getByLabel('What goes wrong').selectOption('failed_status');
    await switches.getByLabel('Error code').fill('131026');
    await switches.getByRole('button', { name: 'Order the fault' }).click();
    await switches.getByText('Accept, then fail · 131026').waitFor();
    await send('Will not arrive');

    const failed = page.bubble('Will not arrive');
    await page.reaches(failed, 'failed');
    await expect(failed.locator('.failure', { hasText: '131026' }).waitFor()).resolves.toBeUndefined();
  });

  it('switches presence: what is sent to somebody offline waits', async () => {
    const page = await open();
    const habits = await page.openTab('Person');
    const online = habits.getByRole('switch', { name: /^Online/ });
    await online.uncheck();
    await page.people.first().getByText('offline').waitFor({ state: 'attached' });
    await send('Call me when you are back');
    const bubble = page.bubble('Call me when you are back');
    await page.reaches(bubble, 'sent');
    await online.check();
    await expect(page.reaches(bubble, 'read')).resolves.toBeUndefined();
  });

  it('moves the clock on until the window closes; writing opens it again', async () => {
    const page = await open();
    const switches = await page.openTab('Simulator');
    await page.page.locator('.window-chip.open').waitFor();
    await switches.getByRole('button', { name: '+24 h' }).click();
    await page.page.locator('.window-chip.closed').waitFor();
    await page.write('I am back');
    await expect(page.page.locator('.window-chip.open').waitFor()).resolves.toBeUndefined();
  });
});

/** A conversation with something of many kinds in it. */
async function showConversation(page: ChatPage, to: string): Promise<void> {
  const asked = (await page.bubbles.first().getAttribute('data-message-id')) ?? '';
  const reply = (message: Readonly<Record<string, unknown>>) =>
    post(`/messages/${asked}/replies`, { to, ...message });
  await reply({
    type: 'text',
    text: {
      body: 'Hello Ana 👋 Your parcel *A-4711* has _left the depot_:\n- ~tomorrow~ *today*, between 14:00 and 16:00\n- at your door',
    },
  });
  await page.bubble('left the depot').hover();
  await page.bubble('left the depot').getByRole('button', { name: 'React' }).click();
  await page.page.getByRole('menuitem', { name: '❤️' }).click();
  await post('/messages', {
    to,
    type: 'interactive',
    interactive: {
      type: 'button',
      body: { text: 'Will somebody be at home?' },
      footer: { text: 'Answer until noon' },
      action: {
        buttons: [
          { type: 'reply', reply: { id: 'yes', title: 'Yes' } },
          { type: 'reply', reply: { id: 'no', title: 'Leave it outside' } },
        ],
      },
    },
  });
  await page.page.getByRole('button', { name: 'Leave it outside' }).click();
  await page.reaches(page.bubble('You pressed "Leave it outside".'), 'read');
  await page.bubble('left the depot').press('Enter');
  await page.panel.getByRole('heading', { name: 'Answer' }).waitFor();
  await page.page.mouse.move(0, 0);
}
