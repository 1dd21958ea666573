import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { createSimulatorClient, type PersonView, type SimulatorClient } from 'whatsapp-simulator';
import { Child } from '../../e2e/child.js';
import { ChatPage } from './chat-page.js';
import { launchChromium } from './launch-chromium.js';

const ROOT = join(import.meta.dirname, '../../..');

/** The programs of `npm start`, and a browser that looks at its chat page. */
export class ChatPageDemo {
  /** The page that is open; closed after each test. */
  private chat: ChatPage | undefined;
  private met = 0;

  private constructor(
    private readonly child: Child,
    readonly browser: Browser,
    /** The address of the simulator and of its page. */
    readonly url: string,
    private readonly sampleUrl: string,
    readonly simulator: SimulatorClient,
  ) {}

  static async start(): Promise<ChatPageDemo> {
    if (!existsSync(join(ROOT, 'libs/simulator/dist/page/index.html'))) {
      throw new Error(
        'This spec runs the built demo and there is none: run "npm run build" first ("npm test" does).',
      );
    }
    const child = new Child(join(ROOT, 'apps/sample/demo.mjs'), { PORT: '0', SIMULATOR_PORT: '0' });
    const browser = await launchChromium();
    const [, url = ''] = await child.output(/Chat page\s+(http:\S+)\n/);
    const [, sampleUrl = ''] = await child.output(/Sample app\s+(http:\S+)\n/);
    await child.output(/curl -X POST/);
    return new ChatPageDemo(child, browser, url, sampleUrl, createSimulatorClient(url));
  }

  async stop(): Promise<void> {
    await this.browser.close();
    this.child.kill('SIGTERM');
    await this.child.exit;
  }

  /** Somebody new. To one person a business may write only so often, and the library keeps to it. */
  meet(): Promise<PersonView> {
    this.met += 1;
    return this.simulator.addPerson({
      phoneNumber: `+1650555${2000 + this.met}`,
      name: `Visitor ${this.met}`,
    });
  }

  /** Opens the chat of a person, or of a group as `group:` and its id. */
  async open(chatId: string, options?: BrowserContextOptions): Promise<ChatPage> {
    this.chat = await ChatPage.open(this.browser, this.url, chatId, options);
    return this.chat;
  }

  /** Opens the chat of somebody new, who has said hello and has been answered. */
  async openNew(options?: BrowserContextOptions): Promise<{ page: ChatPage; person: PersonView }> {
    const person = await this.meet();
    const hello = { type: 'text', text: { body: 'Hello' } } as const;
    await this.simulator.act(person.id, { action: 'send', message: hello });
    const page = await this.open(person.id, options);
    await page.bubbles.nth(1).waitFor();
    return { page, person };
  }

  /** @throws Error where the page asked another host for something, or has failed */
  async closePage(): Promise<void> {
    const complaints = [...(this.chat?.errors ?? []), ...(this.chat?.foreignRequests ?? [])];
    await this.chat?.close();
    this.chat = undefined;
    if (complaints.length > 0) throw new Error(`Asked elsewhere, or failed:\n${complaints.join('\n')}`);
  }

  /** Lets the sample app send a text to somebody. */
  async send({ phoneNumber }: PersonView, body: string): Promise<void> {
    await this.post('/messages', { to: phoneNumber, type: 'text', text: { body } });
  }

  /** Asks the sample app for something. */
  async post(path: string, body: unknown): Promise<void> {
    const answer = await fetch(this.sampleUrl + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`POST ${path}: HTTP ${answer.status} ${await answer.text()}`);
  }

  /** Posts to the simulated Graph API as the business, beside the sample app. */
  async graph(path: string, body: unknown): Promise<unknown> {
    const answer = await fetch(`${this.url}v24.0/${path}`, {
      method: 'POST',
      headers: { authorization: 'Bearer simulator-access-token', 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const json: unknown = await answer.json();
    if (!answer.ok) throw new Error(`POST ${path}: HTTP ${answer.status} ${JSON.stringify(json)}`);
    return json;
  }
}
