import { afterEach, describe, expect, it } from '@jest/globals';
import type { INestApplicationContext } from '@nestjs/common';
import { Clock } from 'nestjs-whatsapp/extending';
import { WhatsAppMessagesService } from 'nestjs-whatsapp';
import { WhatsAppSimulator } from 'whatsapp-simulator';
import { FastClock } from '../support/fast-clock.js';
import { createContext, optionsFor } from '../support/whatsapp-app.js';

describe('Throughput against a simulator that keeps the limits', () => {
  let simulator: WhatsAppSimulator;
  let context: INestApplicationContext;
  let messages: WhatsAppMessagesService;

  /** Both clocks go so many times as fast: what takes two minutes is over in 13 seconds, and each delay counts ten times. */
  async function start(speed: number): Promise<void> {
    simulator = await WhatsAppSimulator.start({
      rules: { throughput: true, pairRateLimit: true },
      statusDelays: { sentMs: false, deliveredMs: false, readMs: false },
    });
    simulator.control.setSpeed(speed);
    context = await createContext(
      optionsFor(simulator, { providers: [{ provide: Clock, useValue: new FastClock(speed) }] }),
    );
    messages = context.get(WhatsAppMessagesService);
  }
  afterEach(async () => {
    await context.close();
    await simulator.stop();
  });

  /** Sends so many messages to each of so many users, with retries off: what is refused rejects. */
  async function sendTo(users: number, each: number): Promise<void> {
    await Promise.all(
      Array.from({ length: users * each }, (_, index) =>
        messages.sendText(userOf(index % users), String(Math.floor(index / users))),
      ),
    );
  }

  it('10,000 messages to 500 users at full speed: none is refused, and each user gets them in order', async () => {
    await start(10);
    await sendTo(500, 20);
    expect(simulator.requestCount).toBe(10_000);
    for (const texts of textsByUser(simulator).values()) {
      expect(texts).toEqual(Array.from({ length: 20 }, (_, index) => String(index)));
    }
  }, 240_000);

  it('a burst to a few users, and another when all is repaid: none is refused, however long a request takes', async () => {
    await start(4);
    simulator.addFault({ kind: 'latency', latencyMs: 60, probability: 0.3 });
    await sendTo(20, 4);
    await sendTo(20, 4);
    expect(simulator.requestCount).toBe(160);
  }, 60_000);
});

function userOf(index: number): string {
  return `+1650555${String(index).padStart(4, '0')}`;
}

function textsByUser({ messages }: WhatsAppSimulator): Map<string, string[]> {
  const texts = new Map<string, string[]>();
  for (const { body } of messages) {
    const { to, text } = body as unknown as { to: string; text: { body: string } };
    texts.set(to, [...(texts.get(to) ?? []), text.body]);
  }
  return texts;
}
