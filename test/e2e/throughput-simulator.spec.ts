import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { INestApplicationContext } from '@nestjs/common';
import { Clock, WhatsAppMessagesService } from 'nestjs-whatsapp';
import { WhatsAppSimulator } from 'whatsapp-simulator';
import { FastClock } from '../support/fast-clock.js';
import { createContext, optionsFor } from '../support/whatsapp-app.js';

/** Both clocks go ten times as fast: what takes two minutes is over in 13 seconds, and each delay counts ten times. */
const speed = 10;

describe('Throughput against a simulator that keeps the limits', () => {
  let simulator: WhatsAppSimulator;
  let context: INestApplicationContext;
  let messages: WhatsAppMessagesService;

  beforeEach(async () => {
    simulator = await WhatsAppSimulator.start({
      rules: { throughput: true, pairRateLimit: true },
      statusDelays: { sentMs: false, deliveredMs: false, readMs: false },
    });
    simulator.control.setSpeed(speed);
    context = await createContext(
      optionsFor(simulator, { providers: [{ provide: Clock, useValue: new FastClock(speed) }] }),
    );
    messages = context.get(WhatsAppMessagesService);
  });
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
    await sendTo(500, 20);
    expect(simulator.requestCount).toBe(10_000);
    for (const texts of textsByUser(simulator).values()) {
      expect(texts).toEqual(Array.from({ length: 20 }, (_, index) => String(index)));
    }
  }, 120_000);

  it('a burst to a few users, and what they are owed then: none is refused, whatever each request takes', async () => {
    simulator.addFault({ kind: 'latency', delayMs: 150, probability: 0.2 });
    await sendTo(4, 60);
    expect(simulator.requestCount).toBe(240);
  }, 120_000);
});

function userOf(index: number): string {
  return `+1650555${String(index).padStart(4, '0')}`;
}

function textsByUser({ messages }: WhatsAppSimulator): Map<string, unknown[]> {
  const texts = new Map<string, unknown[]>();
  for (const { to, body } of messages) {
    texts.set(to, [...(texts.get(to) ?? []), body]);
  }
  return texts;
}
