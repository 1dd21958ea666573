import { existsSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { WhatsAppSimulator } from 'whatsapp-simulator';
import { Child } from '../e2e/child.js';

const root = join(import.meta.dirname, '../..');
const kills = 10;
const webhooks = 2000;
const people = 40;

// Eleven processes start one after another, on a machine that may be busy.
jest.setTimeout(180_000);

describe('A receiver that is killed ten times while 2,000 webhooks come in', () => {
  let simulator: WhatsAppSimulator;
  let child: Child | undefined;
  let port: number;

  beforeEach(async () => {
    if (!existsSync(join(root, 'libs/whatsapp/dist/index.js'))) {
      throw new Error(
        'This spec runs the built library and there is none: run "npm run build" first ("npm test" does).',
      );
    }
    port = await freePort();
    simulator = await WhatsAppSimulator.start({
      webhookUrl: `http://127.0.0.1:${port}/webhooks/whatsapp`,
      // As stubborn as Meta, but sooner.
      webhookRetry: { maxAttempts: 10_000, firstDelayMs: 50, maxDelayMs: 500 },
    });
  });

  afterEach(async () => {
    child?.kill('SIGKILL');
    await child?.exit;
    await simulator.stop();
  });

  async function start(): Promise<Child> {
    child = new Child(join(root, 'test/chaos/support/crashing-receiver.mjs'), {
      PORT: String(port),
      APP_SECRET: simulator.appSecret,
      VERIFY_TOKEN: simulator.verifyToken,
      PHONE_NUMBER_ID: simulator.phoneNumberId,
    });
    await child.output(/^listening$/m);
    return child;
  }

  it('loses none: what was not answered comes again', async () => {
    const sent: Promise<string>[] = [];
    const sendTo = (count: number): void => {
      while (sent.length < count) {
        const from = `+1650555${String(1000 + (sent.length % people))}`;
        sent.push(simulator.receive({ from, text: `message ${sent.length}` }));
      }
    };
    const lives: string[][] = [];
    for (let life = 1; life <= kills; life += 1) {
      const receiver = await start();
      sendTo((webhooks / kills) * life);
      // In the midst of what it was just sent, and of what the one before has left.
      await receiver.output(/(?:^done .+\n){100}/m);
      receiver.kill('SIGKILL');
      expect(await receiver.exit).toBe('SIGKILL');
      lives.push(doneBy(receiver));
    }
    const last = await start();
    const ids = await Promise.all(sent);
    await simulator.settled();
    lives.push(doneBy(last));

    expect(new Set(ids).size).toBe(webhooks);
    expect(new Set(lives.flat())).toEqual(new Set(ids));
    expect(new Set(simulator.deliveries.map(({ state }) => state))).toEqual(new Set(['delivered']));
    // Twice only where a process ended before Meta had its answer: what is done is remembered by the process.
    for (const done of lives) expect(new Set(done).size).toBe(done.length);
  });
});

function doneBy({ stdout }: Child): string[] {
  return [...stdout.matchAll(/^done (.+)\n/gm)].map(([, id = '']) => id);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
