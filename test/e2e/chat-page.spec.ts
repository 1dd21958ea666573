import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { ChatPage } from '../support/chat-page/chat-page.js';
import { ChatPageDemo } from '../support/chat-page/chat-page-demo.js';

// A browser and the whole demo: seconds on a machine that has other things to do.
jest.setTimeout(90_000);

let demo: ChatPageDemo;

beforeAll(async () => {
  demo = await ChatPageDemo.start();
});
afterEach(() => demo?.closePage());
afterAll(() => demo?.stop());

describe('The chat page', () => {
  it('looks right in light, in dark and on a phone', async () => {
    const [ana] = await demo.simulator.people();
    const wide = await demo.open(ana?.id ?? '', { viewport: { width: 1280, height: 800 } });
    await showConversation(wide, ana?.phoneNumber ?? '');
    await wide.screenshot('light');
    await wide.page.getByRole('button', { name: 'Dark theme' }).click();
    await wide.screenshot('dark');
    await wide.page.reload();
    await wide.page.getByRole('button', { name: 'Light theme' }).waitFor();
    await wide.close();

    const phone = await demo.open('', {
      viewport: { width: 390, height: 844 },
      hasTouch: true,
      isMobile: true,
    });
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
    const { page } = await demo.openNew();
    await page.write('Where is my parcel?');

    const written = page.bubble('Where is my parcel?').first();
    const answer = page.bubble('Where is my parcel?').nth(1);
    await page.reaches(written, 'read');
    await answer.locator('.quote', { hasText: 'Where is my parcel?' }).waitFor();
    await page.reaches(answer, 'read');
    expect(await page.composer.inputValue()).toBe('');
  });

  it('a message of the API appears by itself, and its ticks go up to read', async () => {
    const { page, person } = await demo.openNew();
    await demo.send(person, 'Your parcel is on its way.');

    const bubble = page.bubble('Your parcel is on its way.');
    await page.reaches(bubble, 'read');
    expect(await bubble.getAttribute('aria-label')).toContain('Read');
  });

  it('shows the typing dots until the business answers', async () => {
    const { page, person } = await demo.openNew();
    const asked = await page.bubbles.first().getAttribute('data-message-id');
    await demo.post(`/messages/${asked ?? ''}/read`, { typing: true });
    const dots = page.page.getByRole('status', { name: /is typing/ });
    await dots.waitFor();
    await demo.send(person, 'Here I am.');

    await page.bubble('Here I am.').waitFor();
    await expect(dots.waitFor({ state: 'detached' })).resolves.toBeUndefined();
  });

  it('reads the marks of a text, and shows everything else in it as it is', async () => {
    const { page, person } = await demo.openNew();
    await demo.send(person, '*bold* <img src="https://example.com/x.png" onerror="document.title=1"> `code`');

    const bubble = page.bubble('onerror');
    await bubble.locator('strong', { hasText: 'bold' }).waitFor();
    await bubble.locator('code', { hasText: 'code' }).waitFor();
    expect(await bubble.locator('img').count()).toBe(0);
    expect(await page.page.title()).toBe('WhatsApp simulator');
  });

  it('buttons and lists are pressed, and the sample app answers what was chosen', async () => {
    const { page } = await demo.openNew();
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
    const { page } = await demo.openNew();
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

  it('stays with a person who changes the number, and with what was said', async () => {
    const { page } = await demo.openNew();
    const habits = await page.openTab('Person');
    await habits.getByLabel('Change the number to').fill('+16505558888');
    await habits.getByRole('button', { name: 'Change', exact: true }).click();
    await page.page.locator('.chat-header', { hasText: '+16505558888' }).waitFor();
    await expect(page.bubble('Hello').first().waitFor()).resolves.toBeUndefined();
  });

  it('five quick messages get five answers, each webhook answered with 200', async () => {
    const { page, person } = await demo.openNew();
    for (const word of ['one', 'two', 'three', 'four', 'five']) {
      await page.write(`Question ${word}`);
      await page.bubble(`Question ${word}`).nth(1).waitFor();
    }
    const told = (await demo.simulator.webhooks()).filter(
      ({ summary }) => summary === `text from ${person.name}`,
    );
    expect(told.flatMap(({ attempts }) => attempts.map(({ status }) => status))).toEqual(Array(6).fill(200));
  });

  it('says why an answer waits: what a burst has borrowed has to be repaid', async () => {
    const { page, person } = await demo.openNew();
    const { simulator } = demo;
    const [subscription] = await simulator.subscriptions();
    const [number] = (await simulator.state()).phoneNumbers;
    // Nobody answers: what is looked at is the page while somebody waits.
    await simulator.setWebhookUrl(null);
    try {
      for (const body of ['one', 'two', 'three', 'four', 'five']) {
        const text = { messaging_product: 'whatsapp', to: person.phoneNumber, type: 'text', text: { body } };
        await demo.graph(`${number?.id ?? ''}/messages`, text);
      }
      const note = page.page.getByRole('note').filter({ hasText: 'pair limit' });
      await page.bubble('five').waitFor();
      expect(await note.count()).toBe(0);
      await simulator.advance(7000);
      await page.write('And now?');
      await note.getByText('may write again in').waitFor();
      await page.screenshot('pair-limit');
      await simulator.advance(60_000);
      await expect(note.waitFor({ state: 'detached' })).resolves.toBeUndefined();
    } finally {
      await simulator.setWebhookUrl(subscription?.url ?? null);
    }
  });

  it('works with the keyboard alone', async () => {
    const { page: tab, person } = await demo.openNew();
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
});

/** A conversation with something of many kinds in it. */
async function showConversation(page: ChatPage, to: string): Promise<void> {
  const asked = (await page.bubbles.first().getAttribute('data-message-id')) ?? '';
  const reply = (message: Readonly<Record<string, unknown>>) =>
    demo.post(`/messages/${asked}/replies`, { to, ...message });
  await reply({
    type: 'text',
    text: {
      body: 'Hello Ana 👋 Your parcel *A-4711* has _left the depot_:\n- ~tomorrow~ *today*, between 14:00 and 16:00\n- at your door',
    },
  });
  await page.bubble('left the depot').hover();
  await page.bubble('left the depot').getByRole('button', { name: 'React' }).click();
  await page.page.getByRole('menuitem', { name: '❤️' }).click();
  await demo.post('/messages', {
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
