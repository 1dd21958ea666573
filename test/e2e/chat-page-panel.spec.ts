import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { ChatPageDemo } from '../support/chat-page/chat-page-demo.js';

// A browser and the whole demo: seconds on a machine that has other things to do.
jest.setTimeout(90_000);

let demo: ChatPageDemo;

beforeAll(async () => {
  demo = await ChatPageDemo.start();
});
afterEach(() => demo?.closePage());
afterAll(() => demo?.stop());

describe('The panel of the chat page', () => {
  it('shows the request, the answer and the webhooks of a message, and delivers one again', async () => {
    const { page, person } = await demo.openNew();
    await demo.send(person, 'Look inside');
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
    const { page, person } = await demo.openNew();
    const switches = await page.openTab('Simulator');
    await switches.getByLabel('What goes wrong').selectOption('failed_status');
    await switches.getByLabel('Error code').fill('131026');
    await switches.getByRole('button', { name: 'Order the fault' }).click();
    await switches.getByText('Accept, then fail · 131026').waitFor();
    await demo.send(person, 'Will not arrive');

    const failed = page.bubble('Will not arrive');
    await page.reaches(failed, 'failed');
    await expect(failed.locator('.failure', { hasText: '131026' }).waitFor()).resolves.toBeUndefined();
  });

  it('switches presence: what is sent to somebody offline waits', async () => {
    const { page, person } = await demo.openNew();
    const habits = await page.openTab('Person');
    const online = habits.getByRole('switch', { name: /^Online/ });
    await online.uncheck();
    await page.people.first().getByText('offline').waitFor({ state: 'attached' });
    await demo.send(person, 'Call me when you are back');
    const bubble = page.bubble('Call me when you are back');
    await page.reaches(bubble, 'sent');
    await online.check();
    await expect(page.reaches(bubble, 'read')).resolves.toBeUndefined();
  });

  it('moves the clock on until the window closes; writing opens it again', async () => {
    const { page } = await demo.openNew();
    const switches = await page.openTab('Simulator');
    await page.page.locator('.window-chip.open').waitFor();
    await switches.getByRole('button', { name: '+24 h' }).click();
    await page.page.locator('.window-chip.closed').waitFor();
    await page.write('I am back');
    await expect(page.page.locator('.window-chip.open').waitFor()).resolves.toBeUndefined();
  });
});
