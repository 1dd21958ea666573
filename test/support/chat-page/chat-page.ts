import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';

/** The folder of screenshots; git ignores it. */
const OUTPUT = join(import.meta.dirname, '../../../test-output/chat-page');

/** The chat page in a browser tab, as its users see it. */
export class ChatPage {
  /** The addresses that the page asked for anywhere but at the simulator. */
  readonly foreignRequests: string[] = [];
  /** Errors of the page's own code, and what its policy has stopped. */
  readonly errors: string[] = [];

  private constructor(readonly page: Page) {}

  /**
   * @param url the simulator's address
   * @param personId whose chat is opened
   */
  static async open(
    browser: Browser,
    url: string,
    personId: string,
    options: BrowserContextOptions = {},
  ): Promise<ChatPage> {
    const context = await browser.newContext({
      viewport: { width: 1440, height: 900 },
      colorScheme: 'light',
      locale: 'en-GB',
      ...options,
    });
    const chat = new ChatPage(await context.newPage());
    context.on('request', (request) => {
      if (!request.url().startsWith(url) && !request.url().startsWith('data:'))
        chat.foreignRequests.push(request.url());
    });
    chat.page.on('pageerror', (error) => chat.errors.push(error.message));
    chat.page.on('console', (message) => {
      if (/Content Security Policy/i.test(message.text())) chat.errors.push(message.text());
    });
    await chat.page.goto(`${url}#${encodeURIComponent(personId)}`);
    await chat.page.getByText('Live', { exact: true }).waitFor();
    return chat;
  }

  /** The rows of the list of people. */
  get people(): Locator {
    return this.page.getByRole('navigation', { name: 'People' }).locator('.person-row');
  }

  get bubbles(): Locator {
    return this.page.getByRole('log').getByRole('article');
  }

  get composer(): Locator {
    return this.page.getByRole('textbox', { name: /^Message as/ });
  }

  get panel(): Locator {
    return this.page.getByRole('complementary', { name: 'Panel' });
  }

  /** The bubbles with this text. */
  bubble(text: string | RegExp): Locator {
    return this.bubbles.filter({ hasText: text });
  }

  /** Resolves when a bubble has reached a state. */
  async reaches(bubble: Locator, state: string): Promise<void> {
    await bubble.locator(`.ticks[data-state=${state}]`).first().waitFor();
  }

  async write(text: string): Promise<void> {
    await this.composer.fill(text);
    await this.composer.press('Enter');
  }

  async openTab(name: string): Promise<Locator> {
    if (!(await this.panel.isVisible()))
      await this.page.getByRole('button', { name: 'Show the panel' }).click();
    await this.panel.getByRole('tab', { name }).click();
    return this.panel.getByRole('tabpanel');
  }

  async screenshot(name: string): Promise<void> {
    mkdirSync(OUTPUT, { recursive: true });
    await this.page.screenshot({ path: join(OUTPUT, `${name}.png`), animations: 'disabled' });
  }

  close(): Promise<void> {
    return this.page.context().close();
  }
}
